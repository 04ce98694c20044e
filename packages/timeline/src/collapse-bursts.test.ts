import type { Entry, EntryActor } from '@daybook/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BURST_MINUTES, collapseBursts, foldChanges, type Line } from './collapse-bursts.ts'
import { compareEntries } from './entry-order.ts'
import { makeEntry } from './fixtures/entries.ts'

const ZONE = 'Europe/Lisbon'
const object = { type: 'booking', id: 'BK-1', ref: 'ob_1' }
const edit = (minute: number, given: object = {}) =>
  makeEntry({
    action: 'booking.updated',
    occurredAt: `2026-11-22T10:${String(minute).padStart(2, '0')}:00Z`,
    seq: 1000 + minute,
    objects: [object],
    ...given,
  })
const sizes = (entries: readonly Entry[]) =>
  collapseBursts(entries, ZONE).map(line => line.burst?.length ?? 1)

test('four edits of one object by one person within 5 minutes are one line of four', () => {
  expect(sizes([edit(4), edit(3), edit(1), edit(0)])).toEqual([4])
})

test('a line never spans more than 5 minutes, actors, actions or objects', () => {
  expect(sizes([edit(12), edit(8), edit(6)])).toEqual([1, 2])
  expect(sizes([edit(2), edit(1, { actor: { type: 'staff', id: 'm-9' } })])).toEqual([1, 1])
  expect(sizes([edit(2), edit(1, { onBehalfOf: { type: 'client', clientId: 'cl_one' } })])).toEqual([1, 1])
  expect(sizes([edit(2), edit(1, { objects: [{ ...object, ref: 'ob_2' }] })])).toEqual([1, 1])
  expect(sizes([edit(3), edit(2, { action: 'booking.confirmed' }), edit(1)])).toEqual([1, 1, 1])
})

test('views by one person within 30 minutes are one line, with other acts between them', () => {
  const view = (minute: number) =>
    edit(minute, { action: 'client.viewed', objects: [], related: 'profile', type: 'access' })
  expect(sizes([view(40), view(29), edit(20), view(12), view(5)])).toEqual([1, 3, 1])
  expect(sizes([view(35), edit(20), view(5)])).toEqual([2, 1])
})

test('a burst tells the first value before and the last after', () => {
  const change = (before: string, after: string) => [{ field: 'room', before, after, ref: 'ob_1' }]
  const folded = foldChanges([edit(3, { changes: change('B', 'C') }), edit(1, { changes: change('A', 'B') })])
  expect(folded).toEqual([{ field: 'room', before: 'A', after: 'C', ref: 'ob_1' }])
  // What was recorded late is told at the time at which it happened.
  const late = edit(0, { seq: 9000, changes: change('Z', 'A') })
  expect(foldChanges([edit(3, { changes: change('B', 'C') }), late])[0]).toMatchObject({
    before: 'Z',
    after: 'C',
  })
})

test('a field that was hidden in one entry of a burst is hidden in the whole', () => {
  const open = { field: 'room', before: 'A', after: 'B', ref: 'ob_1' }
  const hidden = { field: 'room', hidden: true, ref: 'ob_1' } as const
  for (const [first, second] of [
    [open, hidden],
    [hidden, open],
  ]) {
    const folded = foldChanges([edit(3, { changes: [second] }), edit(1, { changes: [first] })])
    expect(folded).toEqual([{ field: 'room', hidden: true, ref: 'ob_1' }])
  }
})

const pick = <T>(...values: T[]) => fc.constantFrom(...values)
const STAFF = ['m-1', 'm-2'].map(id => ({ type: 'staff' as const, id }))
const drawn = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 0, max: 70 }),
      action: pick('booking.updated', 'client.updated', 'client.viewed', 'booking.confirmed'),
      actor: pick<EntryActor>(...STAFF, { type: 'client', clientId: 'cl_one' }),
      onBehalfOf: pick(undefined, undefined, STAFF[0]),
      objects: pick([object], [{ ...object, ref: 'ob_2' }], []),
      related: pick('profile' as const, 'payments' as const, undefined),
      category: pick('bookings', 'customers', 'payments'),
      type: pick('booking', 'data', 'auth', 'security', 'access'),
      outcome: pick('success' as const, 'success' as const, 'failure' as const),
      erased: pick(false, false, true),
    }),
    { maxLength: 40 },
  )
  .map(all =>
    all
      .map(({ minutes, ...given }, index) =>
        makeEntry({
          ...given,
          seq: 5000 + index,
          occurredAt: new Date(Date.UTC(2026, 10, 22, 10, minutes)).toISOString(),
        }),
      )
      .sort((a, b) => compareEntries(b, a, ZONE)),
  )

