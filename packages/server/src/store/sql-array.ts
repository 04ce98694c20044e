/**
 * Arrays in PostgreSQL's binary format, as parameters for `unnest($1::int8[], …)`: one statement writes any number of
 * rows, and neither side spends time on hex or quotes. Format: PostgreSQL source, array_recv().
 */
const OIDS = { int8: 20, int2: 21, int4: 23, text: 25, bytea: 17 } as const

const header = (oid: number, count: number): Buffer => {
  const bytes = Buffer.alloc(count === 0 ? 12 : 20)
  bytes.writeInt32BE(count === 0 ? 0 : 1, 0)
  // "May hold nulls": the flag is only checked to be 0 or 1.
  bytes.writeInt32BE(1, 4)
  bytes.writeInt32BE(oid, 8)
  if (count > 0) {
    bytes.writeInt32BE(count, 12)
    bytes.writeInt32BE(1, 16)
  }
  return bytes
}

function fixed(
  oid: number,
  width: number,
  values: readonly (number | null | undefined)[],
  write: (bytes: Buffer, value: number, at: number) => void,
): Buffer {
  const bytes = Buffer.allocUnsafe(20 + values.length * (4 + width))
  header(oid, values.length).copy(bytes)
  if (values.length === 0) return bytes.subarray(0, 12)
  let at = 20
  for (const value of values) {
    if (value === null || value === undefined) {
      at = bytes.writeInt32BE(-1, at)
      continue
    }
    at = bytes.writeInt32BE(width, at)
    write(bytes, value, at)
    at += width
  }
  return bytes.subarray(0, at)
}

/** bigint[]; numbers beyond 2^53 lose exactness before they come here, so callers keep to safe integers. */
export const int8Array = (values: readonly (number | null | undefined)[]): Buffer =>
  fixed(OIDS.int8, 8, values, (bytes, value, at) => {
    const high = Math.floor(value / 2 ** 32)
    bytes.writeInt32BE(high, at)
    bytes.writeUInt32BE(value - high * 2 ** 32, at + 4)
  })

export const int4Array = (values: readonly (number | null | undefined)[]): Buffer =>
  fixed(OIDS.int4, 4, values, (bytes, value, at) => bytes.writeInt32BE(value, at))

export const int2Array = (values: readonly (number | null | undefined)[]): Buffer =>
  fixed(OIDS.int2, 2, values, (bytes, value, at) => bytes.writeInt16BE(value, at))

function variable(oid: number, values: readonly (Uint8Array | null | undefined)[]): Buffer {
  let length = 20
  for (const value of values) length += 4 + (value?.length ?? 0)
  const bytes = Buffer.allocUnsafe(length)
  header(oid, values.length).copy(bytes)
  if (values.length === 0) return bytes.subarray(0, 12)
  let at = 20
  for (const value of values) {
    at = bytes.writeInt32BE(value?.length ?? -1, at)
    if (value !== null && value !== undefined) {
      bytes.set(value, at)
      at += value.length
    }
  }
  return bytes
}

export const byteaArray = (values: readonly (Uint8Array | null | undefined)[]): Buffer =>
  variable(OIDS.bytea, values)

export const textArray = (values: readonly (string | null | undefined)[]): Buffer =>
  variable(
    OIDS.text,
    values.map(value => (value === null || value === undefined ? value : Buffer.from(value, 'utf8'))),
  )
