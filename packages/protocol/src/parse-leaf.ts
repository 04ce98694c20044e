/** Reads a leaf as strictly as it is written. Normative: docs/spec/entry.md, section 5. */
import { decodeBase64url } from './base64.ts'
import { MIN_DIGESTS } from './leaf.ts'
import { HASH_BYTES } from './tree.ts'
import { VerifyError } from './verify-error.ts'

export interface ParsedLeaf {
  /** Seconds since 1970 (UTC). */
  readonly recordedAt: number
  readonly action: string
  /** Of parts, and decoys: base64url, sorted. */
  readonly digests: readonly string[]
}

/** Throws `leaf_malformed`. */
export function parseLeaf(text: string): ParsedLeaf {
  const leaf = readJson(text)
  if (typeof leaf !== 'object' || leaf === null) return bad('is no JSON object')
  const { iat, event, _sd } = leaf as { iat?: unknown; event?: unknown; _sd?: unknown }
  if (typeof iat !== 'number' || !Number.isSafeInteger(iat) || iat < 0) return bad('has no time in "iat"')
  if (typeof event !== 'string' || event === '') return bad('has no action in "event"')
  if (!isDigestList(_sd) || _sd.length < MIN_DIGESTS)
    return bad(`has no ${MIN_DIGESTS} or more sorted digests in "_sd"`)
  // Other names, another order, white space: one leaf has one text.
  if (JSON.stringify({ v: 1, iat, event, _sd, _sd_alg: 'sha-256' }) !== text)
    return bad('is not written as version 1 of the format asks')
  return { recordedAt: iat, action: event, digests: _sd }
}

/** True for a list of SHA-256 digests as base64url, each once, sorted. */
export function isDigestList(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.every(
      (item, i) =>
        typeof item === 'string' &&
        decodeBase64url(item)?.length === HASH_BYTES &&
        (i === 0 || (value[i - 1] as string) < item),
    )
  )
}

/** Undefined where the text is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function bad(what: string): never {
  throw new VerifyError('leaf_malformed', `The leaf ${what}.`)
}
