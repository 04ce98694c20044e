/** The Merkle tree, grown again from the leaf hashes, against the stored tiles, the head and what was signed. */
import {
  EMPTY_FRONTIER,
  extendFrontier,
  extendTiles,
  type Frontier,
  type FullTile,
  HASH_BYTES,
  type OpenTiles,
  rootOf,
  TILE_WIDTH,
} from '@daybook/protocol'
import { sha256 } from '../hashes.ts'
import type { StoredHead } from '../store/check/entry-rows.ts'
import type { TileRow } from '../store/check/tile-rows.ts'
import type { SignedRoot } from './signed-roots.ts'
import type { Problems } from './problems.ts'

/** Where more than these are wrong, everything behind the first is taken to be. */
const MOST_BROKEN = 1000

export class CheckTree {
  readonly #problems: Problems
  readonly #signed: readonly SignedRoot[]
  #frontier: Frontier = EMPTY_FRONTIER
  #open: OpenTiles = []
  #nextSigned = 0
  readonly #reached: { signed: SignedRoot; same: boolean }[] = []
  #lastGood = 0
  /** Entries whose leaf hashes are known to be wrong: what they lead to is wrong as well, and is not told. */
  readonly #broken: number[] = []

  /** @param signed in the order of their sizes */
  constructor(signed: readonly SignedRoot[], problems: Problems) {
    this.#signed = signed
    this.#problems = problems
  }

  get size(): number {
    return this.#frontier.size
  }

  /** Notes that the leaf hash of an entry is wrong. */
  breakAt(seq: number): void {
    this.#broken.push(seq)
  }

  /** Grows the tree; answers the tiles that became full, which `compareTiles` is given back with what is stored. */
  grow(leafHashes: readonly Uint8Array[]): FullTile[] {
    const { full, open } = extendTiles(this.size, this.#open, leafHashes, sha256)
    this.#open = open
    const behind = this.size + leafHashes.length
    for (let from = 0; from < leafHashes.length; ) {
      const next = this.#signed[this.#nextSigned]
      const to =
        next !== undefined && next.size <= behind ? next.size - (behind - leafHashes.length) : Infinity
      this.#frontier = extendFrontier(this.#frontier, leafHashes.slice(from, to), sha256)
      from = Math.min(to, leafHashes.length)
      this.#reachSigned()
    }
    return full
  }

  compareTiles(full: readonly FullTile[], stored: readonly TileRow[]): void {
    const found = new Map(stored.map(tile => [`${tile.level}/${tile.index}`, tile]))
    for (const tile of full) {
      const name = `${tile.level}/${tile.index}`
      const width = TILE_WIDTH ** tile.level
      const first = tile.index * width * TILE_WIDTH + 1
      const own = found.get(name)
      if (own === undefined) {
        this.#problems.add('entry', first, `the tile ${name} of the tree is missing`)
        continue
      }
      for (const place of differences(own.hashes, tile.hashes)) {
        const from = first + place * width
        // What is made of a wrong leaf cannot be right, and that leaf is told of already.
        if (this.#isBroken(from, from + width - 1)) continue
        this.#problems.add(
          'entry',
          from,
          `the tile ${name} of the tree does not hold its hash: it was replaced, moved, or the tile was changed`,
        )
        // An entry that is whole and not the one that stood here: what is made of it is another hash as well.
        if (tile.level === 0) this.breakAt(from)
      }
      if (!own.root.equals(tile.root) && !this.#isBroken(first, first + width * TILE_WIDTH - 1))
        this.#problems.add('entry', first, `the tile ${name} of the tree has not the root of its hashes`)
    }
  }

  /** Compares a head of exactly the size that was reached. */
  compareHead(head: StoredHead): void {
    const stored = splitHashes(head.frontier)
    const { hashes, size } = this.#frontier
    let behind = 0
    for (const [i, hash] of hashes.entries()) {
      // The subtrees along the right edge, largest first: each has the largest power of two that still fits.
      const width = 2 ** Math.floor(Math.log2(size - behind))
      const [from, to] = [behind + 1, behind + width]
      behind = to
      if (stored[i]?.equals(hash) === true || this.#isBroken(from, to)) continue
      this.#problems.add(
        'entry',
        from,
        `${from === to ? 'it is' : `one of the entries ${from} to ${to} is`} not what the frontier in the log’s head commits to, or that was changed`,
      )
      this.breakAt(from)
      return
    }
    if (stored.length !== hashes.length)
      this.#problems.add('entry', size, 'the frontier in the log’s head is not that of its entries')
    if (!head.root.equals(rootOf(this.#frontier, sha256)) && !this.#isBroken(1, size))
      this.#problems.add('entry', size, 'the root in the log’s head is not that of its entries')
  }

  /** What was signed of the entries so far. Called behind the other comparisons, which say more exactly what is wrong. */
  compareSigned(): void {
    for (const { signed, same } of this.#reached.splice(0)) {
      if (same) this.#lastGood = signed.size
      if (same || this.#isBroken(1, signed.size)) continue
      const from = this.#lastGood + 1
      const which =
        from === signed.size ? `entry ${from} was` : `one of the entries ${from} to ${signed.size} was`
      this.#problems.add(
        'entry',
        from,
        `the first ${signed.size} entries are not those of ${signed.name}: ${which} replaced as a whole, or the checkpoint was changed`,
      )
      this.breakAt(from)
    }
  }

  /** What was signed and is longer than the log. Called when all entries were read. */
  compareRest(): void {
    for (const signed of this.#signed.slice(this.#nextSigned))
      this.#problems.add(
        'entry',
        this.size + 1,
        `${signed.name} counts ${signed.size}, and the log ends at ${this.size}: an older state was put in its place, or entries were taken away`,
      )
  }

  /** Notes which of the signed roots of this size the tree has. */
  #reachSigned(): void {
    for (;;) {
      const signed = this.#signed[this.#nextSigned]
      if (signed === undefined || signed.size > this.size) return
      this.#nextSigned++
      const same = signed.root.equals(rootOf(this.#frontier, sha256))
      this.#reached.push({ signed, same })
    }
  }

  #isBroken(from: number, to: number): boolean {
    if (this.#broken.length > MOST_BROKEN) return to >= this.#broken[0]!
    return this.#broken.some(seq => seq >= from && seq <= to)
  }
}

const splitHashes = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / HASH_BYTES) }, (_, i) =>
    bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  )

/** The places of the hashes that differ. */
function differences(stored: Buffer, expected: Uint8Array): number[] {
  if (stored.equals(expected)) return []
  const other = splitHashes(Buffer.from(expected))
  const places = splitHashes(stored).flatMap((hash, i) => (other[i]?.equals(hash) === true ? [] : [i]))
  // Cut off: everything that is there is right.
  return places.length > 0 ? places.map(place => Math.min(place, TILE_WIDTH - 1)) : [TILE_WIDTH - 1]
}
