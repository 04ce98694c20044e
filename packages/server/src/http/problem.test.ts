import { readFileSync } from 'node:fs'
import { ERROR_CODES } from '@daybook/protocol'
import { expect, test } from 'vitest'
import { PROBLEMS } from './problem.ts'

test('every error code is documented with its status, and no other', () => {
  const text = readFileSync(new URL('../../../../docs/spec/errors.md', import.meta.url), 'utf8')
  const rows = [...text.matchAll(/^\| `(\w+)` \| (\d{3}) \|/gm)].map(([, code, status]) => [
    code,
    Number(status),
  ])
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries(ERROR_CODES.map(code => [code, PROBLEMS[code].status])),
  )
})
