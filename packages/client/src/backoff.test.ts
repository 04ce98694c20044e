import { expect, test } from 'vitest'
import { backoff } from './backoff.ts'

const policy = { attempts: 8, baseMs: 100, maxMs: 1000 }

test('waits between nothing and a ceiling that doubles up to its end', () => {
  expect([0, 1, 2, 3, 4, 99].map(attempt => backoff(policy, attempt, () => 1))).toEqual([
    100, 200, 400, 800, 1000, 1000,
  ])
  expect(backoff(policy, 3, () => 0)).toBe(0)
})

test('waits at least what the server asked for, and jitters beyond it', () => {
  expect(backoff(policy, 0, () => 0, 2)).toBe(2000)
  expect(backoff(policy, 0, () => 0.5, 2)).toBe(2050)
})
