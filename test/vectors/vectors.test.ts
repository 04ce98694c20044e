import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import {
  digestOfPart,
  disclosuresOf,
  encodeLeaf,
  type Part,
  VERIFY_CODES,
  type Vector,
  verifyVector,
} from '@daybook/protocol'
import { expect, test } from 'vitest'
import { crypto, hashes } from '../../packages/protocol/src/node-crypto.fixture.ts'
import { madeVectors, textOf, VECTORS } from './make-vectors.ts'

const files = readdirSync(VECTORS, { recursive: true, encoding: 'utf8' }).filter(name =>
  name.endsWith('.json'),
)
const read = (file: string): Vector & { about?: never } =>
  JSON.parse(readFileSync(join(VECTORS, file), 'utf8'))
const codeOf = (file: string): string | undefined =>
  file.includes('/valid/') ? undefined : basename(file).split('--')[0]

test('the vectors are those that the script makes', () => {
  expect(files.sort()).toEqual(madeVectors.map(({ path }) => path).sort())
  for (const made of madeVectors) expect(readFileSync(join(VECTORS, made.path), 'utf8')).toBe(textOf(made))
})

test('every code has a vector, and every vector a code', () => {
  const codes = new Set(files.flatMap(file => codeOf(file) ?? []))
  expect([...codes].sort()).toEqual([...VERIFY_CODES].sort())
})

test('the library says of every vector what its name says', async () => {
  const wrong: unknown[] = []
  for (const file of files) {
    const result = await verifyVector(read(file), crypto)
    if ((result.ok ? undefined : result.code) !== codeOf(file)) wrong.push({ file, result })
  }
  expect(wrong).toEqual([])
})

test('an encoder makes the leaves of the vectors, byte for byte', () => {
  const withParts = madeVectors.filter(({ about }) => about !== undefined)
  expect(withParts.length).toBeGreaterThan(5)
  for (const { vector, about, path } of withParts) {
    const given = about as {
      recordedAt: number
      action: string
      parts: { name: Part['name']; seed: string; fields: Part['fields'] }[]
    }
    const parts = given.parts.map(part => ({
      ...part,
      seed: new Uint8Array(Buffer.from(part.seed, 'base64url')),
    }))
    const leaf = encodeLeaf(
      { ...given, digests: parts.map(part => digestOfPart(part, hashes)), recordSeed: parts[0]!.seed },
      hashes,
    )
    const { leaf: expected, disclosures } = vector as Extract<Vector, { kind: 'leaf' }>
    expect(leaf, path).toBe(expected)
    const all = parts.flatMap(part => Object.values(disclosuresOf(part, hashes)).flat())
    for (const disclosure of disclosures) expect(all).toContain(disclosure)
  }
})
