import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareEntries } from './entry-order.ts'
import { makeEntry } from './fixtures/entries.ts'
import { mergeEntries } from './merge-entries.ts'

const options = { timeZone: 'Europe/Lisbon', order: 'desc', complete: true } as const
const at = (seq: number, occurredAt: string) => makeEntry({ action: 'booking.booked', seq, occurredAt })

test('new entries sort into place by time, then by seq', () => {
  const loaded = [at(5, '2026-11-22T10:00:00Z'), at(3, '2026-11-22T09:00:00Z')]
  const late = at(7, '2026-11-22T09:00:00Z')
  const merged = mergeEntries(loaded, [at(8, '2026-11-22T11:00:00Z'), late], options)
  expect(merged.entries.map(entry => entry.seq)).toEqual([8, 5, 7, 3])
  expect(merged.inserted.map(entry => entry.seq)).toEqual([8, 7])
})

test('an entry that is loaded already changes nothing, not even the list itself', () => {
  const loaded = [at(5, '2026-11-22T10:00:00Z')]
  expect(mergeEntries(loaded, [at(5, '2026-11-22T10:00:00Z')], options).entries).toBe(loaded)
})

test('what lies beyond the loaded part is counted, not inserted', () => {
  const loaded = [at(5, '2026-11-22T10:00:00Z')]
  const older = at(9, '2026-10-01T10:00:00Z')
  const merged = mergeEntries(loaded, [older], { ...options, complete: false })
  expect(merged.entries).toBe(loaded)
  expect(merged.beyond).toEqual([older])
  expect(mergeEntries(loaded, [older], options).entries).toHaveLength(2)
})

test('a plain date sorts at the end of its local day', () => {
  const merged = mergeEntries(
    [at(1, '2026-11-22T23:59:00Z')],
    [at(2, '2026-11-22'), at(3, '2026-11-23T00:00:00Z')],
    options,
  )
  expect(merged.entries.map(entry => entry.seq)).toEqual([3, 2, 1])
})

test('finer fractions than milliseconds still count', () => {
  const merged = mergeEntries(
    [at(9, '2026-11-22T10:00:00.123456Z')],
    [at(2, '2026-11-22T10:00:00.123457Z')],
    options,
  )
  expect(merged.entries.map(entry => entry.seq)).toEqual([2, 9])
})

test('however entries arrive, the list is the sorted set of them, in both orders', () => {
  const entry = fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 90 }))
    .map(([seq, minute]) => at(seq, new Date(Date.UTC(2026, 2, 29, 0, minute)).toISOString()))
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { selector: one => one.id }),
      fc.nat(60),
      fc.boolean(),
      (all, cut, desc) => {
        const order = desc ? 'desc' : 'asc'
        const compare = (a: (typeof all)[0], b: (typeof all)[0]) =>
          (desc ? -1 : 1) * compareEntries(a, b, options.timeZone)
        const loaded = all.slice(0, cut).sort(compare)
        const merged = mergeEntries(loaded, all.slice(Math.max(0, cut - 3)), { ...options, order })
        expect(merged.entries).toEqual([...all].sort(compare))
      },
    ),
    { numRuns: 200 },
  )
})

test('a log that goes by what was recorded sorts by seq alone', () => {
  const loaded = [at(5, '2026-11-22T10:00:00Z')]
  const late = at(6, '2019-01-01')
  const merged = mergeEntries(loaded, [late], { ...options, clock: 'recordedAt', complete: false })
  expect(merged.entries).toEqual([late, ...loaded])
})
