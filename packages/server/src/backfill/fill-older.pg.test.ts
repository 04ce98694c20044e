/** A log from before some tables came, whose rows are filled from its entries: as if they had always been there. */
import type { Draft } from '@daybook/protocol'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkLog } from '../actions/check-log.ts'
import { checkWholeLog } from '../check/check-whole-log.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'
import { ALL_JOBS } from '../jobs/all-jobs.ts'
import { fillOlderJob } from '../jobs/fill-older.ts'
import { JobRunner } from '../jobs/job-runner.ts'
import { migrate } from '../store/migrate.ts'
import { fillOlder } from './fill-older.ts'

let door: TestDoor
let admin: Client
beforeAll(async () => {
  door = await openTestDoor()
  admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
  await admin.query('set session_replication_role = replica')
}, 60_000)
afterAll(async () => {
  await admin?.end()
  await door?.close()
})

const START = Date.UTC(2026, 10, 2, 9)
const startsAt = (n: number): string => new Date(START + n * 3_600_000).toISOString()
const staff = (n: number) => ({ type: 'staff' as const, id: `m${n % 3}`, name: `Member ${n % 3}` })

/** Bookings, what is paid for them, messages and profiles, of one client or of two. */
const draftsOf = (n: number): Draft[] => {
  const clients = [{ id: `c${n % 17}` }, ...(n % 6 === 0 ? [{ id: `c${(n + 5) % 17}` }] : [])]
  const object = { type: 'booking', id: `b${n}` }
  const price = { value: 5000 + n, currency: 'EUR' }
  return [
    {
      action: 'booking.booked',
      clients,
      object,
      actor: staff(n),
      state: {
        startsAt: startsAt(n),
        duration: 50,
        member: `m${n % 3}`,
        room: `r${n % 2}`,
        price: 5000 + n,
        ...(n % 5 === 0 && { service: 'Class', groupSize: 8, bufferBefore: 10 }),
      },
    },
    ...(n % 3 === 0
      ? [{ action: 'booking.cancelled', clients, object, actor: staff(n), data: { late: n % 2 === 0 } }]
      : []),
    ...(n % 4 === 0
      ? [
          {
            action: 'payment.received',
            clients,
            objects: [{ type: 'payment', id: `p${n}` }, object],
            context: { amount: price },
          },
          {
            action: 'payment.refunded',
            clients,
            object: { type: 'payment', id: `p${n}` },
            context: { amount: price },
          },
        ]
      : []),
    ...(n % 7 === 0
      ? [
          {
            action: 'client.updated',
            client: clients[0]!,
            actor: staff(n),
            changes: [{ field: 'member', after: `m${n % 2}` }],
          },
        ]
      : []),
    ...(n % 2 === 0
      ? [{ action: 'message.sent', client: clients[0]!, data: { channel: ['sms', 'email', 'x'][n % 3]! } }]
      : []),
    ...(n % 9 === 0 ? [{ action: 'booking.rescheduled', object: { type: 'service', id: 's1' } }] : []),
  ]
}

const append = async (workspace: TestWorkspace, from: number, to: number): Promise<void> => {
  const drafts = Array.from({ length: to - from }, (_, i) => draftsOf(from + i)).flat()
  for (let at = 0; at < drafts.length; at += 100) await workspace.append(...drafts.slice(at, at + 100))
}

async function must(workspace: TestWorkspace, method: string, path: string, body: unknown): Promise<void> {
  const answer = await workspace.call(method, path, body)
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
}

/** A workspace with a history: somebody erased, somebody anonymised. */
async function openGrown(entries: number): Promise<TestWorkspace> {
  const workspace = await door.openWorkspace()
  await append(workspace, 0, entries)
  await must(workspace, 'POST', '/v1/clients/c3/erase', { mode: 'erase' })
  await must(workspace, 'POST', '/v1/clients/c4/erase', { mode: 'anonymise' })
  return workspace
}

const FILLED = {
  marks: 'select * from daybook.marks where workspace_id = $1 order by object, seq',
  assigned: 'select * from daybook.assigned where workspace_id = $1 order by staff, object',
  acted: 'select * from daybook.acted where workspace_id = $1 order by staff, client',
  objects: `select object_id, account, part, amount, since, told_amount, told_returned, taken_until, taken_from, member, room,
    shared, seats from daybook.objects where workspace_id = $1 order by object_id`,
}

/** Everything that is filled, as it stands now. */
async function rowsOf({ workspaceId }: TestWorkspace): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const [name, sql] of Object.entries(FILLED)) found[name] = (await admin.query(sql, [workspaceId])).rows
  return found
}

/** Makes it a workspace from before: of a part of its objects even the accounts had come when they changed last. */
async function age({ workspaceId }: TestWorkspace): Promise<void> {
  for (const sql of [
    ...['marks', 'assigned', 'acted'].map(table => `delete from daybook.${table} where workspace_id = $1`),
    `update daybook.objects set account = null, part = null, amount = null, since = null, told_amount = null,
       told_returned = null, taken_until = null, taken_from = null, member = null, room = null, shared = null, seats = null
     where workspace_id = $1 and object_id % 5 <> 0`,
  ])
    await admin.query(sql, [workspaceId])
  await migrateAgain(workspaceId)
  // As the server that is started on such a folder: it remembers nothing.
  door.daybook.log.forget(workspaceId)
}

