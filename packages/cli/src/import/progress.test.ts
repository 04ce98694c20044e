import { expect, test } from 'vitest'
import { createProgress } from './progress.ts'

const state = (share: number) => ({
  bytes: share * 1000,
  totalBytes: 1000,
  rows: share * 100,
  entries: share * 40_000,
  rejected: share >= 0.5 ? 2 : 0,
})

function run(isTTY: boolean): string[] {
  const written: string[] = []
  let now = 0
  const progress = createProgress({ isTTY, columns: 100, write: text => written.push(text) }, () => now)
  for (let second = 0; second <= 10; second++) {
    now = second * 1000
    progress.update(state(second / 20))
  }
  progress.end()
  return written
}

test('away from a terminal it writes a plain line every five seconds', () => {
  expect(run(false)).toEqual([
    '25 % · 25 rows · 10,000 entries · 2,000/s · 0:15 left\n',
    '50 % · 50 rows · 20,000 entries · 2,000/s · 2 rejected · 0:10 left\n',
    '50 % · 50 rows · 20,000 entries · 2,000/s · 2 rejected · 0:10 left\n',
  ])
})

test('on a terminal it draws one line over itself and leaves it at the end', () => {
  const written = run(true)
  expect(written[5]).toBe(
    '\r\x1b[K██████░░░░░░░░░░░░░░░░░░ 25 % · 25 rows · 10,000 entries · 2,000/s · 0:15 left',
  )
  expect(written.at(-1)).toBe('\n')
})
