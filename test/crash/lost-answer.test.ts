import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDoor, type TestDoor } from '../../packages/server/src/http/test-door.ts'
import { freshDatabase, type TestDatabase } from '../../packages/server/src/postgres/test-postgres.ts'
import { type CommitCutter, openCommitCutter } from './commit-cutter.ts'

let database: TestDatabase
let cutter: CommitCutter
let door: TestDoor

beforeAll(async () => {
  database = await freshDatabase()
  cutter = await openCommitCutter(database.urls.app)
  const urls = { ...database.urls, app: cutter.through(database.urls.app) }
  door = await openTestDoor({ urls })
})
afterAll(async () => {
  await door.close()
  await cutter.close()
  await database.drop()
})

test('a group whose commit was written and whose answer was lost is not written a second time', async () => {
  const workspace = await door.openWorkspace()
  const send = (mark: string, key?: string) =>
    workspace.call('POST', '/v1/entries', { action: 'report.viewed', data: { mark }, ...(key && { key }) })
  await send('before')
  cutter.cutNext()
  const answers = await Promise.all([send('a'), send('b'), send('c', 'key c'), send('d'), send('e', 'key e')])
  expect(cutter.cut).toBe(1)

  const entries = await workspace.readAll('/v1/entries')
  const marks = entries
    .map(entry => entry.data?.['mark'])
    .filter(mark => mark !== undefined && mark !== 'before')
  expect(marks.sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
  // Without a key nobody can say what became of it; with one, asking again tells.
  for (const answer of answers) expect([200, 201, 503]).toContain(answer.status)
  const repeated = await send('c', 'key c')
  expect([repeated.status, repeated.body.entries[0].duplicate]).toEqual([200, true])
})
