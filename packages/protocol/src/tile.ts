/**
 * Tiles: runs of 256 neighbouring hashes of one level (C2SP tlog-tiles, height 8). Level 0 holds leaf hashes; a hash
 * of level L + 1 is the root of a full tile of level L.
 */
import { EMPTY_FRONTIER, extendFrontier, HASH_BYTES, rootOf, type Sha256 } from './tree.ts'

export const TILE_WIDTH = 256

export interface FullTile {
  readonly level: number
  /** Place among the tiles of its level, from 0. */
  readonly index: number
  /** 256 hashes, 8,192 bytes. */
  readonly hashes: Uint8Array
  /** The root of its 256 hashes: the hash that stands for it one level up. */
  readonly root: Uint8Array
}

/** The hashes of the unfinished tile of each level; level L has floor(size / 256^L) mod 256 of them. */
export type OpenTiles = readonly (readonly Uint8Array[])[]

/** Adds leaves to the open tiles: the tiles that became full, lowest level first, and what is open then. */
export function extendTiles(
  size: number,
  open: OpenTiles,
  leafHashes: readonly Uint8Array[],
  sha256: Sha256,
): { full: FullTile[]; open: Uint8Array[][] } {
  const levels = open.map(level => [...level])
  const full: FullTile[] = []
  let count = size
  const push = (level: number, hash: Uint8Array): void => {
    const tile = (levels[level] ??= [])
    tile.push(hash)
    if (tile.length < TILE_WIDTH) return
    const index = Math.floor((count - 1) / TILE_WIDTH ** (level + 1))
    const root = rootOf(extendFrontier(EMPTY_FRONTIER, tile, sha256), sha256)
    full.push({ level, index, hashes: concatHashes(tile), root })
    levels[level] = []
    push(level + 1, root)
  }
  for (const hash of leafHashes) {
    count++
    push(0, hash)
  }
  return { full, open: levels }
}

/** How many hashes the open tile of a level has at a tree size. */
export const openWidth = (size: number, level: number): number =>
  Math.floor(size / TILE_WIDTH ** level) % TILE_WIDTH

function concatHashes(hashes: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES)
  hashes.forEach((hash, i) => bytes.set(hash, i * HASH_BYTES))
  return bytes
}
