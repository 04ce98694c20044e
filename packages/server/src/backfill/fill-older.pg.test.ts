/** A log from before some tables came, whose rows are filled from its entries: as if they had always been there. */
import type { Draft } from '@daybook/protocol'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkLog } from '../actions/check-log.ts'
import { checkWholeLog } from '../check/check-whole-log.ts'
import { formatId } from '../ids.ts'
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

/** As if it had been filled, with every row that it lacks: whoever empties rows later is found. */
async function ageUnnoted(workspace: TestWorkspace): Promise<void> {
  await age(workspace)
  await admin.query('delete from daybook.backfills where workspace_id = $1', [workspace.workspaceId])
}

describe('a log from before', () => {
  test('gets the rows that it would have, and is whole', async () => {
    const workspace = await openGrown(300)
    const before = await rowsOf(workspace)
    for (const [name, rows] of Object.entries(before)) expect([name, rows.length > 10]).toEqual([name, true])
    await age(workspace)
    // What is not filled yet is not missing.
    expect(await problemsOf(workspace)).toEqual([])
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
      expect([[], new Error('cut off')]).toContainEqual(end)
      places.add(JSON.stringify(await leftOf(workspace)))
    }
    expect(places.size).toBeGreaterThan(2)
    expect(await rowsOf(workspace)).toEqual(before)
    expect(await problemsOf(workspace)).toEqual([])
  })
})

test('where all is filled, every row that lacks something is named', async () => {
  const workspace = await openGrown(30)
  await ageUnnoted(workspace)
  const { problems } = await checkWholeLog(door.daybook, workspace.workspaceId)
  const of = (what: RegExp): number => problems.filter(problem => what.test(problem.what)).length
  expect(of(/what patterns count it by/)).toBeGreaterThan(10)
  expect(of(/is not assigned to whom/)).toBeGreaterThan(5)
  expect(of(/who of the staff made entries of/)).toBeGreaterThan(5)
  expect(of(/the state of ob_\w+ is not what its entries say/)).toBeGreaterThan(2)
})

test('a booking whose local time was read in another zone takes the time that it took', async () => {
  const workspace = await door.openWorkspace({ timeZone: 'America/New_York' })
  const booked = (id: string, state: Draft['state']): Draft => ({
    action: 'booking.booked',
    client: { id: 'c1' },
    object: { type: 'booking', id },
    state: { member: 'm1', room: 'r1', ...state },
  })
  await workspace.append(
    booked('b1', { startsAt: '2026-11-03T10:00', duration: 50, bufferBefore: 10 }),
    booked('b2', { startsAt: '2026-11-04', duration: 50, service: 'Class', groupSize: 8 }),
    // In Lisbon that hour is twice.
    booked('b3', { startsAt: '2026-10-25T01:30', duration: 50 }),
  )
  await must(workspace, 'PATCH', '/v1/settings', { timeZone: 'Europe/Lisbon' })
  expect(await problemsOf(workspace)).toEqual([])
  const before = await rowsOf(workspace)
  await age(workspace)
  await fillOlder(door.daybook, workspace.workspaceId)
  expect(await rowsOf(workspace)).toEqual(before)
  expect(await problemsOf(workspace)).toEqual([])
  // And who empties it is found.
  await admin.query(
    `update daybook.objects set taken_until = null, taken_from = null, member = null, room = null, shared = null, seats = null
     where workspace_id = $1 and taken_from is not null`,
    [workspace.workspaceId],
  )
  expect(await problemsOf(workspace)).toEqual([expect.objectContaining({ seq: 3 })])
})

