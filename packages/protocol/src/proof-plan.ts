/**
 * Which stored hashes a proof needs: pure arithmetic, so that a server fetches all of them at once. A hash of a proof
 * is the root of a run of leaves; a run is made of complete subtrees, and a complete subtree of neighbouring hashes of
 * one tile. RFC 6962, sections 2.1.1 and 2.1.2.
 */
import { TILE_WIDTH } from './tile.ts'
import { EMPTY_FRONTIER, extendFrontier, nodeHash, rootOf, type Sha256 } from './tree.ts'

/** Neighbouring hashes of one tile, 1 to 128, whose root is wanted. */
export interface HashRun {
  /** Level of the tile: at 0 leaf hashes; above, roots of full tiles of the level below. */
  readonly level: number
  /** Place of the first among all hashes of the level, from 0. */
  readonly start: number
  readonly count: number
}

/** For each hash of the proof, in its order, the subtrees that it is made of, from left to right. */
export type ProofPlan = readonly (readonly HashRun[])[]

/** A proof that the leaf at `index` (from 0) stands in the tree of this size. Throws RangeError where it cannot. */
export function planInclusion(index: number, size: number): ProofPlan {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError(`no leaf ${index} in ${size}`)
  const plan: HashRun[][] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + leftSize(end - start)
    if (index < middle) {
      plan.push(runsOf(middle, end))
      end = middle
    } else {
      plan.push(runsOf(start, middle))
      start = middle
    }
  }
  return plan.reverse()
}

/** A proof that the tree of the new size begins with the tree of the old one. Throws RangeError where it cannot. */
export function planConsistency(oldSize: number, newSize: number): ProofPlan {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize === 0 || oldSize > newSize)
    throw new RangeError(`no consistency of ${oldSize} with ${newSize}`)
  const plan: HashRun[][] = []
  let [start, end] = [0, newSize]
  while (oldSize !== end) {
    const middle = start + leftSize(end - start)
    if (oldSize <= middle) {
      plan.push(runsOf(middle, end))
      end = middle
    } else {
      plan.push(runsOf(start, middle))
      start = middle
    }
  }
  // The old root itself is known to whoever asks.
  if (start > 0) plan.push(runsOf(start, end))
  return plan.reverse()
}

/** The complete subtrees that a tree of this size is made of: its frontier. */
export const planFrontier = (size: number): readonly HashRun[] => (size === 0 ? [] : runsOf(0, size))

/** The proof's hashes, from the stored ones. `hashesOf` answers the hashes of a run, in order. */
export function buildProof(
  plan: ProofPlan,
  hashesOf: (run: HashRun) => readonly Uint8Array[],
  sha256: Sha256,
): Uint8Array[] {
  return plan.map(runs =>
    runs
      .map(run => rootOf(extendFrontier(EMPTY_FRONTIER, hashesOf(run), sha256), sha256))
      .reduceRight((right, left) => nodeHash(left, right, sha256)),
  )
}

/** The complete subtrees of leaves `start` to `end` (not included), which begin on a boundary of their size. */
function runsOf(start: number, end: number): HashRun[] {
  const runs: HashRun[] = []
  while (start < end) {
    let level = 0
    let count = 1
    let leaves = 1
    while (start + leaves * 2 <= end) {
      leaves *= 2
      count *= 2
      if (count === TILE_WIDTH) {
        level++
        count = 1
      }
    }
    runs.push({ level, start: (start / leaves) * count, count })
    start += leaves
  }
  return runs
}

/** The largest power of two smaller than n, for n > 1. Not a shift: sizes go beyond 32 bits. */
function leftSize(n: number): number {
  let size = 1
  while (size * 2 < n) size *= 2
  return size
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
