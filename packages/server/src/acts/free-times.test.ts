import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TakenTime } from '../store/taken-times.ts'
import { freeTimes } from './free-times.ts'
import { openHours } from './open-hours.ts'

const minute = (most: number) => fc.integer({ min: 0, max: most }).map(n => n * 60_000)

const taken: fc.Arbitrary<TakenTime> = fc
  .record({
    startsAt: minute(600),
    before: minute(20),
    length: minute(90),
    shares: fc.boolean(),
    seats: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ startsAt, before, length, shares, seats }) => ({
    startsAt,
    from: startsAt - before,
    to: startsAt + length + 1,
    shares,
    seats,
  }))

test('a start is free exactly where nothing else overlaps it, or the same group has places left', () => {
  fc.assert(
    fc.property(
      fc.array(taken, { maxLength: 30 }),
      fc.record({
        length: minute(90).map(ms => ms + 60_000),
        before: minute(20),
        after: minute(20),
        seats: fc.integer({ min: 1, max: 3 }),
        groupSize: fc.integer({ min: 1, max: 6 }),
      }),
      (list, need) => {
        const starts = Array.from({ length: 120 }, (_, i) => i * 5 * 60_000)
        const expected = starts.filter(at => {
          const [from, to] = [at - need.before, at + need.length + need.after]
          const others = list.filter(one => one.from < to && from < one.to)
          if (others.length === 0) return need.groupSize === 1 || need.seats <= need.groupSize
          const together = others.every(one => one.shares && one.startsAt === at)
          const seats = others.reduce((sum, one) => sum + one.seats, 0)
          return together && need.groupSize > 1 && seats + need.seats <= need.groupSize
        })
        expect(freeTimes(list, starts, need).map(one => one.at)).toEqual(expected)
      },
    ),
  )
})

test('hours are those of the clock on every day of the year, in every zone', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        'Europe/Lisbon',
        'America/New_York',
        'Australia/Lord_Howe',
        'Asia/Kolkata',
        'Africa/Cairo',
      ),
      fc.integer({ min: 0, max: 364 }),
      (zone, day) => {
        const date = Temporal.PlainDate.from('2026-01-01').add({ days: day })
        const week = Object.fromEntries(
          ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map(name => [
            name,
            ['09:00-12:30', '14:00-18:00'],
          ]),
        )
        const at = (time: string) =>
          date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
        const span = {
          from: date.toZonedDateTime(zone).epochMilliseconds,
          to: date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
        }
        expect(openHours([week], zone, span)).toEqual([
          { from: at('09:00'), to: at('12:30') },
          { from: at('14:00'), to: at('18:00') },
        ])
      },
    ),
  )
})
