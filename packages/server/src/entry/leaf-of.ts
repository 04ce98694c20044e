/** The leaf of a stored entry, made again from what is never erased: its record and the digests of its parts. */
import { decodePart, encodeLeaf, HASH_BYTES, type Part } from '@daybook/protocol'
import { hashes } from '../hashes.ts'

export interface LeafSource {
  /** The text of the record part. */
  readonly record: string
  /** Seconds. */
  readonly recordedAt: number
  /** 32 bytes a part. */
  readonly digests: Buffer
}

/** Normative: docs/spec/entry.md, section 5. */
export function leafOf(source: LeafSource, record: Part = decodePart('record', source.record)): string {
  const action = record.fields.find(([name]) => name === 'action')?.[1]
  return encodeLeaf(
    {
      recordedAt: source.recordedAt,
      action: String(action),
      digests: splitDigests(source.digests),
      recordSeed: record.seed,
    },
    hashes,
  )
}

function splitDigests(bytes: Buffer): string[] {
  const digests: string[] = []
  for (let at = 0; at < bytes.length; at += HASH_BYTES)
    digests.push(bytes.toString('base64url', at, at + HASH_BYTES))
  return digests
}
