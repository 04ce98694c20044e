import { Client } from 'pg'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../postgres/test-postgres.ts'
import { freshDatabase } from '../postgres/test-postgres.ts'
import type { Migration } from './migrate.ts'
import { migrate, readMigrations } from './migrate.ts'

const open: TestDatabase[] = []
let database: TestDatabase

beforeEach(async () => {
  database = await freshDatabase({ migrated: false })
  open.push(database)
})
afterAll(async () => {
  for (const each of open) await each.drop()
})

const first: Migration = { name: '001-first.sql', sql: 'create table daybook.one (n int)', sha256: 'a' }
const second: Migration = { name: '002-second.sql', sql: 'insert into daybook.one values (1)', sha256: 'b' }

async function query<T>(sql: string, url = database.urls.owner): Promise<T[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('migrate', () => {
  test('runs each file once, in order', async () => {
    expect(await migrate(database.urls.owner, [first])).toEqual(['001-first.sql'])
    expect(await migrate(database.urls.owner, [first, second])).toEqual(['002-second.sql'])
    expect(await migrate(database.urls.owner, [first, second])).toEqual([])
    expect(await query('select n from daybook.one')).toEqual([{ n: 1 }])
  })

  test('runs each file once when several servers start together', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => migrate(database.urls.owner, [first, second])))
    expect(runs.flat().sort()).toEqual(['001-first.sql', '002-second.sql'])
    expect(await query('select n from daybook.one')).toEqual([{ n: 1 }])
  })

  test('leaves nothing of a file that fails, and names the line', async () => {
    const bad: Migration = {
      name: '002-bad.sql',
      sql: 'create table daybook.two (n int);\nselect nonsense;',
      sha256: 'c',
    }
    await expect(migrate(database.urls.owner, [first, bad])).rejects.toThrow(
      'The migration 002-bad.sql:2 failed: column "nonsense" does not exist',
    )
    expect(await query(`select to_regclass('daybook.two') as two`)).toEqual([{ two: null }])
    expect(await migrate(database.urls.owner, [first, second])).toEqual(['002-second.sql'])
  })

  test('refuses a database that a newer Daybook made', async () => {
    await migrate(database.urls.owner, [first, second])
    await expect(migrate(database.urls.owner, [first])).rejects.toThrow(
      'This database was made by a newer Daybook: it has 002-second.sql',
    )
  })

  test('refuses a file that was altered after it had run', async () => {
    await migrate(database.urls.owner, [first])
    await expect(migrate(database.urls.owner, [{ ...first, sha256: 'x' }])).rejects.toThrow(
      '001-first.sql was altered after it had run',
    )
  })

  test('refuses a file that was put before one that has run', async () => {
    await migrate(database.urls.owner, [first, { ...second, name: '003-second.sql' }])
    await expect(
      migrate(database.urls.owner, [first, second, { ...second, name: '003-second.sql' }]),
    ).rejects.toThrow('002-second.sql comes before 003-second.sql')
  })

  test('has files that run as they stand', async () => {
    const names = readMigrations().map(({ name }) => name)
    expect(await migrate(database.urls.owner)).toEqual(names)
  })
})

describe('the role of the application', () => {
  test('owns nothing and gains nothing by leaving itself', async () => {
    await migrate(database.urls.owner, [first])
    await expect(query('create table daybook.mine (n int)', database.urls.app)).rejects.toThrow(
      'permission denied',
    )
    await expect(query('select * from daybook.one', database.urls.app)).rejects.toThrow('permission denied')
    const reset = 'reset role; select * from daybook.one'
    await expect(query(reset, database.urls.app)).rejects.toThrow('permission denied')
    // With DATABASE_URL one user takes every role, so there it can.
    if (database.onOwnServer) return
    await expect(query('set role daybook_owner', database.urls.app)).rejects.toThrow('permission denied')
    const none = 'set role none; select * from daybook.one'
    await expect(query(none, database.urls.app)).rejects.toThrow('permission denied')
  })
})
