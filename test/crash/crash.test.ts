import { expect, test } from 'vitest'
import { runRounds } from './run-rounds.ts'
import { testSeed } from '../seed.ts'

// The 20-second form of `npm run soak`.
test('what was acknowledged survives kill -9 of servers and of PostgreSQL, and nothing is invented or doubled', {
  timeout: 300_000,
}, async () => {
  const seed = testSeed()
  const report = await runRounds({ rounds: 12, seconds: 14, seed })
  expect(report.problems, `seed ${seed}`).toEqual([])
  // On a slow machine fewer fit into the time, but something must have been killed and written.
  expect(report.rounds).toBeGreaterThan(0)
  expect(report.acknowledged).toBeGreaterThan(0)
})
