import {
  EMPTY_FRONTIER,
  encodeFrontier,
  extendFrontier,
  extendTiles,
  type FullTile,
  rootOf,
} from '@daybook/protocol'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../hashes.ts'
import { CheckTree } from './check-tree.ts'
import { Problems } from './problems.ts'
import type { SignedRoot } from './signed-roots.ts'

/** More than one tile of level 1. */
const SIZE = 65_536 + 300
const leaves = Array.from({ length: SIZE }, (_, i) => sha256(Buffer.from(`leaf ${i}`)))
const { full } = extendTiles(0, [], leaves, sha256)
const tiles = full.map(tile => ({ ...tile, hashes: Buffer.from(tile.hashes), root: Buffer.from(tile.root) }))
const frontierAt = (size: number) => extendFrontier(EMPTY_FRONTIER, leaves.slice(0, size), sha256)
const signedAt = (size: number): SignedRoot => ({
  size,
  root: Buffer.from(rootOf(frontierAt(size), sha256)),
  name: `the checkpoint of ${size} entries`,
})
const SIGNED = [0, 1, 255, 256, 257, 5000, 65_535, 65_536, 65_537, SIZE].map(signedAt)
const head = {
  size: SIZE,
  frontier: Buffer.from(encodeFrontier(frontierAt(SIZE))),
  root: Buffer.from(rootOf(frontierAt(SIZE), sha256)),
  generation: 0,
}

function check(given: {
  leaves?: readonly Uint8Array[]
  tiles?: readonly FullTile[]
  signed?: readonly SignedRoot[]
  head?: typeof head
}) {
  const problems = new Problems()
  const tree = new CheckTree(given.signed ?? SIGNED, problems)
  const own = given.leaves ?? leaves
  const stored = (given.tiles ?? tiles) as typeof tiles
  for (let at = 0; at < own.length; at += 512) {
    tree.compareTiles(tree.grow(own.slice(at, at + 512)), stored)
    if (at + 512 >= own.length) tree.compareHead({ ...(given.head ?? head), size: own.length })
    tree.compareSigned()
  }
  tree.compareRest()
  return problems.list
}

test('a tree that is whole has no problems, with checkpoints of every awkward size', () => {
  expect(check({})).toEqual([])
})

test('a hash of a tile of the second level is named by the first entry below it', () => {
  const changed = tiles.map(tile => {
    if (tile.level !== 1) return tile
    const hashes = Buffer.from(tile.hashes)
    hashes[7 * 32]! ^= 1
    return { ...tile, hashes }
  })
  expect(check({ tiles: changed })).toEqual([
    { seq: 7 * 256 + 1, what: expect.stringContaining('the tile 1/0 of the tree does not hold its hash') },
  ])
})

test('a wrong leaf that is told of is not told again by what is made of it', () => {
  fc.assert(
    fc.property(fc.nat(SIZE - 1), place => {
      const changed = [...leaves]
      changed[place] = sha256(Buffer.from('another'))
      const found = check({ leaves: changed })
      expect(found).toHaveLength(1)
      // In a tile the place is known; behind the last one the frontier and the checkpoints only bound it.
      if (place < 65_536 + 256) expect(found[0]!.seq).toBe(place + 1)
      else {
        expect(found[0]!.seq).toBeLessThanOrEqual(place + 1)
        expect(found[0]!.seq).toBeGreaterThan(65_536 + 256)
      }
    }),
    { numRuns: 20 },
  )
})

test('a history that was written anew, tiles and head and all, is not the one that was signed', () => {
  const changed = [...leaves]
  changed[300] = sha256(Buffer.from('another'))
  const made = extendTiles(0, [], changed, sha256).full
  const stored = made.map(tile => ({
    ...tile,
    hashes: Buffer.from(tile.hashes),
    root: Buffer.from(tile.root),
  }))
  const frontier = extendFrontier(EMPTY_FRONTIER, changed, sha256)
  const found = check({
    leaves: changed,
    tiles: stored,
    head: {
      ...head,
      frontier: Buffer.from(encodeFrontier(frontier)),
      root: Buffer.from(rootOf(frontier, sha256)),
    },
  })
  expect(found).toEqual([
    {
      seq: 258,
      what: 'the first 5000 entries are not those of the checkpoint of 5000 entries: one of the entries 258 to 5000 was replaced as a whole, or the checkpoint was changed',
    },
  ])
})

test('a log that is shorter than what was signed ends too early', () => {
  const found = check({
    leaves: leaves.slice(0, 5000),
    head: {
      ...head,
      frontier: Buffer.from(encodeFrontier(frontierAt(5000))),
      root: Buffer.from(rootOf(frontierAt(5000), sha256)),
    },
  })
  expect(found[0]).toEqual({
    seq: 5001,
    what: 'the checkpoint of 65535 entries counts 65535, and the log ends at 5000: an older state was put in its place, or entries were taken away',
  })
})
