import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crypto, sha256 } from './node-crypto.fixture.ts'
import { verifyConsistency, verifyInclusion } from './proof.ts'
import { verifyGrowth } from './verify-consistency.ts'
import { verifyPlace } from './verify-evidence.ts'
import { EMPTY_FRONTIER, extendFrontier, leafHash, nodeHash, rootOf } from './tree.ts'

const vectors = join(import.meta.dirname, '../../../../shared/vectors')
if (!existsSync(vectors)) console.log('skipped: no shared vectors')

/** The same question asked with asynchronous crypto. */
const holds = (proof: Promise<void>): Promise<boolean> =>
  proof.then(
    () => true,
    (error: { code?: string }) => {
      if (error.code === undefined) throw error
      return false
    },
  )
const bytes = (text: string | null) => new Uint8Array(Buffer.from(text ?? '', 'base64'))
const casesOf = (kind: string): string[] =>
  existsSync(vectors)
    ? readdirSync(join(vectors, kind), { recursive: true, encoding: 'utf8' })
        .filter(name => name.endsWith('.json'))
        .map(name => join(vectors, kind, name))
    : []

test.skipIf(!existsSync(vectors))('agrees with all 196 known answers', async () => {
  const inclusion = casesOf('inclusion')
  const consistency = casesOf('consistency')
  expect([inclusion.length, consistency.length]).toEqual([98, 98])
  const wrong: string[] = []
  for (const file of inclusion) {
    const { leafIdx, treeSize, root, leafHash: leaf, proof, wantErr } = JSON.parse(readFileSync(file, 'utf8'))
    const hashes = (proof ?? []).map(bytes)
    const verified = verifyInclusion(
      { index: leafIdx, size: treeSize, leafHash: bytes(leaf), hashes },
      bytes(root),
      sha256,
    )
    const place = { index: leafIdx, hashes }
    const awaited = await holds(
      verifyPlace(bytes(leaf), place, { size: treeSize, root: bytes(root) }, crypto),
    )
    if (verified === wantErr || awaited === wantErr) wrong.push(file)
  }
  for (const file of consistency) {
    const { size1, size2, root1, root2, proof, wantErr } = JSON.parse(readFileSync(file, 'utf8'))
    const hashes = (proof ?? []).map(bytes)
    const given = { oldSize: size1, newSize: size2, oldRoot: bytes(root1), hashes }
    const verified = verifyConsistency(given, bytes(root2), sha256)
    const awaited = await holds(verifyGrowth(given, bytes(root2), crypto))
    if (verified === wantErr || awaited === wantErr) wrong.push(file)
  }
  expect(wrong).toEqual([])
})

/** Proofs by the definitions of RFC 9162, 2.1.3.1 and 2.1.4.1: slow, and independent of the verifier. */
const split = (n: number) => 2 ** Math.ceil(Math.log2(n) - 1)
const root = (leaves: Uint8Array[]): Uint8Array =>
  leaves.length === 1
    ? leaves[0]!
    : nodeHash(root(leaves.slice(0, split(leaves.length))), root(leaves.slice(split(leaves.length))), sha256)
function path(m: number, leaves: Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return []
  const k = split(leaves.length)
  return m < k
    ? [...path(m, leaves.slice(0, k)), root(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), root(leaves.slice(0, k))]
}
function subproof(m: number, leaves: Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === leaves.length) return whole ? [] : [root(leaves)]
  const k = split(leaves.length)
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), whole), root(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), root(leaves.slice(0, k))]
}

test('accepts the proofs of random trees, and none of which one bit was changed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), fc.nat(), (size, a, b, bit) => {
      const leaves = Array.from({ length: size }, (_, n) =>
        leafHash(new TextEncoder().encode(`${n}`), sha256),
      )
      const top = rootOf(extendFrontier(EMPTY_FRONTIER, leaves, sha256), sha256)
      const index = a % size
      const oldSize = 1 + (b % size)
      const inclusion = { index, size, leafHash: leaves[index]!, hashes: path(index, leaves) }
      const consistency = {
        oldSize,
        newSize: size,
        oldRoot: root(leaves.slice(0, oldSize)),
        hashes: subproof(oldSize, leaves, true),
      }
      expect(verifyInclusion(inclusion, top, sha256)).toBe(true)
      expect(verifyConsistency(consistency, top, sha256)).toBe(true)
      for (const hashes of [inclusion.hashes, consistency.hashes]) {
        if (hashes.length === 0) continue
        const place = bit % (hashes.length * 256)
        const changed = hashes.map(hash => hash.slice())
        changed[place >> 8]![(place >> 3) % 32]! ^= 1 << (place % 8)
        if (hashes === inclusion.hashes)
          expect(verifyInclusion({ ...inclusion, hashes: changed }, top, sha256)).toBe(false)
        else expect(verifyConsistency({ ...consistency, hashes: changed }, top, sha256)).toBe(false)
      }
    }),
    { numRuns: 60 },
  )
})
