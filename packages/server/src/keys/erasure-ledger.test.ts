import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { formatId } from '../ids.ts'
import { destroyedBy, ErasureLedger, type LedgerRecord } from './erasure-ledger.ts'

const folder = mkdtempSync(join(tmpdir(), 'daybook-ledger-'))
afterAll(() => rmSync(folder, { recursive: true }))

const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const common = {
  seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  kek: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  at: fc.integer({ min: 0, max: 8.64e15 }),
}
const record: fc.Arbitrary<LedgerRecord> = fc.oneof(
  fc.record({ what: fc.constantFrom('erased' as const, 'anonymised' as const), client: id, ...common }),
  fc.record({
    what: fc.constant('year' as const),
    year: fc.integer({ min: 1970, max: 9999 }),
    held: fc.array(id, { maxLength: 5 }),
    ...common,
  }),
  fc.record({ what: fc.constant('closed' as const), ...common }),
)
let workspaces = 0

test('records come back in order, also from another process, and those of one workspace only', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 8 }), async records => {
      const workspaceId = ++workspaces
      const ledger = new ErasureLedger(folder)
      for (const one of records) await ledger.record(workspaceId, one)
      expect(new ErasureLedger(folder).read(workspaceId)).toEqual(records)
      expect(ledger.read(workspaceId + 1_000_000)).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('a line torn anywhere by a crash spoils neither those before nor the next', async () => {
  await fc.assert(
    fc.asyncProperty(
      record,
      record,
      record,
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (a, b, c, cut) => {
        const workspaceId = ++workspaces
        const path = join(folder, `${formatId('ws', workspaceId)}.jsonl`)
        const ledger = new ErasureLedger(folder)
        await ledger.record(workspaceId, a)
        const { size } = statSync(path)
        await ledger.record(workspaceId, b)
        // Not the last byte: without it the line is whole.
        truncateSync(path, size + Math.floor(cut * (statSync(path).size - size - 2)))
        await ledger.record(workspaceId, c)
        expect(ledger.read(workspaceId)).toEqual([a, c])
      },
    ),
    { numRuns: 60 },
  )
})

test('what stands in it says nothing of a client but the random id', async () => {
  const ledger = new ErasureLedger(folder)
  await ledger.record(9_000_000, { what: 'erased', client: 77, seq: 3, kek: 1, at: 1_700_000_000_000 })
  const path = join(folder, `${formatId('ws', 9_000_000)}.jsonl`)
  expect(readFileSync(path, 'utf8').trim()).toBe(
    `{"what":"erased","client":"${formatId('cl', 77)}","seq":3,"kek":1,"at":1700000000000}`,
  )
  expect(statSync(path).mode & 0o777).toBe(0o600)
  appendFileSync(path, 'not a line of ours\n{"what":"forgiven","client":"cl_00000000000"}\n')
  expect(ledger.read(9_000_000)).toHaveLength(1)
})

test('each act destroys its own kinds of key', () => {
  const at = { seq: 1, kek: 1, at: 0 }
  const kinds = [0, -1, 2019, 2020]
  const destroyed = (one: LedgerRecord, client: number): number[] =>
    kinds.filter(kind => destroyedBy([one])(client, kind))
  expect(destroyed({ what: 'erased', client: 7, ...at }, 7)).toEqual(kinds)
  expect(destroyed({ what: 'erased', client: 7, ...at }, 8)).toEqual([])
  expect(destroyed({ what: 'anonymised', client: 7, ...at }, 7)).toEqual([-1, 2019, 2020])
  expect(destroyed({ what: 'year', year: 2019, held: [8], ...at }, 7)).toEqual([2019])
  expect(destroyed({ what: 'year', year: 2019, held: [8], ...at }, 8)).toEqual([])
  expect(destroyed({ what: 'closed', ...at }, 9)).toEqual(kinds)
})
