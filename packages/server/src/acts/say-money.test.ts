import { expect, test } from 'vitest'
import { sayMoney } from './say-money.ts'

test('an amount is said with its currency’s digits, and where no currency is known as forms take it', () => {
  expect(sayMoney(6000, 'EUR')).toBe('€60.00')
  expect(sayMoney(6000, undefined)).toBe('60.00')
  expect(sayMoney(9_999_900, null)).toBe('99,999.00')
})
