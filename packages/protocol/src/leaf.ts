/**
 * The leaf: the bytes of an entry that the workspace's tree commits to.
 * They name the action and the second of recording, and hold nothing else but digests, so they can be made again
 * for ever, whether or not the parts can still be opened. Normative: docs/spec/entry.md, section 5.
 */
import type { Hashes } from './hashes.ts'

/** Never fewer digests than this, so that their number tells nothing about the parts. */
export const MIN_DIGESTS = 3

export interface LeafContent {
  /** Seconds since 1970 (UTC), taken once when the leaf is made. */
  readonly recordedAt: number
  readonly action: string
  /** The digest of each part, base64url. */
  readonly digests: readonly string[]
  /** The seed of the record part: the decoys follow from it. */
  readonly recordSeed: Uint8Array
}

/** The leaf's text, names in their fixed order. */
export function encodeLeaf(leaf: LeafContent, hashes: Hashes): string {
  const digests = [...leaf.digests]
  for (let n = 0; digests.length < MIN_DIGESTS; n++) digests.push(decoy(leaf.recordSeed, n, hashes))
  digests.sort()
  return JSON.stringify({ v: 1, iat: leaf.recordedAt, event: leaf.action, _sd: digests, _sd_alg: 'sha-256' })
}

function decoy(seed: Uint8Array, n: number, hashes: Hashes): string {
  return hashes.shake256Text([seed, new TextEncoder().encode(`decoy${n}`)], 32)
}
