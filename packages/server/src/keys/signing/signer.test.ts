import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { LogError, parseSignedCheckpoint, type VerifierKey } from '@daybook/protocol'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { headOf, leavesOf, proofFrom } from './signer.fixture-tree.ts'
import { OVERLAP, Signer } from './signer.ts'
import { SigningFolder } from './signing-folder.ts'
import { verifyEd25519 } from './verify-ed25519.ts'

let keysDir: string
let now = Date.UTC(2026, 10, 22)
let folders: SigningFolder[] = []

const open = (publicUrl?: string): Signer => {
  const folder = new SigningFolder(keysDir, { now: () => now, publicUrl })
  folders.push(folder)
  const signer = new Signer(folder, 'ws_test')
  signer.ensureKeys('ws_test', 'w')
  return signer
}

beforeEach(() => {
  keysDir = mkdtempSync(join(tmpdir(), 'daybook-signer-'))
  folders = []
})
afterEach(() => {
  for (const folder of folders) folder.close()
  rmSync(keysDir, { recursive: true, force: true })
})

/** Signs the head of these leaves, going on from what was signed last. */
function signLeaves(signer: Signer, leaves: readonly Uint8Array[], generation = 0): string | undefined {
  const from = signer.last(generation)
  return signer.sign(generation, headOf(leaves), from, proofFrom(leaves, from.size))
}

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof LogError) return error.code
    throw error
  }
  return 'no error'
}

function goodSignatures(note: string, verifiers: readonly VerifierKey[]): number {
  const { text, signatures } = parseSignedCheckpoint(note)
  return signatures.filter(({ name, keyId, signature }) => {
    const key = verifiers.find(one => one.name === name && one.keyId === keyId)
    return key !== undefined && verifyEd25519(key.publicKey, Buffer.from(text), signature)
  }).length
}

test('a checkpoint is signed under an origin of its own, by a key of the same name, in files only their owner reads', () => {
  const signer = open('https://clinic.example')
  const note = signLeaves(signer, leavesOf(3))!
  const { origin, size } = parseSignedCheckpoint(note)
  expect(origin).toMatch(/^clinic\.example\/w\/[0-9a-z]{11}\/0$/)
  expect(size).toBe(3)
  expect(goodSignatures(note, signer.verifiers())).toBe(1)
  const folder = join(keysDir, 'signing')
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  for (const file of readdirSync(folder).filter(name => name !== 'lock'))
    expect([file, statSync(join(folder, file)).mode & 0o777]).toEqual([file, 0o600])
})

test('without a public address the origin begins with a name of the installation that stays', () => {
  const first = open().keys()!.generations[0]!.origin
  const folder = new SigningFolder(keysDir, { now: () => now, publicUrl: 'https://later.example' })
  folders.push(folder)
  const other = new Signer(folder, 'ws_other').ensureKeys('ws_other', 'w').generations[0]!.origin
  expect(first).toMatch(/^daybook-[0-9a-z]{11}\/w\//)
  expect(other).toMatch(/^later\.example\//)
  expect(new Signer(folder, 'ws_test').ensureKeys('ws_test', 'w').generations[0]!.origin).toBe(first)
})

test('it goes forward over any sizes, and signs the same again', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 6 }), steps => {
      const folder = new SigningFolder(keysDir, { now: () => now })
      const signer = new Signer(folder, `ws_${Math.random().toString(36).slice(2)}`)
      signer.ensureKeys(signer.name, 'w')
      let size = 1
      for (const step of steps) {
        size += step
        const leaves = leavesOf(size)
        const note = signLeaves(signer, leaves)
        expect(signLeaves(signer, leaves)).toBe(note)
        expect(signer.lastCheckpoint()).toEqual({ generation: 0, size, note })
      }
      folder.close()
    }),
    { numRuns: 30 },
  )
})

test('it refuses to go back', () => {
  const signer = open()
  signLeaves(signer, leavesOf(300))
  expect(codeOf(() => signLeaves(signer, leavesOf(299)))).toBe('log_went_back')
  expect(codeOf(() => signLeaves(open(), leavesOf(299)))).toBe('log_went_back')
})

