import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf, localText } from './local-time.ts'

const ZONES = ['Europe/Lisbon', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'] as const

test('a local time of a zone is the instant that Temporal says, on days of 23 and 25 hours too', () => {
  const minutes = fc.integer({ min: Date.UTC(1975, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 })
  fc.assert(
    fc.property(minutes, fc.constantFrom(...ZONES), (minute, zone) => {
      const local = new Date(minute * 60_000).toISOString().slice(0, 16)
      const plain = Temporal.PlainDateTime.from(local)
      const first = plain.toZonedDateTime(zone, { disambiguation: 'earlier' })
      const exists = first.toPlainDateTime().equals(plain)
      const expected = exists ? first.toInstant().toString({ smallestUnit: 'second' }) : undefined
      expect(instantOf(local, zone)).toBe(expected)
      const shown = Temporal.Instant.fromEpochMilliseconds(minute * 60_000)
        .toZonedDateTimeISO(zone)
        .toPlainDateTime()
      expect(localText(minute * 60_000, zone)).toBe(shown.toString({ smallestUnit: 'minute' }))
    }),
  )
})

test('what the clocks leave out does not exist, and what they show twice is the first', () => {
  expect(instantOf('2026-03-29T01:30', 'Europe/Lisbon')).toBeUndefined()
  expect(instantOf('2026-10-25T01:30', 'Europe/Lisbon')).toBe('2026-10-25T00:30:00Z')
  expect(instantOf('no time', 'UTC')).toBeUndefined()
})
