/** Ids of clients as a row of an export has them: 8 bytes each, ascending. */

export function int8List(ids: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(ids.length * 8)
  ids.forEach((id, i) => bytes.writeBigUInt64BE(BigInt(id), i * 8))
  return bytes
}

/** True where one of the ids stands in the list. */
export function holdsAny(list: Buffer, ids: ReadonlySet<number>): boolean {
  for (let at = 0; at < list.length; at += 8) if (ids.has(Number(list.readBigUInt64BE(at)))) return true
  return false
}
