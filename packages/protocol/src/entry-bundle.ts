/** Bundles of leaves: each behind its length (2 bytes, big-endian). C2SP tlog-tiles, "Log entries". */

const LENGTH_BYTES = 2
const MAX_LEAF_BYTES = 65_535

/** Throws RangeError where a leaf is longer than its length can say; Daybook's are under 5 kB. */
export function encodeEntryBundle(leaves: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(leaves.reduce((sum, leaf) => sum + LENGTH_BYTES + leaf.length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const leaf of leaves) {
    if (leaf.length > MAX_LEAF_BYTES) throw new RangeError(`a leaf has at most ${MAX_LEAF_BYTES} bytes`)
    view.setUint16(at, leaf.length)
    bytes.set(leaf, at + LENGTH_BYTES)
    at += LENGTH_BYTES + leaf.length
  }
  return bytes
}

/** Throws RangeError where the bytes do not end with a whole leaf. */
export function decodeEntryBundle(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const leaves: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const start = at + LENGTH_BYTES
    const end = start + view.getUint16(at)
    if (end > bytes.length) throw new RangeError('the last leaf of the bundle is cut off')
    leaves.push(bytes.subarray(start, end))
    at = end
  }
  return leaves
}