async function migrateAgain(workspaceId: number): Promise<void> {
  await admin.query(
    `drop table daybook.backfills; delete from daybook.migrations where name = '022-backfills.sql'`,
  )
  expect(await migrate(door.urls.owner)).toEqual(['022-backfills.sql'])
  await admin.query('delete from daybook.backfills where workspace_id <> $1', [workspaceId])
}

const leftOf = async ({ workspaceId }: TestWorkspace): Promise<unknown[]> =>
  (await admin.query('select * from daybook.backfills where workspace_id = $1', [workspaceId])).rows

const problemsOf = async ({ workspaceId }: TestWorkspace): Promise<unknown> =>
  (await checkWholeLog(door.daybook, workspaceId)).problems

describe('a log from before', () => {
  test('gets the rows that it would have, and is whole', async () => {
    const workspace = await openGrown(300)
    const before = await rowsOf(workspace)
    for (const [name, rows] of Object.entries(before)) expect([name, rows.length > 10]).toEqual([name, true])
    await age(workspace)
    expect(await problemsOf(workspace)).not.toEqual([])
    await new JobRunner(door.daybook, [fillOlderJob], {
      report: error => {
        throw error
      },
    }).runDue()
    expect(await rowsOf(workspace)).toEqual(before)
    expect(await leftOf(workspace)).toEqual([])
    expect(await problemsOf(workspace)).toEqual([])
    // What is said of it from now on goes on from there.
    await append(workspace, 280, 320)
    expect(await problemsOf(workspace)).toEqual([])
  })

  test('is filled before it is checked, so that nothing is missed', async () => {
    const workspace = await openGrown(60)
    const before = await rowsOf(workspace)
    await age(workspace)
    expect((await checkLog(door.daybook, workspace.workspaceId))?.problems).toEqual([])
    expect(await rowsOf(workspace)).toEqual(before)
  })

  test('is filled while others append to it and erase in it, by two servers at once', {
    timeout: 120_000,
  }, async () => {
    const workspace = await openGrown(400)
    await age(workspace)
    const beside = await openTestDoor({ beside: door })
    try {
      let filling = true
      const changes = async (): Promise<void> => {
        for (let n = 0; filling || n < 6; n++) {
          await append(workspace, 380 + n * 3, 400 + n * 3)
          if (n === 1) await must(workspace, 'POST', '/v1/clients/c5/erase', { mode: 'erase' })
          if (n === 2) await must(workspace, 'POST', '/v1/clients/c6/erase', { mode: 'anonymise' })
        }
      }
      const fill = Promise.all([
        fillOlder(door.daybook, workspace.workspaceId),
        fillOlder(beside.daybook, workspace.workspaceId),
      ]).finally(() => (filling = false))
      await Promise.all([fill, changes()])
    } finally {
      await beside.close()
    }
    expect(await leftOf(workspace)).toEqual([])
    expect(await problemsOf(workspace)).toEqual([])
    const filled = await rowsOf(workspace)
    await age(workspace)
    await fillOlder(door.daybook, workspace.workspaceId)
    expect(await rowsOf(workspace)).toEqual(filled)
  })

  test('goes on where it was cut off, wherever that was', { timeout: 120_000 }, async () => {
    const workspace = await openGrown(500)
    const before = await rowsOf(workspace)
    await age(workspace)
    const places = new Set<string>()
    for (let pages = 1; (await leftOf(workspace)).length > 0; pages++) {
      // Asked before each page: it ends after one more than the time before.
      let asked = 0
      const signal = {
        throwIfAborted() {
          if (asked++ === pages) throw new Error('cut off')
        },
      } as AbortSignal
      const end = await fillOlder(door.daybook, workspace.workspaceId, signal).catch(error => error)
      if (end !== undefined) expect(end).toEqual(new Error('cut off'))
      places.add(JSON.stringify(await leftOf(workspace)))
    }
    expect(places.size).toBeGreaterThan(2)
    expect(await rowsOf(workspace)).toEqual(before)
    expect(await problemsOf(workspace)).toEqual([])
  })
})

test('what a row still knows of entries that nobody can open any more stays', async () => {
  const workspace = await door.openWorkspace()
  const object = { type: 'payment', id: 'p1' }
  const context = { amount: { value: 700, currency: 'EUR' } }
  await workspace.append(
    { action: 'payment.received', client: { id: 'c1' }, object, context },
    { action: 'payment.refunded', client: { id: 'c2' }, object },
  )
  await must(workspace, 'POST', '/v1/clients/c1/erase', { mode: 'erase' })
  const before = await rowsOf(workspace)
  expect(before['objects']).toContainEqual(expect.objectContaining({ told_amount: 700 }))
  await migrateAgain(workspace.workspaceId)
  await fillOlder(door.daybook, workspace.workspaceId)
  expect(await leftOf(workspace)).toEqual([])
  expect(await rowsOf(workspace)).toEqual(before)
})

test('a workspace that is made now has nothing to fill, and the job is among those of the server', async () => {
  const workspace = await door.openWorkspace()
  await append(workspace, 0, 10)
  expect(await leftOf(workspace)).toEqual([])
  expect(ALL_JOBS).toContain(fillOlderJob)
})