test('it refuses to go sideways, whatever proof it is given', () => {
  const signer = open()
  signLeaves(signer, leavesOf(300))
  const other = leavesOf(310, 'other')
  expect(codeOf(() => signLeaves(signer, other))).toBe('log_diverged')
  expect(codeOf(() => signLeaves(signer, leavesOf(300, 'other')))).toBe('log_diverged')
  const changed = leavesOf(310)
  changed[17] = other[17]!
  expect(codeOf(() => signLeaves(signer, changed))).toBe('log_diverged')
  expect(codeOf(() => signer.sign(0, headOf(leavesOf(310)), signer.last(0), []))).toBe('log_diverged')
  expect(signLeaves(signer, leavesOf(310))).toBeDefined()
})

test('a head that was not the last one when it was proved is not signed', () => {
  const one = open()
  const two = open()
  const from = one.last(0)
  expect(signLeaves(two, leavesOf(20))).toBeDefined()
  expect(one.sign(0, headOf(leavesOf(10)), from, [])).toBeUndefined()
  expect(one.last(0).size).toBe(20)
})

test('a lost record of what was signed, and a lost key, are errors of their own', () => {
  const signer = open()
  signLeaves(signer, leavesOf(10))
  for (const folder of folders) folder.close()
  rmSync(join(keysDir, 'signing', 'heads.sqlite'))
  expect(codeOf(() => signer.last(0))).toBe('signed_heads_missing')
  rmSync(join(keysDir, 'signing', 'ws_test.json'))
  expect(codeOf(() => signer.last(0))).toBe('signing_key_missing')
})

test('a damaged key file is named', () => {
  const signer = open()
  const path = join(keysDir, 'signing', 'ws_test.json')
  writeFileSync(path, readFileSync(path, 'utf8').replace('"publicKey"', '"publikKey"'))
  expect(() => signer.last(0)).toThrow(path)
})

test('a rotated key signs beside the one before, then alone; the old private key is gone and old notes verify', () => {
  const signer = open()
  const before = signLeaves(signer, leavesOf(1))!
  const prepared = signer.prepareKey(0)
  expect(signer.prepareKey(0)).toEqual(prepared)
  expect(signer.verifiers()).toHaveLength(1)
  expect(parseSignedCheckpoint(signLeaves(signer, leavesOf(2))!).signatures).toHaveLength(1)
  signer.putInForce(0, OVERLAP)
  now += 1000
  const meanwhile = signLeaves(signer, leavesOf(3))!
  expect(goodSignatures(meanwhile, signer.verifiers())).toBe(2)
  now += OVERLAP
  const after = signLeaves(signer, leavesOf(4))!
  expect(parseSignedCheckpoint(after).signatures.map(({ keyId }) => keyId)).toEqual([prepared.keyId])
  expect(signer.keys()!.generations[0]!.keys.map(key => key.privateKey !== undefined)).toEqual([false, true])
  expect(signer.verifiers()).toHaveLength(2)
  for (const note of [before, meanwhile, after])
    expect(goodSignatures(note, signer.verifiers())).toBeGreaterThan(0)
})

test('a new generation signs from the beginning under a key of its own, and ends the one before', () => {
  const signer = open()
  signLeaves(signer, leavesOf(30))
  const next = signer.startGeneration(1)
  expect(signer.startGeneration(1)).toEqual(next)
  expect(next.origin).toBe(signer.keys()!.generations[0]!.origin.replace(/0$/, '1'))
  // Nothing is signed under it yet: the newer database may still come back.
  expect(signLeaves(signer, leavesOf(31))).toBeDefined()
  expect(signLeaves(signer, leavesOf(20), 1)).toBeDefined()
  expect(codeOf(() => signLeaves(signer, leavesOf(32)))).toBe('log_went_back')
  const keys = signer.keys()!.generations.map(one => one.keys[0]!)
  expect(keys.map(key => key.privateKey !== undefined)).toEqual([false, true])
  expect(keys[0]!.publicKey).not.toBe(keys[1]!.publicKey)
})

test('a killed signer has kept every head that it told of, and goes on', async () => {
  for (let round = 0; round < 4; round++) {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('./signer.fixture.ts', import.meta.url)), keysDir],
      { stdio: ['ignore', 'pipe', 'inherit'], env: {} },
    )
    let told = 0
    const enough = Promise.withResolvers<void>()
    createInterface({ input: child.stdout }).on('line', line => {
      told = Number(line)
      if (told > (round + 1) * 8) enough.resolve()
    })
    const ended = new Promise(resolve => child.once('close', resolve))
    await enough.promise
    child.kill('SIGKILL')
    await ended
    const { size, root } = open().last(0)
    expect(size === told || size === told + 1).toBe(true)
    expect(Buffer.from(root)).toEqual(headOf(leavesOf(size)).root)
  }
})
