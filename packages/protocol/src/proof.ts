/**
 * Inclusion and consistency proofs of a Merkle tree: RFC 9162, sections 2.1.3.2 and 2.1.4.2 (the hashes are those of
 * RFC 6962). A proof is attacker-controlled: every length is checked, and nothing is taken for granted.
 */
import { HASH_BYTES, nodeHash, type Sha256 } from './tree.ts'

export interface InclusionProof {
  /** Place of the leaf, from 0. */
  readonly index: number
  readonly size: number
  readonly leafHash: Uint8Array
  readonly hashes: readonly Uint8Array[]
}

export interface ConsistencyProof {
  readonly oldSize: number
  readonly newSize: number
  readonly oldRoot: Uint8Array
  readonly hashes: readonly Uint8Array[]
}

/** True where the leaf stands at its place in the tree of this size and root. */
export function verifyInclusion(proof: InclusionProof, root: Uint8Array, sha256: Sha256): boolean {
  const { index, size, leafHash, hashes } = proof
  const sides = siblingSides(index, size, hashes.length)
  if (sides === undefined || ![leafHash, root, ...hashes].every(isHash)) return false
  let node = leafHash
  hashes.forEach((sibling, i) => {
    node = sides[i] ? nodeHash(sibling, node, sha256) : nodeHash(node, sibling, sha256)
  })
  return sameBytes(node, root)
}

/**
 * On which side each of an inclusion proof's hashes stands: true for left. Undefined where a proof of this leaf does
 * not have `count` hashes.
 */
export function siblingSides(index: number, size: number, count: number): readonly boolean[] | undefined {
  if (!isSize(size) || !isSize(index) || index >= size) return undefined
  const sides: boolean[] = []
  let place = index
  let last = size - 1
  for (let n = 0; n < count; n++) {
    if (last === 0) return undefined
    const isLeft = place % 2 === 1 || place === last
    sides.push(isLeft)
    while (isLeft && place % 2 === 0 && place !== 0) {
      place = half(place)
      last = half(last)
    }
    place = half(place)
    last = half(last)
  }
  return last === 0 ? sides : undefined
}

/** True where the tree of the new size and root begins with the tree of the old size and root. */
export function verifyConsistency(proof: ConsistencyProof, newRoot: Uint8Array, sha256: Sha256): boolean {
  const { oldRoot } = proof
  const steps = consistencySteps(proof)
  // Whoever knows the same tree twice needs no proof, whatever their root looks like.
  if (steps === undefined || (proof.hashes.length > 0 && ![oldRoot, newRoot, ...proof.hashes].every(isHash)))
    return false
  let [oldNode, newNode] = [steps.first, steps.first]
  for (const { sibling, isLeft } of steps.siblings) {
    if (isLeft) oldNode = nodeHash(sibling, oldNode, sha256)
    newNode = isLeft ? nodeHash(sibling, newNode, sha256) : nodeHash(newNode, sibling, sha256)
  }
  return sameBytes(oldNode, oldRoot) && sameBytes(newNode, newRoot)
}

export interface ConsistencySteps {
  /** Where both trees begin: a subtree that they share. */
  readonly first: Uint8Array
  /** What is hashed to it in turn. On the left it belongs to both trees, on the right to the new one only. */
  readonly siblings: readonly { readonly sibling: Uint8Array; readonly isLeft: boolean }[]
}

/** Undefined where a proof between these sizes does not have so many hashes. */
export function consistencySteps({
  oldSize,
  newSize,
  oldRoot,
  hashes,
}: ConsistencyProof): ConsistencySteps | undefined {
  if (!isSize(oldSize) || !isSize(newSize) || oldSize === 0 || oldSize > newSize) return undefined
  if (oldSize === newSize) return hashes.length === 0 ? { first: oldRoot, siblings: [] } : undefined
  // Where the old tree is complete, its root begins the proof without standing in it.
  const [first, ...rest] = isPowerOfTwo(oldSize) ? [oldRoot, ...hashes] : hashes
  let place = oldSize - 1
  let last = newSize - 1
  while (place % 2 === 1) {
    place = half(place)
    last = half(last)
  }
  const siblings: { sibling: Uint8Array; isLeft: boolean }[] = []
  for (const sibling of rest) {
    if (last === 0) return undefined
    const isLeft = place % 2 === 1 || place === last
    siblings.push({ sibling, isLeft })
    while (isLeft && place % 2 === 0 && place !== 0) {
      place = half(place)
      last = half(last)
    }
    place = half(place)
    last = half(last)
  }
  return last === 0 && first !== undefined ? { first, siblings } : undefined
}

const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
export const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES
// Not a shift: sizes go beyond 32 bits.
const half = (value: number): number => Math.floor(value / 2)
const isPowerOfTwo = (value: number): boolean => 2 ** Math.round(Math.log2(value)) === value

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
