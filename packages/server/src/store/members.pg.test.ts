import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../postgres/test-postgres.ts'
import { Members } from './members.ts'
import { migrate, readMigrations } from './migrate.ts'
import { openPools, type Pools } from './pool.ts'
import { inWorkspace } from './transaction.ts'

let database: TestDatabase
let pools: Pools
beforeEach(async () => {
  database = await freshDatabase({ migrated: false })
})
afterEach(async () => {
  await pools?.close()
  await database.drop()
})

test('members of an installation that was there before stay members', async () => {
  const all = readMigrations()
  const own = all.findIndex(({ name }) => name.endsWith('-members.sql'))
  await migrate(database.urls.owner, all.slice(0, own))
  const owner = new Client({ connectionString: database.urls.owner })
  await owner.connect()
  await owner.query(`
    insert into daybook_auth.users (id, name, email, email_verified) values ('u', 'Owner', 'o@example.com', false);
    insert into daybook_auth.owners (user_id, member_id, created_at) values ('u', 7, 1);
    insert into daybook_auth.members (workspace_id, user_id, member_id, role, name, created_at)
      values (1, 'u', 7, 'owner', 'Owner', 5), (2, 'u', 7, 'owner', 'Owner', 6)`)
  await owner.end()
  await migrate(database.urls.owner, all)
  pools = openPools(database.urls)
  const members = new Members(pools.app)
  expect(await members.ofUser('u')).toEqual([
    { workspaceId: 1, id: 7, userId: 'u', role: 'owner', name: 'Owner', visibility: undefined, joinedAt: 5 },
    { workspaceId: 2, id: 7, userId: 'u', role: 'owner', name: 'Owner', visibility: undefined, joinedAt: 6 },
  ])
  expect(await members.idOfUser('u')).toBe(7)
})

test('the last owner is told from others while two change at once', async () => {
  await migrate(database.urls.owner, readMigrations())
  pools = openPools(database.urls)
  const members = new Members(pools.app)
  for (const id of [1, 2])
    await members.joinNew({ workspaceId: 1, id, userId: `u${id}`, role: 'owner', name: 'O', joinedAt: id })
  const leave = (id: number) =>
    inWorkspace(pools.app, 1, async run => {
      await members.keepAnOwner(run, 1, id)
      await members.remove(run, 1, id, 9)
    })
  const outcomes = await Promise.allSettled([leave(1), leave(2)])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await members.list(1)).toHaveLength(1)
  const [last] = await members.list(1)
  await expect(leave(last!.id)).rejects.toMatchObject({ code: 'last_owner' })
})
