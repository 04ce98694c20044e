import { expect, test } from 'vitest'
import { makeEntry, STORY } from './fixtures/entries.ts'
import { dayOf, groupByDay } from './group-by-day.ts'
import { addDays, localDay, startOfDay } from './local-day.ts'

const LISBON = 'Europe/Lisbon'

test('entries stand under the local day of the zone, not the day in UTC', () => {
  const late = makeEntry({ action: 'booking.booked', occurredAt: '2026-07-01T23:30:00Z' })
  expect(dayOf(late, LISBON)).toBe('2026-07-02')
  expect(dayOf(late, 'America/New_York')).toBe('2026-07-01')
})

test('a plain date stays its own day in every zone', () => {
  const visit = makeEntry({ action: 'visit.recorded', occurredAt: '2026-11-02' })
  for (const zone of [LISBON, 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])
    expect(dayOf(visit, zone)).toBe('2026-11-02')
})

test('an undated entry has no day, and a run around it begins again with a key of its own', () => {
  const at = (time: string) => makeEntry({ action: 'booking.booked', occurredAt: `2026-11-20T${time}Z` })
  const undated = makeEntry({ action: 'client.recorded', occurredAt: '2026-11-20T09:00:00Z', undated: true })
  const groups = groupByDay([at('10:00:00'), undated, at('08:00:00')], LISBON)
  expect(groups.map(group => group.day)).toEqual(['2026-11-20', null, '2026-11-20'])
  expect(new Set(groups.map(group => group.key)).size).toBe(3)
})

test('grouping keeps every entry and its order', () => {
  const groups = groupByDay(STORY, LISBON)
  expect(groups.flatMap(group => group.entries)).toEqual(STORY)
  expect(groups.map(group => group.day)).toEqual([
    '2026-11-22',
    '2026-11-20',
    '2026-11-12',
    '2026-11-02',
    null,
  ])
})

test.each([
  [LISBON, '2026-03-29', 23],
  [LISBON, '2026-10-25', 25],
  ['America/Santiago', '2026-09-06', 23],
  ['Asia/Kolkata', '2026-03-29', 24],
  ['Pacific/Apia', '2026-11-22', 24],
])('a day of %s, %s, has %i hours and both ends are its own', (zone, day, hours) => {
  const start = startOfDay(day, zone)
  const end = startOfDay(addDays(day, 1), zone)
  expect((end - start) / 3_600_000).toBe(hours)
  expect(localDay(start, zone)).toBe(day)
  expect(localDay(end - 1, zone)).toBe(day)
  expect(localDay(start - 1, zone)).toBe(addDays(day, -1))
})
