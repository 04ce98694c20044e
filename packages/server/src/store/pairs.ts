/**
 * Pairs of numbers from PostgreSQL as one value: tens of thousands of rows of two numbers cost the driver more than the
 * database. `int8send` writes eight bytes, the most significant first.
 */
export const pairsOf = (first: string, second: string): string =>
  `coalesce(string_agg(int8send(${first}) || int8send(${second}), ''), '') as pairs`

export function readPairs(pairs: Buffer): Map<number, number> {
  const read = new Map<number, number>()
  const int8 = (at: number): number => pairs.readInt32BE(at) * 2 ** 32 + pairs.readUInt32BE(at + 4)
  for (let at = 0; at < pairs.length; at += 16) read.set(int8(at), int8(at + 8))
  return read
}
