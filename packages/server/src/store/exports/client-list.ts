/** Ids of clients as a row of an export has them: 8 bytes each, ascending. */

export function int8List(ids: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(ids.length * 8)
  ids.forEach((id, i) => bytes.writeBigUInt64BE(BigInt(id), i * 8))
  return bytes
}

/** True where the id stands in the list. */
export function holds(list: Buffer, id: number): boolean {
  const wanted = BigInt(id)
  let low = 0
  let high = list.length / 8 - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = list.readBigUInt64BE(middle * 8)
    if (found === wanted) return true
    if (found < wanted) low = middle + 1
    else high = middle - 1
  }
  return false
}
