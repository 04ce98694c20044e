import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeEntryBundle } from './entry-bundle.ts'
import { crypto } from './node-crypto.fixture.ts'
import { PracticeLog } from './practice-log.fixture.ts'
import { parseTilePath } from './tile-path.ts'
import { TILE_WIDTH } from './tile.ts'
import { verifyLeaves } from './verify-leaves.ts'

const logOf = (size: number): PracticeLog =>
  new PracticeLog(Array.from({ length: size }, (_, n) => `leaf ${n}`))

/** Serves a log's tiles; `leafOf` may tell another text for a leaf. */
const serve =
  (log: PracticeLog, leafOf = (n: number): string => log.leaves[n]!) =>
  async (path: string): Promise<Uint8Array | undefined> => {
    const { level, index, width } = parseTilePath(path)!
    const start = index * TILE_WIDTH
    if (level === 'entries')
      return encodeEntryBundle(Array.from({ length: width }, (_, i) => Buffer.from(leafOf(start + i))))
    return Buffer.concat(log.levels[level]!.slice(start, start + width))
  }

test('a log of any size verifies as it is served, and tells how far it is', async () => {
  for (const size of [1, 2, 255, 256, 257, 700]) {
    const log = logOf(size)
    const seen: number[] = []
    const said = await verifyLeaves({ size, root: log.root }, serve(log), crypto, done => seen.push(done))
    expect(said).toEqual({ ok: true, count: size })
    expect(seen.at(-1)).toBe(size)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  }
})

test('a changed leaf is named by its number, wherever it stands', async () => {
  const size = 600
  const log = logOf(size)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: size - 1 }), async bad => {
      const served = serve(log, n => (n === bad ? 'changed' : log.leaves[n]!))
      expect(await verifyLeaves({ size, root: log.root }, served, crypto)).toMatchObject({
        ok: false,
        code: 'leaf_mismatch',
        seq: bad + 1,
      })
    }),
    { numRuns: 20 },
  )
})

test('another root, a missing bundle and a bundle that is cut off are refused', async () => {
  const log = logOf(300)
  const head = { size: 300, root: log.root }
  expect(await verifyLeaves({ ...head, root: logOf(299).root }, serve(log), crypto)).toMatchObject({
    code: 'root_mismatch',
  })
  const entries =
    (change: (bytes: Uint8Array | undefined) => Uint8Array | undefined) => async (path: string) => {
      const bytes = await serve(log)(path)
      return path.startsWith('tile/entries/001') ? change(bytes) : bytes
    }
  for (const change of [() => undefined, (bytes?: Uint8Array) => bytes?.subarray(0, -1)])
    expect(await verifyLeaves(head, entries(change), crypto)).toMatchObject({
      code: 'log_malformed',
      seq: 257,
    })
})

test('what the network refuses is thrown, and not held against the log', async () => {
  const log = logOf(10)
  const offline = async (): Promise<never> => {
    throw new TypeError('offline')
  }
  await expect(verifyLeaves({ size: 10, root: log.root }, offline, crypto)).rejects.toThrow('offline')
})
