import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hoursOn, readException, readSpan, refuseHours, writeException, writeSpan } from './opening-hours.ts'

const span = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from, to }))
const date = fc
  .integer({ min: 0, max: 40_000 })
  .map(day => new Date(day * 86_400_000).toISOString().slice(0, 10))

test('hours and exceptions are read as they were written', () => {
  fc.assert(
    fc.property(span, one => {
      expect(readSpan(writeSpan(one))).toEqual(one)
    }),
  )
  fc.assert(
    fc.property(date, date, fc.option(span), (one, other, hours) => {
      const [from, to] = one < other ? [one, other] : [other, one]
      const exception = { from, to, spans: hours === null ? [] : [hours] }
      expect(readException(writeException(exception))).toEqual(exception)
    }),
  )
})

test('what is no hours is refused', () => {
  for (const text of [
    '9:00-10:00',
    '09:00-09:00',
    '10:00-09:00',
    '09:00-25:00',
    '09:00 - 10:00',
    '24:00-24:00',
    9,
  ])
    expect(readSpan(text)).toBeUndefined()
  expect(refuseHours(['09:00-12:00', '12:00-13:00'])).toBeUndefined()
  for (const hours of [['09:00-12:00', '11:00-13:00'], ['14:00-15:00', '09:00-10:00'], '09:00-12:00'])
    expect(refuseHours(hours)).toContain('09:00-12:30')
  for (const text of [
    '2026-02-30: closed',
    '2026-12-26/2026-12-24: closed',
    '2026-12-24',
    '2026-12-24: 9-10',
    '2026-12-24: 09:00-10:00, 09:30-11:00',
  ])
    expect(readException(text)).toBeUndefined()
})

test('the hours of a day are those of its weekday, unless an exception covers it', () => {
  const schedule = {
    tuesday: ['09:00-12:30', '14:00-18:00'],
    exceptions: ['2026-11-20/2026-11-30: closed', '2026-11-24: 10:00-11:00', 'whenever'],
    validFrom: '2026-11-01',
    validUntil: '2026-12-31',
  }
  expect(hoursOn(schedule, '2026-11-10')).toEqual([
    { from: 540, to: 750 },
    { from: 840, to: 1080 },
  ])
  expect(hoursOn(schedule, '2026-11-11')).toEqual([])
  expect(hoursOn(schedule, '2026-11-24')).toEqual([{ from: 600, to: 660 }])
  expect(hoursOn(schedule, '2026-11-25')).toEqual([])
  expect(hoursOn(schedule, '2026-10-27')).toEqual([])
  expect(hoursOn(schedule, '2027-01-05')).toEqual([])
  expect(hoursOn({ tuesday: ['09:00-12:30', 'late'] }, '2026-11-10')).toEqual([])
})