describe('what cannot be filled', () => {
  const flip = (column: string): string => `${column} = set_byte(${column}, 20, get_byte(${column}, 20) # 1)`

  /** Damages rows of one object, of one profile, and of somebody's key; answers their ids. */
  async function damage({ workspaceId }: TestWorkspace): Promise<{ objects: number[]; clients: number[] }> {
    const one = async (sql: string): Promise<number> =>
      Number(Object.values((await admin.query(sql, [workspaceId])).rows[0])[0])
    const object = await one(
      `update daybook.objects set ${flip('state')} where workspace_id = $1 and object_id =
         (select max(object_id) from daybook.objects where workspace_id = $1 and state_keys is null and object_id % 5 <> 0
            and taken_until is not null) returning object_id`,
    )
    const profile = await one(
      `update daybook.clients set ${flip('directory')} where workspace_id = $1 and client_id =
         (select max(client_id) from daybook.clients where workspace_id = $1 and directory is not null) returning client_id`,
    )
    const key = await one(
      `update daybook.client_keys set ${flip('wrapped')} where workspace_id = $1 and kind = -1 and client_id =
         (select min(client_id) from daybook.clients where workspace_id = $1 and directory is not null) returning client_id`,
    )
    return { objects: [object], clients: [profile, key] }
  }

  test('because it cannot be opened is passed over, all else is filled, and the log of the server says which it is', async () => {
    const workspace = await openGrown(300)
    const before = await rowsOf(workspace)
    const { objects, clients } = await damage(workspace)
    await age(workspace)
    const failures: unknown[] = []
    const jobs = new JobRunner(door.daybook, [fillOlderJob], { report: error => failures.push(error) })
    await jobs.runDue()
    expect(await leftOf(workspace)).toEqual([])
    const after = await rowsOf(workspace)
    const isWhole = (row: any): boolean =>
      ![...objects, ...clients].includes(row.object_id === undefined ? -1 : Number(row.object_id)) &&
      ![...objects, ...clients].includes(row.object === undefined ? -1 : Number(row.object))
    for (const name of ['acted', 'assigned', 'objects'])
      expect([name, after[name]!.filter(isWhole)]).toEqual([name, before[name]!.filter(isWhole)])
    expect(after['marks']).toEqual(before['marks'])
    expect(after['objects']).toContainEqual(
      expect.objectContaining({ object_id: objects[0], taken_until: null, member: null, account: null }),
    )
    const named = [...clients.map(id => formatId('cl', id)), ...objects.map(id => formatId('ob', id))]
    expect(failures).toEqual([
      expect.objectContaining({
        code: 'log_damaged',
        message: expect.stringMatching(/^3 that cannot be opened/),
      }),
    ])
    for (const id of named) expect(String(failures[0])).toContain(id)
    // check-log names just these, and what the key opens.
    const { problems } = await checkWholeLog(door.daybook, workspace.workspaceId)
    const isNamed = ({ what }: { what: string }): boolean => named.some(id => what.includes(id))
    for (const problem of problems.filter(one => !isNamed(one)))
      expect(problem.what).toMatch(/^the state of ob_\w+ cannot be opened/)
    for (const id of named) expect(problems.some(({ what }) => what.includes(id))).toBe(true)
  })

  test('keeps a check from finding the log whole, where it is the filling that fails', async () => {
    const workspace = await openGrown(30)
    const { workspaceId } = workspace
    await age(workspace)
    await admin.query('revoke update on daybook.backfills from daybook_app')
    try {
      await expect(checkLog(door.daybook, workspaceId)).rejects.toThrow(/permission denied/)
      expect((await workspace.call('GET', '/v1/log/status')).body).toMatchObject({ state: 'unchecked' })
      // What else is wrong is told all the same.
      await admin.query('update daybook.counts set n = n + 1 where workspace_id = $1', [workspaceId])
      expect((await checkLog(door.daybook, workspaceId))?.count).toBeGreaterThan(0)
      expect((await workspace.call('GET', '/v1/log/status')).body).toMatchObject({ state: 'problem' })
    } finally {
      await admin.query('grant update (phase, done) on daybook.backfills to daybook_app')
    }
  })

  test('is no matter where the note of how far it came makes no sense: then every row is compared', async () => {
    const workspace = await openGrown(30)
    const { workspaceId } = workspace
    await age(workspace)
    await admin.query('update daybook.backfills set phase = 7 where workspace_id = $1', [workspaceId])
    expect((await checkLog(door.daybook, workspaceId))?.count).toBeGreaterThan(20)
    await expect(fillOlder(door.daybook, workspaceId)).rejects.toMatchObject({ code: 'log_damaged' })
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
  expect(await problemsOf(workspace)).toEqual([])
})

test('what a payment is for is told again although nobody can open what was paid', async () => {
  const workspace = await door.openWorkspace()
  const payment = { type: 'payment', id: 'p1' }
  const context = { amount: { value: 700, currency: 'EUR' } }
  await workspace.append(
    {
      action: 'payment.received',
      client: { id: 'c1' },
      objects: [payment, { type: 'booking', id: 'b1' }],
      context,
    },
    { action: 'payment.refunded', client: { id: 'c2' }, object: payment },
  )
  await must(workspace, 'POST', '/v1/clients/c1/erase', { mode: 'erase' })
  const of = async (): Promise<Record<string, unknown>[]> =>
    ((await rowsOf(workspace))['objects'] as Record<string, unknown>[]).filter(row => row['account'] !== null)
  const before = await of()
  expect(before).toEqual([expect.objectContaining({ told_amount: 700 })])
  expect(before[0]!['account']).not.toEqual(before[0]!['object_id'])
  // Emptied where nothing is to be filled: found.
  await admin.query(
    'update daybook.objects set account = object_id where workspace_id = $1 and account is not null',
    [workspace.workspaceId],
  )
  expect(await problemsOf(workspace)).toEqual([expect.objectContaining({ seq: expect.any(Number) })])
  await migrateAgain(workspace.workspaceId)
  await admin.query(
    `update daybook.objects set account = null, part = null, amount = null, since = null, told_amount = null
     where workspace_id = $1`,
    [workspace.workspaceId],
  )
  await fillOlder(door.daybook, workspace.workspaceId)
  expect(await of()).toEqual([{ ...before[0]!, amount: null, told_amount: null }])
  expect(await problemsOf(workspace)).toEqual([])
})

test('a workspace that is made now has nothing to fill, and the job is among those of the server', async () => {
  const workspace = await door.openWorkspace()
  await append(workspace, 0, 10)
  expect(await leftOf(workspace)).toEqual([])
  expect(ALL_JOBS).toContain(fillOlderJob)
})
