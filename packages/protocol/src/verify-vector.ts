/**
 * Test vectors: one JSON file, one input, and whether it verifies. A second implementation is right when it agrees on
 * all of them. Normative: vectors/README.md.
 */
import { decodeBase64 } from './base64.ts'
import { openDisclosures } from './open-disclosures.ts'
import { parseLeaf } from './parse-leaf.ts'
import { parseTrustPolicy } from './trust-policy.ts'
import { verifyBundle } from './verify-bundle.ts'
import { verifyCheckpoint } from './verify-checkpoint.ts'
import { verifyGrowth } from './verify-consistency.ts'
import type { VerifyCrypto } from './verify-crypto.ts'
import { type NotVerified, refusal, requireSameAction, verifyPlace } from './verify-evidence.ts'
import { verifyLog } from './verify-log.ts'

/** Hashes and files are base64. */
export type Vector =
  | { readonly kind: 'leaf'; readonly leaf: string; readonly disclosures: readonly string[] }
  | {
      readonly kind: 'inclusion'
      readonly index: number
      readonly size: number
      readonly leafHash: string
      readonly root: string
      readonly hashes: readonly string[]
    }
  | {
      readonly kind: 'consistency'
      readonly oldSize: number
      readonly newSize: number
      readonly oldRoot: string
      readonly newRoot: string
      readonly hashes: readonly string[]
    }
  | { readonly kind: 'checkpoint'; readonly policy: string; readonly checkpoint: string }
  | { readonly kind: 'bundle' | 'log'; readonly files: Readonly<Record<string, string>> }

/** `ok`, or the code of the first thing that is wrong. */
export async function verifyVector(
  vector: Vector,
  crypto: VerifyCrypto,
): Promise<{ ok: true } | NotVerified> {
  try {
    return await verify(vector, crypto)
  } catch (error) {
    return refusal(error)
  }
}

async function verify(vector: Vector, crypto: VerifyCrypto): Promise<{ ok: true } | NotVerified> {
  switch (vector.kind) {
    case 'leaf': {
      const leaf = parseLeaf(vector.leaf)
      requireSameAction(leaf, await openDisclosures(leaf.digests, vector.disclosures, crypto))
      return { ok: true }
    }
    case 'inclusion':
      await verifyPlace(
        bytes(vector.leafHash),
        { index: vector.index, hashes: vector.hashes.map(bytes) },
        { size: vector.size, root: bytes(vector.root) },
        crypto,
      )
      return { ok: true }
    case 'consistency': {
      const { oldSize, newSize, oldRoot, hashes, newRoot } = vector
      const proof = { oldSize, newSize, oldRoot: bytes(oldRoot), hashes: hashes.map(bytes) }
      await verifyGrowth(proof, bytes(newRoot), crypto)
      return { ok: true }
    }
    case 'checkpoint':
      await verifyCheckpoint(vector.checkpoint, await parseTrustPolicy(vector.policy, crypto), crypto)
      return { ok: true }
    case 'bundle': {
      const files = Object.entries(vector.files).map(([name, text]) => ({ name, bytes: bytes(text) }))
      const report = await verifyBundle(files, crypto)
      return report.problem ?? { ok: true }
    }
    case 'log':
      return verifyLogFiles(vector.files, crypto)
  }
}

async function verifyLogFiles(
  files: Readonly<Record<string, string>>,
  crypto: VerifyCrypto,
): Promise<{ ok: true } | NotVerified> {
  const text = (name: string): string => new TextDecoder().decode(bytes(files[name] ?? ''))
  const lines = text('entries.jsonl').split('\n').slice(0, -1)
  const readTile = async (path: string): Promise<Uint8Array | undefined> =>
    files[path] === undefined ? undefined : bytes(files[path])
  const policy = await parseTrustPolicy(text('trust-policy'), crypto)
  const result = await verifyLog({ checkpoint: text('checkpoint'), lines, readTile }, policy, crypto)
  return result.ok ? { ok: true } : result
}

/** What is no base64 is empty: it verifies nowhere. */
const bytes = (text: string): Uint8Array => decodeBase64(text) ?? new Uint8Array()
