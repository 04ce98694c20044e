import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ACTIONS, CATEGORIES, SOURCES } from '@daybook/catalogue'
import type { Entry } from '@daybook/protocol'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeDue } from '../closing/close-due.ts'
import { fillDemo } from '../demo/fill-demo.ts'
import { formatId, parseId } from '../ids.ts'
import { JobRunner } from '../jobs/job-runner.ts'
import { ALL_JOBS } from '../jobs/all-jobs.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'
import type { Person } from './test-person.ts'

let door: TestDoor
let own: TestWorkspace
let owner: Person & { readonly id: string }
let admin: Client
let demo: string
let first: { status: number; body: any }

beforeAll(async () => {
  door = await openTestDoor()
  own = await door.openWorkspace()
  owner = await door.member(own, 'owner', { name: 'Olga Owner' })
  await own.append({
    action: 'booking.booked',
    client: { id: 'c-1', name: 'Own Client' },
    object: { type: 'booking', id: 'b' },
  })
  admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
  first = await owner.post('/v1/demo', {})
  demo = first.body.workspace.id
})
afterAll(async () => {
  await admin?.end()
  await door?.close()
})

const inDemo = (person: Person): Person => Object.assign(person, { workspace: demo })
const ask = async (path: string) => (await inDemo(owner).get(path)).body
async function readAll(path: string): Promise<Entry[]> {
  const entries: Entry[] = []
  const mark = path.includes('?') ? '&' : '?'
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await ask(`${path}${mark}limit=200${cursor && `&cursor=${cursor}`}`)
    entries.push(...page.entries)
    cursor = page.next
  }
  return entries
}

/** Actions that do not stand in the demonstration, and why. */
const NOT_TOLD: Readonly<Record<string, string>> = {
  'workspace.closing': 'it would end the demonstration within days',
  'workspace.closed': 'removing the demonstration says it, and goes with it',
  'retention.applied': 'eighteen months are younger than every limit, and what it takes could not be read',
  'log.key_rotated': 'the signing key is true, and so is what the log says of it',
  'log.problem_found': 'it would say of a sound log that it is not',
  'log.generation_started': 'only a restore from a backup continues a log',
}

describe('the demonstration', () => {
  test('is a workspace of its own, which the member owns and can switch to', async () => {
    expect(first.status).toBe(201)
    const { workspaces } = (await owner.get('/v1/session')).body
    expect(workspaces).toMatchObject([
      { id: own.id, demo: false },
      { id: demo, demo: true, role: 'owner', timeZone: 'Europe/Lisbon' },
    ])
    const { facets } = await own.count('')
    expect(Object.keys(facets.action).sort()).toEqual(['booking.booked', 'key.created', 'workspace.created'])
  })

  test('is made once for a member', async () => {
    owner.workspace = own.id
    const again = await owner.post('/v1/demo', {})
    expect([again.status, again.body.workspace.id]).toEqual([200, demo])
  })

  test('tells every action of the catalogue that fits, in every category and from every source', async () => {
    const { facets, total } = await ask('/v1/entries/counts')
    expect(total).toBeGreaterThan(4000)
    const missing = Object.keys(ACTIONS).filter(action => facets.action[action] === undefined)
    expect(missing.sort()).toEqual(Object.keys(NOT_TOLD).sort())
    expect(Object.keys(facets.category).sort()).toEqual([...CATEGORIES].sort())
    expect(Object.keys(facets.source).sort()).toEqual([...SOURCES].sort())
  })

  test('has a dispute: who moved and who cancelled, when, from which device, and what was refunded by which rule', async () => {
    const history = await readAll('/v1/objects/booking/BK-2077/history?order=asc')
    const of = (action: string) => history.find(entry => entry.action === action)!
    expect(of('booking.rescheduled')).toMatchObject({
      actor: { type: 'staff', name: 'Maya Torres' },
      changes: ['startsAt', 'endsAt'].map(field => ({
        field,
        before: expect.any(String),
        after: expect.any(String),
      })),
      context: { device: 'Chrome on Windows' },
    })
    const cancelled = of('booking.cancelled')
    expect(cancelled).toMatchObject({
      actor: { type: 'client', name: 'Clara Winter' },
      source: 'customer',
      reason: 'flu',
      context: { device: 'Safari on iPhone' },
    })
    expect(of('payment.refunded')).toMatchObject({
      actor: { type: 'system' },
      source: 'automated',
      rule: { id: 'late-cancellation' },
      causedBy: cancelled.id,
      context: { amount: { value: 4750, currency: 'EUR' } },
    })
    const actions = history.map(entry => entry.action)
    expect(actions.indexOf('payment.disputed')).toBeLessThan(actions.indexOf('evidence.exported'))
    expect(actions.at(-1)).toBe('payment.dispute_closed')
  })

  test('has somebody who does not come on Mondays', async () => {
    const noShows = await readAll('/v1/clients/C-1002/timeline?action=booking.no_show')
    expect(noShows.length).toBe(4)
    const days = noShows.map(entry => new Date(entry.occurredAt).getUTCDay())
    expect(days).toEqual([1, 1, 1, 1])
    const fees = await readAll('/v1/clients/C-1002/timeline?action=fee.charged&action=fee.waived')
    expect(fees.map(entry => entry.action)).toContain('fee.waived')
  })

  test('has an erased, an anonymised, a deleted and a held client, and a request that waits', async () => {
    const { facets } = await ask('/v1/entries/counts?action=client.*&action=hold.*')
    expect(facets.action).toMatchObject({ 'client.erased': 1, 'client.anonymised': 1, 'hold.released': 1 })
    const everything = JSON.stringify(await readAll('/v1/entries'))
    expect(everything).not.toContain('Dora Kiss')
    expect(everything).not.toContain('dora.kiss')
    expect(everything).not.toContain('Ivan Petrik')
    expect((await ask('/v1/privacy/requests?state=open')).requests).toHaveLength(1)
  })

  test('verifies from its first entry to its last', async () => {
    await new JobRunner(door.daybook, ALL_JOBS, { report: error => door.failures.push(error) }).runDue()
    expect(door.failures).toEqual([])
    expect(await ask('/v1/log/status')).toMatchObject({ state: 'ok' })
  })
})

