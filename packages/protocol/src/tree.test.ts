import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeFrontier,
  EMPTY_FRONTIER,
  encodeFrontier,
  extendFrontier,
  leafHash,
  nodeHash,
  rootOf,
} from './tree.ts'
import { extendTiles, openWidth } from './tile.ts'

const sha256 = (...chunks: readonly Uint8Array[]) => {
  const hash = createHash('sha256')
  for (const chunk of chunks) hash.update(chunk)
  return new Uint8Array(hash.digest())
}
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const leafOf = (n: number) => leafHash(new TextEncoder().encode(`leaf ${n}`), sha256)

// The eight leaves and nine roots of RFC 6962's reference implementation.
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

test('gives the reference roots of RFC 6962 for sizes 0 to 8', () => {
  const hashes = LEAVES.map(leaf => leafHash(Buffer.from(leaf, 'hex'), sha256))
  ROOTS.forEach((root, size) => {
    expect(hex(rootOf(extendFrontier(EMPTY_FRONTIER, hashes.slice(0, size), sha256), sha256))).toBe(root)
  })
})

/** The definition of section 2.1, word for word: slow, and the measure of the frontier. */
function rootByDefinition(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return sha256()
  if (hashes.length === 1) return hashes[0]!
  let k = 1
  while (k * 2 < hashes.length) k *= 2
  return nodeHash(rootByDefinition(hashes.slice(0, k)), rootByDefinition(hashes.slice(k)), sha256)
}

test('agrees with the definition however the leaves were grouped', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 12 }), groups => {
      let frontier = EMPTY_FRONTIER
      const all: Uint8Array[] = []
      for (const count of groups) {
        const more = Array.from({ length: count }, (_, i) => leafOf(all.length + i))
        frontier = decodeFrontier(frontier.size, encodeFrontier(frontier))
        frontier = extendFrontier(frontier, more, sha256)
        all.push(...more)
      }
      expect(hex(rootOf(frontier, sha256))).toBe(hex(rootByDefinition(all)))
    }),
    { numRuns: 60 },
  )
})

test('refuses a frontier whose hashes do not fit its size', () => {
  expect(() => decodeFrontier(3, new Uint8Array(32))).toThrow(RangeError)
  expect(() => decodeFrontier(1, new Uint8Array(31))).toThrow(RangeError)
})

test.each([0, 1, 255, 256, 257, 65_535, 65_536, 65_537])(
  'keeps full tiles and open tiles at size %i',
  size => {
    const leaves = Array.from({ length: size }, (_, i) => leafOf(i))
    let open: Uint8Array[][] = []
    const tiles: { level: number; index: number; hashes: Uint8Array; root: Uint8Array }[] = []
    for (let at = 0; at < size; at += 1000) {
      const step = extendTiles(at, open, leaves.slice(at, at + 1000), sha256)
      tiles.push(...step.full)
      open = step.open
    }
    const atLevel = (level: number) => tiles.filter(tile => tile.level === level)
    expect(atLevel(0).length).toBe(Math.floor(size / 256))
    expect(atLevel(1).length).toBe(Math.floor(size / 65_536))
    atLevel(0).forEach((tile, i) => {
      expect(tile.index).toBe(i)
      expect(hex(tile.hashes.subarray(0, 32))).toBe(hex(leaves[i * 256]!))
    })
    for (const level of [0, 1, 2]) expect(open[level]?.length ?? 0).toBe(openWidth(size, level))
    atLevel(1).forEach((tile, i) => {
      expect(tile.index).toBe(i)
      expect(hex(tile.hashes.subarray(32, 64))).toBe(hex(atLevel(0)[i * 256 + 1]!.root))
    })
  },
)
