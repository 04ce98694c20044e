import type { ClientPage, ClientSummary } from '@daybook/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inWorkspace } from '../store/transaction.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let owner: TestWorkspace
const DAY = 86_400_000
const now = Date.UTC(2026, 10, 26, 12)
const at = (days: number, hours = 0): string =>
  new Date(now + days * DAY + hours * 3_600_000).toISOString().replace('.000', '')

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
  owner = await door.openWorkspace()
  const client = (id: string, name: string) => ({ client: { id, name } })
  const booking = (id: string) => ({ object: { type: 'booking', id, name: 'Massage' } })
  const starts = (days: number) => ({ changes: [{ field: 'startsAt', before: null, after: at(days) }] })
  await owner.append(
    { action: 'client.created', ...client('a', 'Anna'), occurredAt: at(-90) },
    { action: 'client.created', ...client('b', 'Berta'), occurredAt: at(-80) },
    { action: 'client.created', ...client('c', 'Clara'), occurredAt: at(-70) },
    { action: 'client.created', ...client('d', 'Dora'), occurredAt: at(-60) },
    { action: 'booking.booked', ...client('a', 'Anna'), ...booking('B1'), occurredAt: at(-20), ...starts(5) },
    { action: 'booking.booked', ...client('a', 'Anna'), ...booking('B2'), occurredAt: at(-19), ...starts(3) },
    { action: 'booking.cancelled', ...client('a', 'Anna'), ...booking('B2'), occurredAt: at(-18) },
    {
      action: 'booking.booked',
      ...client('c', 'Clara'),
      ...booking('B3'),
      occurredAt: at(-30),
      ...starts(2),
    },
    {
      action: 'booking.booked',
      ...client('c', 'Clara'),
      ...booking('B4'),
      occurredAt: at(-40),
      ...starts(-6),
    },
    { action: 'booking.no_show', ...client('c', 'Clara'), ...booking('B4'), occurredAt: at(-6) },
    {
      action: 'client.signed_in',
      ...client('b', 'Berta'),
      actor: { type: 'client', id: 'b' },
      occurredAt: at(-1),
      context: { ip: '203.0.113.9' },
    },
  )
})
afterAll(() => door.close())

const list = async (query: string, by = owner): Promise<ClientPage> =>
  (await by.call('GET', `/v1/clients?${query}`)).body
const names = async (query: string, by?: TestWorkspace) =>
  (await list(query, by)).clients.map(one => one.name)
const one = async (id: string): Promise<ClientSummary> => (await owner.call('GET', `/v1/clients/${id}`)).body

test('the list is sorted by name, last activity, next session or bookings, either way, and who has none comes last', async () => {
  expect(await names('')).toEqual(['Anna', 'Berta', 'Clara', 'Dora'])
  expect(await names('order=desc')).toEqual(['Dora', 'Clara', 'Berta', 'Anna'])
  expect(await names('sort=lastActivity')).toEqual(['Berta', 'Clara', 'Anna', 'Dora'])
  expect(await names('sort=lastActivity&order=asc')).toEqual(['Dora', 'Anna', 'Clara', 'Berta'])
  expect(await names('sort=nextSession')).toEqual(['Clara', 'Anna', 'Berta', 'Dora'])
  expect(await names('sort=nextSession&order=desc')).toEqual(['Anna', 'Clara', 'Berta', 'Dora'])
  expect(await names('sort=bookings')).toEqual(['Anna', 'Clara', 'Berta', 'Dora'])
  expect(await names('sort=bookings&order=asc')).toEqual(['Anna', 'Clara', 'Berta', 'Dora'])
  expect(await names('sort=lastActivity&q=clara')).toEqual(['Clara'])
})

test('pages of a sorted list leave nobody out and repeat nobody', async () => {
  for (const sort of ['name', 'lastActivity', 'nextSession', 'bookings']) {
    for (const order of ['asc', 'desc']) {
      const found: (string | undefined)[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page = await list(`sort=${sort}&order=${order}&limit=1${cursor && `&cursor=${cursor}`}`)
        found.push(...page.clients.map(client => client.name))
        cursor = page.next
      }
      expect(found).toEqual(await names(`sort=${sort}&order=${order}`))
    }
  }
  const { next } = await list('sort=bookings&limit=1')
  expect((await owner.call('GET', `/v1/clients?limit=1&cursor=${next}`)).body.code).toBe('cursor_invalid')
})

