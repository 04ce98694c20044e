/**
 * Evidence files: one entry's leaf, what is disclosed of it, its place in the log, and the checkpoint that commits to
 * it. C2SP tlog-proof, whose extra data are the leaf and its disclosures as RFC 9901 joins them. Normative:
 * docs/spec/evidence.md.
 */
import { decodeBase64, decodeBase64url, encodeBase64, encodeBase64url } from './base64.ts'
import { parseCount } from './checkpoint.ts'
import { HASH_BYTES } from './tree.ts'
import { VerifyError } from './verify-error.ts'

export interface Evidence {
  /** The leaf's text, `{"v":1,…}`. */
  readonly leaf: string
  /** Of parts and of fields, in any order; each base64url of `[salt, name, value]`. */
  readonly disclosures: readonly string[]
  /** Place in the log, from 0: seq − 1. */
  readonly index: number
  /** The inclusion proof, the leaf's sibling first. */
  readonly hashes: readonly Uint8Array[]
  /** The signed checkpoint, as it was served. */
  readonly checkpoint: string
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1'

export function encodeEvidence({ leaf, disclosures, index, hashes, checkpoint }: Evidence): string {
  const extra = [encodeBase64url(utf8(leaf)), ...disclosures, ''].join('~')
  return [
    FIRST_LINE,
    `extra ${encodeBase64(utf8(extra))}`,
    `index ${index}`,
    ...hashes.map(encodeBase64),
    '',
    checkpoint,
  ].join('\n')
}

/** Reads an evidence file; proves nothing. Throws `evidence_malformed`. */
export function parseEvidence(text: string): Evidence {
  const { extra, ...proof } = parseTlogProof(text)
  const [leaf = '', ...disclosures] = (readUtf8(extra) ?? bad('its extra data are no text')).split('~')
  // Every disclosure ends in a tilde.
  if (disclosures.pop() !== '') bad('its extra data do not end in "~"')
  const leafBytes = decodeBase64url(leaf)
  return { ...proof, disclosures, leaf: readUtf8(leafBytes) ?? bad('its leaf is no base64url of a text') }
}

/** The parts of any C2SP tlog-proof, whatever its extra data are. */
export interface TlogProof extends Pick<Evidence, 'index' | 'hashes' | 'checkpoint'> {
  readonly extra: Uint8Array
}

/** Throws `evidence_malformed`. */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n')
  const [first, extraLine = '', indexLine = '', ...hashLines] = text.slice(0, Math.max(end, 0)).split('\n')
  if (first !== FIRST_LINE) bad(`it does not begin with "${FIRST_LINE}"`)
  const extra = extraLine.startsWith('extra ') ? decodeBase64(extraLine.slice(6)) : undefined
  const index = indexLine.startsWith('index ') ? parseCount(indexLine.slice(6)) : undefined
  if (extra === undefined) return bad('its second line is no "extra" with base64')
  if (index === undefined) return bad('its third line is no "index" with a plain number')
  const hashes = hashLines.map(line => {
    const hash = decodeBase64(line)
    return hash?.length === HASH_BYTES ? hash : bad('a line of its proof is no base64 of 32 bytes')
  })
  return { extra, index, hashes, checkpoint: text.slice(end + 2) }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Undefined where the bytes are no UTF-8. A byte order mark is kept: it is not ours. */
export function readUtf8(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function bad(what: string): never {
  throw new VerifyError('evidence_malformed', `This is no evidence file: ${what}.`)
}
