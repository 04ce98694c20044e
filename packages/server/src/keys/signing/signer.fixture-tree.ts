/** A small tree in memory, for tests of the signer. */
import {
  buildProof,
  EMPTY_FRONTIER,
  extendFrontier,
  type HashRun,
  leafHash,
  planConsistency,
  rootOf,
} from '@daybook/protocol'
import { sha256 } from '../../hashes.ts'
import type { SignedHead } from './signed-heads.ts'

export const leavesOf = (size: number, mark = 'entry'): Uint8Array[] =>
  Array.from({ length: size }, (_, i) => leafHash(Buffer.from(`${mark} ${i}`), sha256))

export const headOf = (leaves: readonly Uint8Array[]): SignedHead => ({
  size: leaves.length,
  root: Buffer.from(rootOf(extendFrontier(EMPTY_FRONTIER, leaves, sha256), sha256)),
})

/** The proof that the tree of these leaves begins with its first `from`. */
export function proofFrom(leaves: readonly Uint8Array[], from: number): Uint8Array[] {
  if (from === 0 || from >= leaves.length) return []
  const hashesOf = ({ level, start, count }: HashRun): Uint8Array[] => {
    const width = 256 ** level
    return Array.from({ length: count }, (_, i) => {
      const own = leaves.slice((start + i) * width, (start + i + 1) * width)
      return rootOf(extendFrontier(EMPTY_FRONTIER, own, sha256), sha256)
    })
  }
  return buildProof(planConsistency(from, leaves.length), hashesOf, sha256)
}
