/**
 * The Merkle tree of RFC 6962, section 2.1, as a frontier: the roots of the complete subtrees along the right edge,
 * largest first. Its size says which they are, so appending needs nothing but the frontier.
 */
export type Sha256 = (...chunks: readonly Uint8Array[]) => Uint8Array

const LEAF_PREFIX = Uint8Array.of(0)
const NODE_PREFIX = Uint8Array.of(1)
export const HASH_BYTES = 32

/** A hash function, whether it answers at once or promises to. */
type Hashing<T> = (...chunks: readonly Uint8Array[]) => T

export const leafHash = <T>(leaf: Uint8Array, sha256: Hashing<T>): T => sha256(LEAF_PREFIX, leaf)
export const nodeHash = <T>(left: Uint8Array, right: Uint8Array, sha256: Hashing<T>): T =>
  sha256(NODE_PREFIX, left, right)

export interface Frontier {
  readonly size: number
  readonly hashes: readonly Uint8Array[]
}

export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] }

/** The frontier after some more leaves. */
export function extendFrontier(
  frontier: Frontier,
  leafHashes: readonly Uint8Array[],
  sha256: Sha256,
): Frontier {
  const hashes = [...frontier.hashes]
  let size = frontier.size
  for (const leaf of leafHashes) {
    let node = leaf
    for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2))
      node = nodeHash(hashes.pop()!, node, sha256)
    hashes.push(node)
    size++
  }
  return { size, hashes }
}

/** The root hash; that of an empty tree is the hash of nothing. */
export function rootOf(frontier: Frontier, sha256: Sha256): Uint8Array {
  let root: Uint8Array | undefined
  for (let i = frontier.hashes.length - 1; i >= 0; i--) {
    root = root === undefined ? frontier.hashes[i] : nodeHash(frontier.hashes[i]!, root, sha256)
  }
  return root ?? sha256()
}

/** The frontier as stored: its hashes one after another. */
export function encodeFrontier(frontier: Frontier): Uint8Array {
  const bytes = new Uint8Array(frontier.hashes.length * HASH_BYTES)
  frontier.hashes.forEach((hash, i) => bytes.set(hash, i * HASH_BYTES))
  return bytes
}

/** Throws RangeError where the number of hashes is not what the size asks for. */
export function decodeFrontier(size: number, bytes: Uint8Array): Frontier {
  const hashes: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += HASH_BYTES) hashes.push(bytes.subarray(at, at + HASH_BYTES))
  let expected = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) expected += rest % 2
  if (bytes.length % HASH_BYTES !== 0 || hashes.length !== expected) {
    throw new RangeError(
      `a frontier of size ${size} has ${expected} hashes, not ${bytes.length / HASH_BYTES}`,
    )
  }
  return { size, hashes }
}
