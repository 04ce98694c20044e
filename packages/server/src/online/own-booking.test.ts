import { expect, test } from 'vitest'
import { columnsOf } from '../store/object-columns.ts'
import { ownBooking } from './own-booking.ts'

const HOUR = 3_600_000
const START = Date.parse('2026-12-01T10:00:00Z')

const given = (fields: Record<string, unknown>) => ({
  objectId: 1,
  hostId: 'BK-1',
  name: 'Massage',
  business: Object.fromEntries(Object.entries(fields).map(([name, v]) => [name, { v }])),
  personal: {},
})
const keys = { mac: () => Buffer.alloc(32) }
const endsOf = (fields: Record<string, unknown>) => {
  const object = given({ startsAt: '2026-12-01T10:00:00Z', ...fields })
  const workspace = { timeZone: 'Europe/Lisbon' }
  return {
    said: ownBooking(object as never, workspace as never)!.endsAt,
    taken: columnsOf('booking', object.business as never, workspace.timeZone, keys as never).takenUntil,
  }
}

test('a booking whose start alone was moved behind its end is as long as it says to last', () => {
  const late = { endsAt: '2026-12-01T09:00:00Z' }
  expect(endsOf({ ...late, duration: 60 })).toEqual({ said: START + HOUR, taken: START + HOUR })
  expect(endsOf(late)).toEqual({ said: undefined, taken: START + 1 })
  expect(endsOf({ endsAt: '2026-12-01T10:30:00Z', duration: 60 })).toEqual({
    said: START + HOUR / 2,
    taken: START + HOUR / 2,
  })
})
