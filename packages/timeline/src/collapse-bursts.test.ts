import { expect, test } from 'vitest'
import { collapseBursts, foldChanges } from './collapse-bursts.ts'
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
const sizes = (entries: readonly ReturnType<typeof edit>[]) =>
  collapseBursts(entries, ZONE).map(line => line.burst?.length ?? 1)

test('four edits of one object by one person within 5 minutes are one line of four', () => {
  expect(sizes([edit(4), edit(3), edit(1), edit(0)])).toEqual([4])
})

test('a line never spans more than 5 minutes, actors, actions or objects', () => {
  expect(sizes([edit(12), edit(8), edit(6)])).toEqual([2, 1])
  expect(sizes([edit(2), edit(1, { actor: { type: 'staff', id: 'm-9' } })])).toEqual([1, 1])
  expect(sizes([edit(2), edit(1, { objects: [{ ...object, ref: 'ob_2' }] })])).toEqual([1, 1])
  expect(sizes([edit(3), edit(2, { action: 'booking.confirmed' }), edit(1)])).toEqual([1, 1, 1])
})

test('payments, sign-ins and security never fold', () => {
  for (const given of [{ category: 'payments' }, { type: 'auth' }, { type: 'security' }]) {
    expect(sizes([edit(2, given), edit(1, given)])).toEqual([1, 1])
  }
})

test('views by one person within 30 minutes are one line, with other acts between them', () => {
  const view = (minute: number) =>
    edit(minute, { action: 'client.viewed', objects: [], related: 'profile', type: 'access' })
  expect(sizes([view(40), view(29), edit(20), view(12), view(5)])).toEqual([3, 1, 1])
})

test('every entry stays in exactly one line', () => {
  const entries = [edit(9), edit(8), edit(7, { action: 'booking.confirmed' }), edit(2), edit(1)]
  const told = collapseBursts(entries, ZONE).flatMap(line => line.burst ?? [line.entry])
  expect(told).toEqual(entries)
})

test('a burst tells the first value before and the last after', () => {
  const change = (before: string, after: string) => [{ field: 'room', before, after, ref: 'ob_1' }]
  const folded = foldChanges([edit(3, { changes: change('B', 'C') }), edit(1, { changes: change('A', 'B') })])
  expect(folded).toEqual([{ field: 'room', before: 'A', after: 'C', ref: 'ob_1' }])
})
