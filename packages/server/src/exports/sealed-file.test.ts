import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createHash, randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createSealedFile, readSealedFile, type SealedFileName } from './sealed-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'daybook-sealed-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const fresh = (): SealedFileName => ({
  path: join(folder, String(++files)),
  key: randomBytes(32),
  about: 'ws_1 ex_1',
  attempt: 1,
})

async function write(name: SealedFileName, chunks: readonly Uint8Array[]) {
  const sink = await createSealedFile(name)
  for (const chunk of chunks) await sink.write(chunk)
  return sink.finish()
}

async function read(name: SealedFileName): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of readSealedFile(name)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const SIZES = [0, 1, 255, 256, 257, 65_535, 65_536, 65_537, 131_072, 200_000]

test('what is written comes back, at every size', async () => {
  for (const size of SIZES) {
    const bytes = randomBytes(size)
    const name = fresh()
    const written = await write(name, [bytes.subarray(0, 100), bytes.subarray(100)])
    expect(written).toEqual({ bytes: size, sha256: createHash('sha256').update(bytes).digest() })
    expect([size, (await read(name)).equals(bytes)]).toEqual([size, true])
  }
})

test('the file is for its owner only, and shows nothing of what is in it', async () => {
  const name = fresh()
  await write(name, [Buffer.from('Clara Vogel '.repeat(10_000))])
  expect(statSync(name.path).mode & 0o777).toBe(0o600)
  expect(readFileSync(name.path).includes('Clara')).toBe(false)
  await expect(createSealedFile(name)).rejects.toMatchObject({ code: 'EEXIST' })
})

test('a changed byte, a missing end, another name and another attempt are refused', async () => {
  const name = fresh()
  await write(name, [randomBytes(200_000)])
  const whole = readFileSync(name.path)
  for (const at of [0, 65_552, 131_200, whole.length - 1]) {
    const bytes = Buffer.from(whole)
    bytes[at]! ^= 1
    writeFileSync(name.path, bytes)
    await expect(read(name)).rejects.toThrow()
  }
  for (const end of [0, 65_552, 131_104, whole.length - 1]) {
    writeFileSync(name.path, whole.subarray(0, end))
    await expect(read(name)).rejects.toThrow()
  }
  writeFileSync(name.path, whole)
  await expect(read({ ...name, about: 'ws_1 ex_2' })).rejects.toThrow()
  await expect(read({ ...name, attempt: 2 })).rejects.toThrow()
  expect(await read(name)).toHaveLength(200_000)
})
