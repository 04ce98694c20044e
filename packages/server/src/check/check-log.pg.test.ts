import type { Draft } from '@daybook/protocol'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomDraft, ZONE } from '../actions/random-entries.ts'
import { makeMarkedDrafts } from '../http/marked-drafts.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'
import { type CheckedLog, checkWholeLog } from './check-whole-log.ts'

let door: TestDoor
let beside: TestDoor

beforeAll(async () => {
  door = await openTestDoor()
  beside = await openTestDoor({ beside: door })
})
afterAll(async () => {
  await beside.close()
  await door.close()
})

const check = (workspace: TestWorkspace): Promise<CheckedLog> =>
  checkWholeLog(door.daybook, workspace.workspaceId)

async function append(workspace: TestWorkspace, drafts: readonly Draft[], on = door): Promise<void> {
  const answer = await on.app.request('/v1/entries', {
    method: 'POST',
    headers: { authorization: `Bearer ${workspace.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ entries: drafts }),
  })
  // A draft may contradict itself: then nothing of the batch is written.
  expect([201, 422]).toContain(answer.status)
}

test('a new log is whole', async () => {
  const workspace = await door.openWorkspace()
  expect(await check(workspace)).toMatchObject({ size: 2, count: 0, problems: [], erased: 0 })
})

test('every place of a draft that can hold something leaves a log that is whole', async () => {
  const workspace = await door.openWorkspace()
  const { drafts } = makeMarkedDrafts()
  for (const draft of drafts) await append(workspace, [draft])
  await append(workspace, drafts)
  const checked = await check(workspace)
  expect(checked.problems).toEqual([])
  expect(checked.size).toBeGreaterThan(10)
})

test('whatever two servers are sent at once, the log is whole', { timeout: 120_000 }, async () => {
  const policies = fc.constantFrom(
    {},
    { 'booking.notes': 'hide' },
    { 'client.own': 'ignore' },
    { 'booking.own': 'hide' },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          batches: fc.array(fc.array(randomDraft, { minLength: 1, maxLength: 20 }), { maxLength: 6 }),
          fields: policies,
        }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      async rounds => {
        const workspace = await door.openWorkspace({ timeZone: ZONE })
        for (const { batches, fields } of rounds) {
          await workspace.call('PUT', '/v1/settings/fields', { fields })
          await Promise.all(batches.map((batch, i) => append(workspace, batch, i % 2 === 0 ? door : beside)))
        }
        expect((await check(workspace)).problems).toEqual([])
      },
    ),
    { numRuns: 25 },
  )
})

test('a log that grows while it is checked is whole', async () => {
  const workspace = await door.openWorkspace()
  const draft = (n: number): Draft => ({
    action: ['booking.booked', 'booking.cancelled', 'client.updated'][n % 3]!,
    client: { id: `c${n % 7}`, name: `Client ${n}` },
    ...(n % 3 !== 2 && { object: { type: 'booking', id: `b${n % 11}`, name: `Booking ${n}` } }),
    state: { notes: `${n}`, startsAt: new Date(1.7e12 + n * 1e7).toISOString() },
    actor: { type: 'staff', id: `s${n % 5}`, name: `Person ${n}` },
  })
  for (let n = 0; n < 1500; n += 500)
    await append(
      workspace,
      Array.from({ length: 500 }, (_, i) => draft(n + i)),
    )
  let over = false
  const writing = (async () => {
    for (let n = 1500; !over; n += 10)
      await append(
        workspace,
        Array.from({ length: 10 }, (_, i) => draft(n + i)),
        n % 20 === 0 ? door : beside,
      )
  })()
  try {
    for (let i = 0; i < 3; i++) {
      const { problems, size } = await check(workspace)
      expect(problems).toEqual([])
      expect(size).toBeGreaterThan(1500)
    }
  } finally {
    over = true
    await writing
  }
  expect((await check(workspace)).problems).toEqual([])
})

test('what comes between any two looks of a check is no problem', async () => {
  const workspace = await door.openWorkspace()
  let year = 1990
  const appendNext = (): Promise<void> =>
    append(
      workspace,
      [
        {
          action: year % 2 === 0 ? 'booking.booked' : 'booking.cancelled',
          clients: [{ id: 'c1', name: `In ${year}` }, { id: `c${year % 3}` }],
          object: { type: 'booking', id: `b${year % 2}` },
          state: { notes: `${year}`, member: `m${year % 3}`, startsAt: `${year}-05-01T10:00:00Z` },
          occurredAt: `${year++}-05-01T10:00:00Z`,
        },
      ],
      beside,
    )
  await appendNext()
  const { app } = door.daybook.pools
  // Each look takes a connection; before it, an entry of a year comes of which its client had none, and with it a key.
  const interrupted = new Proxy(app, {
    get(pool, name) {
      if (name !== 'connect') return Reflect.get(pool, name, pool) as unknown
      return async () => {
        if (year < 2026) await appendNext()
        return pool.connect()
      }
    },
  })
  const daybook = Object.create(door.daybook, {
    pools: { value: { ...door.daybook.pools, app: interrupted } },
  }) as typeof door.daybook
  const { problems } = await checkWholeLog(daybook, workspace.workspaceId)
  expect(problems).toEqual([])
  expect(year).toBe(2026)
})

const PRIVACY_ACTS: readonly ((id: string) => readonly [method: string, path: string, body: object])[] = [
  id => ['POST', `/v1/clients/${id}/erase`, { mode: 'erase' }],
  id => ['POST', `/v1/clients/${id}/erase`, { mode: 'anonymise' }],
  id => ['DELETE', `/v1/clients/${id}`, {}],
  id => ['POST', `/v1/clients/${id}/restore`, {}],
  id => ['PUT', `/v1/clients/${id}/hold`, {}],
  id => ['DELETE', `/v1/clients/${id}/hold`, {}],
]

test('whoever is erased, anonymised, deleted or held meanwhile, the log is whole', {
  timeout: 120_000,
}, async () => {
  const act = fc.record({ act: fc.constantFrom(...PRIVACY_ACTS), id: fc.constantFrom('c1', 'c2', 'c3') })
  const batch = fc.array(randomDraft, { minLength: 1, maxLength: 15 })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(act, batch, batch), { minLength: 2, maxLength: 12 }), async steps => {
      const workspace = await door.openWorkspace({ timeZone: ZONE })
      for (const [i, step] of steps.entries()) {
        if (Array.isArray(step)) await append(workspace, step, i % 2 === 0 ? door : beside)
        else {
          const [method, path, body] = step.act(step.id)
          // Some make no sense just then, and are refused.
          expect([200, 404, 409]).toContain((await workspace.call(method, path, body)).status)
        }
      }
      expect((await check(workspace)).problems).toEqual([])
    }),
    { numRuns: 25 },
  )
})

test('what is told of an object whose only client was anonymised may be older than what was told before', async () => {
  const workspace = await door.openWorkspace({ timeZone: ZONE })
  const told = { action: 'booking.booked', object: { type: 'booking', id: 'b1' } }
  const changes = [{ field: 'own', after: 1 }]
  await append(workspace, [
    { ...told, occurredAt: '2026-10-24', changes },
    { ...told, occurredAt: '2026-10-23T22:00:00Z', client: { id: 'c1' } },
  ])
  await workspace.call('POST', '/v1/clients/c1/erase', { mode: 'anonymise' })
  await append(workspace, [{ ...told, occurredAt: '2026-10-23T22:15:00Z', client: { id: 'c3' }, changes }])
  expect((await check(workspace)).problems).toEqual([])
})

test('what a host said again although its action sets another stays said when an older entry comes late', async () => {
  const workspace = await door.openWorkspace({ timeZone: ZONE })
  const object = { type: 'booking', id: 'b1' }
  const at = (occurredAt: string, more: Partial<Draft>): Draft => ({
    action: 'booking.booked',
    object,
    occurredAt,
    ...more,
  })
  const state = { status: 'sent' }
  await append(workspace, [at('2026-10-24T10:00:00Z', { state })])
  await append(workspace, [at('2026-10-24T20:00:00Z', { state })])
  await append(workspace, [at('2026-10-24T15:00:00Z', { state: {}, outcome: 'failure' })])
  expect((await check(workspace)).problems).toEqual([])
  // And where the late one only sets what its action sets, before another tells the field.
  await append(workspace, [at('2026-10-24T16:00:00Z', { action: 'booking.cancelled' })])
  expect((await check(workspace)).problems).toEqual([])
  const changes = [{ field: 'status', after: 'sent' }]
  await append(workspace, [at('2026-10-24T17:00:00Z', { outcome: 'failure', changes })])
  expect((await check(workspace)).problems).toEqual([])
})

test('local times that were read in another zone leave a log that is whole', async () => {
  const workspace = await door.openWorkspace({ timeZone: 'America/New_York' })
  const booked = (id: string, state: NonNullable<Draft['state']>): Draft => ({
    action: 'booking.booked',
    client: { id: 'c1' },
    object: { type: 'booking', id },
    state: { member: 'm1', ...state },
  })
  await append(workspace, [
    booked('b1', { startsAt: '2026-11-03T10:00', duration: 50, bufferBefore: 10 }),
    booked('b2', { startsAt: '2026-11-03T10:00:00Z', endsAt: '2026-11-03T11:00' }),
    booked('b3', { startsAt: '2026-11-04', duration: 50, groupSize: 8 }),
    // Here in New York an hour that is there once, in Lisbon one that is there twice; and the other way round.
    booked('b4', { startsAt: '2026-10-25T01:30', duration: 50 }),
    booked('b5', { startsAt: '2026-11-01T01:30', duration: 50 }),
    booked('b6', { startsAt: '2026-10-25T01:30', endsAt: '2026-11-01T01:30' }),
  ])
  expect((await check(workspace)).problems).toEqual([])
  await workspace.call('PATCH', '/v1/settings', { timeZone: 'Europe/Lisbon' })
  expect((await check(workspace)).problems).toEqual([])
})

test('erased clients are counted, and a host’s own entries of that name explain nothing', async () => {
  const workspace = await door.openWorkspace()
  const draft = { action: 'booking.booked', object: { type: 'booking', id: 'b1' } }
  for (const id of ['c1', 'c2', 'c3'])
    await workspace.append({ ...draft, clients: [{ id, name: id }, { id: 'c4' }] })
  await workspace.append({ action: 'client.erased', client: { id: 'c3' } })
  await workspace.call('POST', '/v1/clients/c1/erase', { mode: 'erase' })
  await workspace.call('POST', '/v1/clients/c2/erase', { mode: 'anonymise' })
  expect(await check(workspace)).toMatchObject({ erased: 2, problems: [] })
})
