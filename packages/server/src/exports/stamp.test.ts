import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stamp, stamper } from './stamp.ts'

const ZONES = [
  'Europe/Lisbon',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'UTC',
  'Pacific/Apia',
]

test('an instant is what Temporal shows in the zone, with its offset', () => {
  fc.assert(
    fc.property(
      fc.date({
        min: new Date('1971-01-01T00:00:00Z'),
        max: new Date('2100-01-01T00:00:00Z'),
        noInvalidDate: true,
      }),
      fc.constantFrom(...ZONES),
      (date, zone) => {
        const text = date.toISOString().replace('.000Z', 'Z')
        const zoned = Temporal.Instant.from(text).toZonedDateTimeISO(zone)
        expect(Date.parse(stamp(text, zone))).toBe(date.getTime())
        expect(stamp(text, zone)).toBe(
          zoned.toString({
            timeZoneName: 'never',
            fractionalSecondDigits: date.getTime() % 1000 === 0 ? 0 : 3,
          }),
        )
      },
    ),
    { numRuns: 2000 },
  )
})

test('on both sides of a change of clocks the offset is that of the moment', () => {
  expect(stamp('2026-10-25T00:59:59Z', 'Europe/Lisbon')).toBe('2026-10-25T01:59:59+01:00')
  expect(stamp('2026-10-25T01:00:00Z', 'Europe/Lisbon')).toBe('2026-10-25T01:00:00+00:00')
  // Half an hour, at the half of an hour of UTC.
  expect(stamp('2026-04-04T14:59:00Z', 'Australia/Lord_Howe')).toBe('2026-04-05T01:59:00+11:00')
  expect(stamp('2026-04-04T15:00:00Z', 'Australia/Lord_Howe')).toBe('2026-04-05T01:30:00+10:30')
})

test('a date without a time, and what is no time, stay as they are', () => {
  for (const text of ['2026-11-22', '', 'BK-1042', '2026-13-45T99:00:00Z', 'xxxxxxxxxxTxx:xx:xxZ'])
    expect(stamp(text, 'Asia/Tokyo')).toBe(text)
})

test('a column of stamps says the same as each stamp by itself', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 4_000_000_000_000 }), { maxLength: 20 }),
      fc.constantFrom(...ZONES),
      (times, zone) => {
        const column = stamper(zone)
        const texts = times.flatMap(at => [
          new Date(at).toISOString(),
          new Date(at + 60_000).toISOString(),
          '2026-11-22',
        ])
        expect(texts.map(column)).toEqual(texts.map(text => stamp(text, zone)))
      },
    ),
  )
})
