import { ACTIONS, CATEGORIES, classify } from '@daybook/catalogue'
import { Draft } from '@daybook/protocol/draft'
import { expect, test } from 'vitest'
import { demoDrafts } from './demo-drafts.ts'
import { PEOPLE } from './people.ts'

const DAY = 86_400_000
const now = Date.parse('2026-11-26T14:20:00Z')
const drafts = demoDrafts({ now, timeZone: 'Europe/Lisbon' })

test('the same moment tells the same clinic, entry by entry', () => {
  expect(demoDrafts({ now, timeZone: 'Europe/Lisbon' })).toEqual(drafts)
})

test('every day of the week, and around a change of the clocks, it is whole and in order', () => {
  for (const start of ['2026-11-22T23:30:00Z', '2026-03-27T04:00:00Z', '2024-02-28T12:00:00Z'])
    for (let day = 0; day < 7; day++) {
      const at = Date.parse(start) + day * DAY
      const told = demoDrafts({ now: at, timeZone: 'America/New_York' })
      expect(told.length).toBeGreaterThan(4000)
      const instants = told.filter(one => one.occurredAt!.length > 10).map(one => one.occurredAt!)
      expect(instants).toEqual([...instants].sort())
      expect(Date.parse(instants.at(-1)!)).toBeLessThanOrEqual(at)
    }
})

test('every entry is one that a host could send, and a cause comes before what it led to', () => {
  const keys = new Set<string>()
  for (const draft of drafts) {
    expect(Draft.safeParse(draft).error?.issues ?? []).toEqual([])
    if (draft.key !== undefined) {
      expect(keys.has(draft.key)).toBe(false)
      keys.add(draft.key)
    }
    if (typeof draft.causedBy === 'object') expect([...keys]).toContain(draft.causedBy.key)
  }
})

test('it reaches eighteen months back, to about forty clients', () => {
  const first = Date.parse(drafts[0]!.occurredAt!)
  expect(now - first).toBeGreaterThan(530 * DAY)
  expect(now - first).toBeLessThan(560 * DAY)
  const clients = new Set(
    drafts.flatMap(one => [one.client, ...(one.clients ?? [])]).flatMap(one => one?.id ?? []),
  )
  expect(clients.size).toBeGreaterThanOrEqual(40)
  expect(new Set(PEOPLE.map(one => one.name)).size).toBe(PEOPLE.length)
})

test('a booking, an invoice or a message has an id of its own', () => {
  const begun = new Map<string, string>()
  for (const { action, object, objects, client, clients } of drafts)
    for (const one of [object, ...(objects ?? [])]) {
      if (one === undefined || !['booking', 'invoice', 'payment', 'order', 'cart'].includes(one.type))
        continue
      const whose = client?.id ?? clients![0]!.id
      expect([action, one.id, begun.get(one.id) ?? whose]).toEqual([action, one.id, whose])
      begun.set(one.id, whose)
    }
})

test('all categories and known actions are there, and one that the catalogue does not know', () => {
  const categories = new Set(drafts.map(one => classify(one.action, one).category))
  expect([...categories].sort()).toEqual([...CATEGORIES].sort())
  expect(drafts.some(({ action }) => !Object.hasOwn(ACTIONS, action))).toBe(true)
})
