/** The inner nodes of one tile, all of them: entries that stand in one tile share them. */
import { hash } from 'node:crypto'
import { HASH_BYTES } from '@daybook/protocol'

const PAIR_BYTES = 2 * HASH_BYTES
/** The node's prefix (RFC 6962), and room for its two children. */
const scratch = Buffer.alloc(1 + PAIR_BYTES, 1)

export class TileNodes {
  /** At n the roots of 2^n neighbouring hashes, one after another. */
  readonly #heights: Buffer[]

  /** `hashes`: 1 to 256 of them, one after another. */
  constructor(hashes: Buffer) {
    this.#heights = [hashes]
    for (let below = hashes; below.length >= PAIR_BYTES; ) {
      const count = Math.floor(below.length / PAIR_BYTES)
      const nodes = Buffer.allocUnsafeSlow(count * HASH_BYTES)
      for (let i = 0; i < count; i++) {
        below.copy(scratch, 1, i * PAIR_BYTES, (i + 1) * PAIR_BYTES)
        // Text out and bytes from it: a hash that answers a Buffer costs three times as much.
        nodes.write(hash('sha256', scratch, 'base64url'), i * HASH_BYTES, 'base64url')
      }
      this.#heights.push(nodes)
      below = nodes
    }
  }

  /** The root of `count` neighbouring hashes, a power of two, beginning at a multiple of it. */
  rootOf(start: number, count: number): Buffer {
    const at = (start / count) * HASH_BYTES
    return this.#heights[Math.log2(count)]!.subarray(at, at + HASH_BYTES)
  }
}
