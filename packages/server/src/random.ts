/** Randomness from the system, taken in large draws because a draw costs more than its bytes. */
import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 64 * 1024
const pool = Buffer.alloc(POOL_BYTES)
let at = POOL_BYTES

/** Fresh random bytes; the pool's copy is wiped as it is handed out. */
export function randomBytes(length: number): Buffer {
  if (length > POOL_BYTES) return randomFillSync(Buffer.alloc(length))
  if (at + length > POOL_BYTES) {
    randomFillSync(pool)
    at = 0
  }
  const bytes = Buffer.from(pool.subarray(at, at + length))
  pool.fill(0, at, at + length)
  at += length
  return bytes
}

/** A random id: 1 to 2^53 − 1. */
export function randomId(): number {
  const bytes = randomBytes(7)
  const id = (bytes.readUInt32BE(0) % 2 ** 21) * 2 ** 32 + (bytes.readUInt32BE(3) >>> 0)
  return id === 0 ? randomId() : id
}
