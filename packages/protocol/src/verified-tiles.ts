/**
 * The tiles of a log, each verified from the root down before it is used, so that a wrong entry can be told from a
 * wrong tree. Holds one tile of each level at a time.
 */
import { planFrontier } from './proof-plan.ts'
import { TILE_WIDTH } from './tile.ts'
import { tilePath, tilesOfLevel } from './tile-path.ts'
import { HASH_BYTES, nodeHash } from './tree.ts'
import type { VerifyCrypto } from './verify-crypto.ts'
import { VerifyError } from './verify-error.ts'

type Hashes = readonly Uint8Array[]

/** Reads a tile by its path, `tile/0/000.p/3`; undefined where there is none. */
export type ReadTile = (path: string) => Promise<Uint8Array | undefined>

export class VerifiedTiles {
  readonly #size: number
  readonly #read: ReadTile
  readonly #crypto: VerifyCrypto
  /** The last tile used of each level. */
  readonly #open = new Map<number, { readonly index: number; readonly hashes: Hashes }>()

  constructor(size: number, read: ReadTile, crypto: VerifyCrypto) {
    this.#size = size
    this.#read = read
    this.#crypto = crypto
  }

  /** Verifies the right edge, which every other tile hangs on. Throws `log_malformed`, `root_mismatch`. */
  async verifyRoot(root: Uint8Array): Promise<void> {
    const { sha256 } = this.#crypto
    let node: Uint8Array | undefined
    for (const run of planFrontier(this.#size).toReversed()) {
      const tile = await this.#load(run.level, Math.floor(run.start / TILE_WIDTH))
      const from = run.start % TILE_WIDTH
      const left = await this.#rootOf(tile.slice(from, from + run.count))
      node = node === undefined ? left : await nodeHash(left, node, sha256)
    }
    node ??= await sha256()
    if (node.toHex() !== root.toHex())
      throw new VerifyError('root_mismatch', 'The tree of this export is not the one that was signed.')
  }

  /** The hashes of up to 256 leaves. Throws `log_malformed`, `tile_mismatch`. */
  leaves(index: number): Promise<Hashes> {
    return this.#verified(0, index)
  }

  async #verified(level: number, index: number): Promise<Hashes> {
    const known = this.#open.get(level)
    if (known?.index === index) return known.hashes
    const hashes = await this.#load(level, index)
    // An unfinished tile is part of the right edge.
    if (hashes.length === TILE_WIDTH) {
      const parent = await this.#verified(level + 1, Math.floor(index / TILE_WIDTH))
      if ((await this.#rootOf(hashes)).toHex() !== parent[index % TILE_WIDTH]?.toHex())
        throw new VerifyError(
          'tile_mismatch',
          `${this.#pathOf(level, index)} is not the tile that was signed.`,
        )
    }
    this.#open.set(level, { index, hashes })
    return hashes
  }

  #pathOf(level: number, index: number): string {
    const { full, width } = tilesOfLevel(this.#size, level)
    return tilePath({ level, index, width: index < full ? TILE_WIDTH : width })
  }

  async #load(level: number, index: number): Promise<Hashes> {
    const path = this.#pathOf(level, index)
    const bytes = await this.#read(path)
    const { full, width } = tilesOfLevel(this.#size, level)
    const count = index < full ? TILE_WIDTH : width
    if (bytes?.length !== count * HASH_BYTES)
      throw new VerifyError('log_malformed', `${path} is missing, or does not hold ${count} hashes.`)
    return Array.from({ length: count }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES))
  }

  /** The root of a complete subtree: 1, 2, 4 … 256 hashes. */
  async #rootOf(hashes: Hashes): Promise<Uint8Array> {
    let row = hashes
    while (row.length > 1) {
      const above: Uint8Array[] = []
      for (let i = 0; i < row.length; i += 2)
        above.push(await nodeHash(row[i]!, row[i + 1]!, this.#crypto.sha256))
      row = above
    }
    return row[0]!
  }
}