const lines = (entries: readonly Entry[]) => collapseBursts(entries, ZONE)
const inLine = (line: Line): readonly Entry[] => line.burst ?? [line.entry]
const told = (line: Line): string =>
  inLine(line)
    .map(entry => entry.id)
    .join()
const ms = (entry: Entry) => Date.parse(entry.occurredAt)

describe('whatever happens, in whatever order', () => {
  const holds = (law: (entries: readonly Entry[]) => void) => fc.assert(fc.property(drawn, law))

  test('nothing is lost and nothing said twice', () => {
    holds(entries => {
      const all = lines(entries).flatMap(inLine)
      expect(all.map(entry => entry.seq).sort()).toEqual(entries.map(entry => entry.seq).sort())
      expect(new Set(lines(entries).map(line => line.key)).size).toBe(lines(entries).length)
    })
  })

  test('the order is kept, of lines by what stands in front and within each line; only views are drawn together over others', () => {
    holds(entries => {
      const place = new Map(entries.map((entry, at) => [entry, at]))
      const places = lines(entries).map(line => inLine(line).map(entry => place.get(entry)!))
      for (const own of places) expect(own).toEqual([...own].sort((a, b) => a - b))
      const fronts = places.map(own => own[0]!)
      expect(fronts).toEqual([...fronts].sort((a, b) => a - b))
      for (const [at, line] of lines(entries).entries()) {
        if (line.entry.action === 'client.viewed') continue
        const own = places[at]!
        expect(own.at(-1)! - own[0]!).toBe(own.length - 1)
      }
    })
  })

  test('a line is of one act by one actor, for one person, on the same objects, within its minutes', () => {
    holds(entries => {
      for (const line of lines(entries)) {
        const all = inLine(line)
        const same = (what: (entry: Entry) => unknown) =>
          expect(new Set(all.map(entry => JSON.stringify(what(entry) ?? null))).size).toBe(1)
        for (const what of [
          (entry: Entry) => entry.action,
          (entry: Entry) => entry.actor,
          (entry: Entry) => entry.onBehalfOf,
          (entry: Entry) => entry.objects.map(one => one.ref),
        ])
          same(what)
        const minutes = line.entry.action === 'client.viewed' ? BURST_MINUTES.views : BURST_MINUTES.others
        const stamps = all.map(ms)
        expect(Math.max(...stamps) - Math.min(...stamps)).toBeLessThanOrEqual(minutes * 60_000)
      }
    })
  })

  test('payments, sign-ins, security, failures and what was erased stand alone', () => {
    holds(entries => {
      for (const { burst = [] } of lines(entries)) {
        for (const entry of burst) {
          expect([entry.category, entry.related]).not.toContain('payments')
          expect(['auth', 'security']).not.toContain(entry.type)
          expect([entry.outcome, entry.erased]).toEqual(['success', false])
        }
      }
    })
  })

  test('both orders show the same lines', () => {
    holds(entries => {
      const there = lines(entries).map(line => told(line).split(',').sort().join())
      const back = lines(entries.toReversed()).map(line => told(line).split(',').sort().join())
      expect(back.sort()).toEqual(there.sort())
    })
  })

  test('what arrives newer joins a line or begins one: no entry changes its line', () => {
    fc.assert(
      fc.property(drawn, fc.nat(40), (entries, count) => {
        const shown = entries.slice(Math.min(count, entries.length))
        const before = new Map(lines(shown).flatMap(line => inLine(line).map(one => [one.id, line.key])))
        for (const line of lines(entries)) {
          for (const one of inLine(line)) {
            if (before.has(one.id)) expect(line.key).toBe(before.get(one.id))
          }
        }
      }),
    )
  })
})
