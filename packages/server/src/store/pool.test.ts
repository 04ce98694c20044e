import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../postgres/test-postgres.ts'
import { openPool } from './pool.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase({ migrated: false })
})
afterAll(() => database.drop())

test('a connection that is lost while it is lent out ends no process, and the next one works', async () => {
  const pool = openPool(database.urls.app, { max: 1 })
  const admin = openPool(database.adminUrl, { max: 1 })
  const lent = await pool.connect()
  const { rows } = await lent.query<{ pid: number }>('select pg_backend_pid() as pid')
  // An error event without a listener would be thrown where nobody catches it, and fail the run.
  const lost = new Promise(resolve => lent.once('end', resolve))
  await admin.query('select pg_terminate_backend($1)', [rows[0]!.pid])
  await lost
  await expect(lent.query('select 1')).rejects.toThrow()
  lent.release(true)
  expect((await pool.query<{ n: number }>('select 1 as n')).rows).toEqual([{ n: 1 }])
  await Promise.all([pool.end(), admin.end()])
})
