import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountOf, amountText } from './money-text.ts'

test('an amount that is shown to be changed is the same amount when it is read back', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 1_000_000_000 }),
      fc.constantFrom('EUR', 'JPY', 'BHD', 'nonsense', undefined),
      (minor, currency) => {
        expect(amountOf(amountText(minor, currency), currency)).toBe(minor)
      },
    ),
  )
})

test('amounts are read as people type them, and nothing is rounded away', () => {
  expect(amountOf('40', 'EUR')).toBe(4000)
  expect(amountOf('40,5', 'EUR')).toBe(4050)
  expect(amountOf(' 1 250.00 ', 'EUR')).toBe(125_000)
  expect(amountOf('40', 'JPY')).toBe(40)
  expect(amountOf('40.005', 'EUR')).toBeUndefined()
  expect(amountOf('1.250,00', 'EUR')).toBeUndefined()
  expect(amountOf('-3', 'EUR')).toBeUndefined()
})