test('a line tells the next session that still takes place, bookings and no-shows', async () => {
  expect(await one('a')).toMatchObject({
    nextSession: { startsAt: at(5), object: { type: 'booking', id: 'B1', name: 'Massage' } },
    bookings: 2,
    noShows: 0,
  })
  expect(await one('c')).toMatchObject({ bookings: 2, noShows: 1 })
  expect((await one('d')).nextSession).toBeUndefined()
})

test('what comes later moves a client in the list', async () => {
  const client = { id: 'e', name: 'Emma' }
  await owner.append({ action: 'client.created', client, occurredAt: at(-100) })
  expect((await names('sort=lastActivity')).at(-1)).toBe('Emma')
  await owner.append({ action: 'visit.recorded', client, occurredAt: at(0, -1) })
  expect((await names('sort=lastActivity'))[0]).toBe('Emma')
  // Late history is older than what is known already.
  await owner.append({ action: 'visit.recorded', client: { id: 'd' }, occurredAt: at(-61) })
  expect((await names('sort=lastActivity')).at(-1)).toBe('Dora')
})

test('last activity is what last happened to the client; when the profile was last edited is told beside it', async () => {
  const client = { id: 'f', name: 'Frida' }
  await owner.append(
    { action: 'client.updated', client, changes: [{ field: 'city', after: 'Porto' }], occurredAt: at(-9) },
    { action: 'payment.succeeded', client, occurredAt: at(-8) },
    { action: 'client.viewed', client, occurredAt: at(-7) },
  )
  expect(await one('f')).toMatchObject({
    lastActivity: { action: 'payment.succeeded', occurredAt: at(-8) },
    lastProfileEdit: { occurredAt: at(-9) },
  })
})

test('who may not see access logs learns of no sign-in, neither from a line nor from its place', async () => {
  const staff = await door.member(owner, 'staff')
  const read = async (path: string) => (await staff.call('GET', path)).body as ClientPage
  expect(await one('b')).toMatchObject({
    lastActivity: { action: 'client.signed_in' },
    lastSignIn: { occurredAt: at(-1) },
  })
  const { clients } = await read('/v1/clients?sort=lastActivity&q=berta')
  expect(clients[0]).toMatchObject({ name: 'Berta', lastActivity: { action: 'client.created' } })
  expect(clients[0]!.lastSignIn).toBeUndefined()
  const sorted = (await read('/v1/clients?sort=lastActivity')).clients.map(client => client.name)
  expect(sorted.indexOf('Berta')).toBeGreaterThan(sorted.indexOf('Anna'))
})

test('C17 an opening of a client’s page is an entry while the workspace keeps profile views, and only a member’s', async () => {
  const staff = await door.member(owner, 'staff', { name: 'Rosa' })
  const view = (id = 'a') => staff.call('POST', `/v1/clients/${id}/views`)
  const views = async () => (await owner.count('?action=client.viewed&client=a')).total
  expect((await view()).body).toEqual({ recorded: false })
  expect(await views()).toBe(0)
  await setProfileViews(true)
  const { body } = await view()
  expect(body).toEqual({ recorded: true, entry: expect.stringMatching(/^en_/) })
  expect((await owner.call('GET', `/v1/entries/${body.entry}`)).body).toMatchObject({
    action: 'client.viewed',
    actor: { type: 'staff', id: staff.id, name: 'Rosa' },
    clients: [{ hostId: 'a' }],
    source: 'staff',
  })
  expect((await owner.call('POST', '/v1/clients/a/views')).body).toEqual({ recorded: false })
  expect((await view('nobody')).status).toBe(404)
  await view()
  expect(await views()).toBe(2)
  await owner.append({ action: 'client.created', client: { id: 'gone', name: 'Gone' } })
  const gone = (await owner.call('POST', '/v1/clients/gone/erase', { mode: 'erase' })).body.client
  expect((await view(gone)).body).toEqual({ recorded: false })
  await setProfileViews(false)
  expect((await view()).body).toEqual({ recorded: false })
  expect(await views()).toBe(2)
})

async function setProfileViews(profileViews: boolean): Promise<void> {
  const { daybook } = door
  await inWorkspace(daybook.pools.app, owner.workspaceId, run =>
    daybook.workspaces.updateSettings(run, owner.workspaceId, { profileViews }),
  )
  daybook.workspaces.forget(owner.workspaceId)
}
