import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeEntryBundle, encodeEntryBundle } from './entry-bundle.ts'
import { sha256 } from './node-crypto.fixture.ts'
import { verifyConsistency, verifyInclusion } from './proof.ts'
import { buildProof, type HashRun, planConsistency, planFrontier, planInclusion } from './proof-plan.ts'
import { extendTiles, TILE_WIDTH } from './tile.ts'
import { parseTilePath, tilePath, tilesOfLevel } from './tile-path.ts'
import { EMPTY_FRONTIER, extendFrontier, leafHash, rootOf } from './tree.ts'

/** Leaf hashes, and above them the roots of full tiles: what a server has stored. */
function storedHashes(size: number): Uint8Array[][] {
  const leaves = Array.from({ length: size }, (_, n) => leafHash(new TextEncoder().encode(`${n}`), sha256))
  const levels: Uint8Array[][] = [leaves]
  for (const tile of extendTiles(0, [], leaves, sha256).full) (levels[tile.level + 1] ??= []).push(tile.root)
  return levels
}
const stored = storedHashes(66_000)
const hashesOf = ({ level, start, count }: HashRun): Uint8Array[] => {
  // What one tile holds, and no more.
  expect(Math.floor(start / TILE_WIDTH)).toBe(Math.floor((start + count - 1) / TILE_WIDTH))
  const run = stored[level]!.slice(start, start + count)
  expect(run.length).toBe(count)
  return run
}
const roots = new Map<number, Uint8Array>()
function rootAt(size: number): Uint8Array {
  const known = roots.get(size)
  if (known !== undefined) return known
  const root = rootOf(extendFrontier(EMPTY_FRONTIER, stored[0]!.slice(0, size), sha256), sha256)
  roots.set(size, root)
  return root
}

function inclusionHolds(index: number, size: number): boolean {
  const hashes = buildProof(planInclusion(index, size), hashesOf, sha256)
  return verifyInclusion({ index, size, leafHash: stored[0]![index]!, hashes }, rootAt(size), sha256)
}
function consistencyHolds(oldSize: number, newSize: number): boolean {
  const hashes = buildProof(planConsistency(oldSize, newSize), hashesOf, sha256)
  return verifyConsistency({ oldSize, newSize, oldRoot: rootAt(oldSize), hashes }, rootAt(newSize), sha256)
}

test('every proof of every tree up to 70 leaves verifies', () => {
  for (let size = 1; size <= 70; size++) {
    for (let index = 0; index < size; index++) expect(inclusionHolds(index, size)).toBe(true)
    for (let old = 1; old <= size; old++) expect(consistencyHolds(old, size)).toBe(true)
  }
})

test('random proofs of trees up to 66,000 leaves verify', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 66_000 }), fc.nat(), (size, n) => {
      expect(inclusionHolds(n % size, size)).toBe(true)
      expect(consistencyHolds(1 + (n % size), size)).toBe(true)
    }),
    { numRuns: 15 },
  )
})

const EDGES = [1, 255, 256, 257, 65_535, 65_536, 65_537]

test.each(EDGES)('proofs at the edges of tiles verify: size %i', size => {
  for (const other of EDGES.filter(edge => edge <= size)) {
    expect(inclusionHolds(other - 1, size)).toBe(true)
    expect(consistencyHolds(other, size)).toBe(true)
  }
  const frontier = planFrontier(size).map(run => buildProof([[run]], hashesOf, sha256)[0]!)
  expect(rootOf({ size, hashes: frontier }, sha256)).toEqual(rootAt(size))
})

test('a plan for a tree of 2^50 leaves asks for less than two tiles a level', () => {
  const size = 2 ** 50 + 12_345
  for (const plan of [planInclusion(2 ** 49 + 7, size), planConsistency(2 ** 49 + 7, size)]) {
    const hashes = plan.flat().reduce((sum, run) => sum + run.count, 0)
    expect(hashes).toBeLessThan(7 * 2 * TILE_WIDTH)
  }
})

test('refuses to plan what cannot be proved', () => {
  for (const [a, b] of [
    [0, 0],
    [1, 1],
    [-1, 2],
    [0.5, 2],
    [3, 2],
  ] as const)
    expect(() => planInclusion(a, b)).toThrow(RangeError)
  for (const [a, b] of [
    [0, 0],
    [0, 1],
    [2, 1],
    [1, 1.5],
  ] as const)
    expect(() => planConsistency(a, b)).toThrow(RangeError)
})

test('tile paths are those of C2SP tlog-tiles, and no others are read', () => {
  expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067')
  expect(tilePath({ level: 1, index: 0, width: 17 })).toBe('tile/1/000.p/17')
  expect(tilePath({ level: 'entries', index: 273, width: 112 })).toBe('tile/entries/273.p/112')
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const)),
      fc.oneof(fc.nat(2000), fc.maxSafeInteger().map(Math.abs)),
      fc.integer({ min: 1, max: 256 }),
      (level, index, width) => {
        expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width })
      },
    ),
  )
  for (const path of [
    'tile/64/000',
    'tile/00/000',
    'tile/0/0',
    'tile/0/1000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/8/0/000',
    'tile/-1/000',
    '/tile/0/000',
    'tile/0/000/',
    'tile/0/x999/x999/x999/x999/x999/999',
    'tile/entry/000',
  ])
    expect(parseTilePath(path), path).toBeUndefined()
  // The example of the specification: a tree of 70,000.
  expect([0, 1, 2, 3].map(level => tilesOfLevel(70_000, level))).toEqual([
    { full: 273, width: 112 },
    { full: 1, width: 17 },
    { full: 0, width: 1 },
    { full: 0, width: 0 },
  ])
})

test('a bundle of leaves is read as it was written, and refused when it is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), fc.nat(), (leaves, n) => {
      const bytes = encodeEntryBundle(leaves)
      expect(decodeEntryBundle(bytes)).toEqual(leaves)
      const cut = n % (bytes.length + 1)
      const whole = leaves.findIndex((_, i) => encodeEntryBundle(leaves.slice(0, i)).length === cut)
      if (cut < bytes.length && whole === -1)
        expect(() => decodeEntryBundle(bytes.subarray(0, cut))).toThrow(RangeError)
    }),
  )
  expect(encodeEntryBundle([Uint8Array.of(7, 8)])).toEqual(Uint8Array.of(0, 2, 7, 8))
  expect(() => encodeEntryBundle([new Uint8Array(65_536)])).toThrow(RangeError)
})
