import { expect, test } from 'vitest'
import { weekText } from './week-text.ts'

test('days with the same hours stand together, closed ones are left out', () => {
  const long = ['09:00-12:30', '14:00-18:00']
  expect(weekText({ monday: long, tuesday: long, friday: ['09:00-12:00'] }, 'en')).toBe(
    'Mon – Tue 09:00–12:30 and 14:00–18:00, Fri 09:00–12:00',
  )
  expect(weekText({}, 'en')).toBe('')
})