describe('who may', () => {
  test('a key may not, nor a member without the right to settings', async () => {
    for (const method of ['POST', 'DELETE'])
      expect((await own.call(method, '/v1/demo', method === 'POST' ? {} : undefined)).status).toBe(403)
    const staff = await door.member(own, 'staff')
    expect((await staff.post('/v1/demo', {})).status).toBe(403)
  })

  test('somebody who has none removes none', async () => {
    const other = await door.openWorkspace({ name: 'Other' })
    const stranger = await door.member(other, 'owner')
    expect((await stranger.call('DELETE', '/v1/demo')).status).toBe(404)
    stranger.workspace = demo
    expect((await stranger.call('DELETE', '/v1/demo')).status).toBe(401)
    expect((await ask('/v1/entries/counts')).total).toBeGreaterThan(4000)
  })

  test('the database removes no row of a workspace that is not a demonstration, closed or not', async () => {
    const victim = await door.openWorkspace({ name: 'Victim' })
    const app = new Client({ connectionString: door.urls.app })
    await app.connect()
    const remove = async (workspaceId: number) => {
      await app.query('begin')
      await app.query(`set local daybook.workspace = '${workspaceId}'`)
      const { rows } = await app.query('select daybook.remove_demo_rows($1, 1000) as n', [workspaceId])
      await app.query('commit')
      return rows[0].n
    }
    try {
      expect(await remove(victim.workspaceId)).toBe(0)
      await admin.query('update daybook.workspaces set closed_at = 1 where workspace_id = $1', [
        victim.workspaceId,
      ])
      expect(await remove(victim.workspaceId)).toBe(0)
      // An open demonstration is as safe.
      expect(await remove(parseId('ws', demo)!)).toBe(0)
      await expect(app.query('update daybook.workspaces set demo = true')).rejects.toMatchObject({
        code: '42501',
      })
    } finally {
      await app.end()
      await admin.query('update daybook.workspaces set closed_at = null where workspace_id = $1', [
        victim.workspaceId,
      ])
    }
  })
})

describe('removing it', () => {
  test('leaves no row in any table, no key and no file, and touches nobody else', async () => {
    const neighbour = await own.read('/v1/entries?limit=5')
    const exported = await inDemo(owner).post('/v1/exports', { format: 'csv' })
    expect(exported.status).toBe(202)
    expect((await inDemo(owner).call('DELETE', '/v1/demo')).status).toBe(200)
    expect((await owner.get('/v1/entries')).status).toBe(401)

    const id = parseId('ws', demo)!
    const { rows } = await admin.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
       join pg_namespace n on n.oid = c.relnamespace
       where n.nspname like 'daybook%' and c.relkind in ('r', 'p') and a.attname = 'workspace_id'`,
    )
    expect(rows.length).toBeGreaterThan(20)
    for (const { name } of rows) {
      const { rowCount } = await admin.query(`select from ${name} where workspace_id = $1`, [id])
      expect([name, rowCount]).toEqual([name, 0])
    }
    expect(door.daybook.keks.numbers(id)).toEqual([])
    expect(door.daybook.folder.has(id)).toBe(false)
    expect(existsSync(join(door.keysDir, 'exports', demo))).toBe(false)
    expect(await own.read('/v1/entries?limit=5')).toEqual(neighbour)
    owner.workspace = own.id
    expect((await owner.get('/v1/session')).body.workspaces).toMatchObject([{ id: own.id }])
    expect((await owner.call('DELETE', '/v1/demo')).status).toBe(404)
  })

  test('a removal that was cut off is finished by the job', async () => {
    const workspace = await fillDemo(door.daybook, { timeZone: 'Europe/Lisbon' })
    // Closed, and the server died then.
    await admin.query('update daybook.workspaces set closed_at = 1, closed_seq = 1 where workspace_id = $1', [
      workspace.id,
    ])
    door.daybook.workspaces.forget(workspace.id)
    expect(await closeDue(door.daybook, workspace.id)).toBe(true)
    const { rowCount } = await admin.query('select from daybook.entries where workspace_id = $1', [
      workspace.id,
    ])
    expect(rowCount).toBe(0)
    expect(await closeDue(door.daybook, workspace.id)).toBe(false)
    expect(formatId('ws', workspace.id)).not.toBe(demo)
  })
})
