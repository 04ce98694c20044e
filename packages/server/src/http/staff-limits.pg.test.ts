import type { Draft } from '@daybook/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkLog } from '../actions/check-log.ts'
import type { Visibility } from '../entry/workspace.ts'
import { readTogether } from '../store/transaction.ts'
import { readStream } from './stream-reader.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'
import type { Person } from './test-person.ts'

type Member = Person & { readonly id: string }

let door: TestDoor
let owner: TestWorkspace
let admin: Member
let rita: Member

beforeAll(async () => {
  door = await openTestDoor()
})
afterAll(() => door?.close())

beforeEach(async () => {
  owner = await door.openWorkspace()
  admin = await door.member(owner, 'admin')
  rita = await door.member(owner, 'staff', { name: 'Rita' })
})

const change = async (body: unknown, member = rita): Promise<void> =>
  expect((await admin.call('PUT', `/v1/members/${member.id}`, body)).status).toBe(200)
const limit = (visibility: Visibility | null): Promise<void> => change({ visibility })
const booked = (
  client: string,
  booking: string,
  state: NonNullable<Draft['state']> = {},
  more: Partial<Draft> = {},
): Draft => ({
  action: 'booking.booked',
  client: { id: client, name: `Name of ${client}` },
  object: { type: 'booking', id: booking },
  state: { service: 'Massage', ...state },
  actor: { type: 'staff', id: 'desk', name: 'Desk' },
  ...more,
})
const clientsSeen = async (person: Person = rita): Promise<string[]> =>
  (await person.get('/v1/clients')).body.clients.map((client: any) => client.hostId).sort()
const seqs = async (path: string, person: Person = rita): Promise<number[]> =>
  (await person.get(path)).body.entries?.map((entry: any) => entry.seq)
const isWhole = async (): Promise<unknown> => (await checkLog(door.daybook, owner.workspaceId))?.problems

describe('own clients', () => {
  test('are those with a booking assigned to the member, or whose profile names them, as it is now', async () => {
    await limit('own_clients')
    await owner.append(
      booked('a', 'b-a', { member: rita.id }),
      booked('b', 'b-b', { member: 'somebody else' }),
      { action: 'client.created', client: { id: 'c', name: 'C' }, state: { member: rita.id } },
      booked('d', 'b-d', { members: [{ id: rita.id, name: 'Rita' }, 'somebody else'] }),
      { action: 'service.created', object: { type: 'service', id: 's' }, state: { member: rita.id } },
    )
    expect(await clientsSeen()).toEqual(['a', 'c', 'd'])
    await owner.append({
      action: 'booking.reassigned',
      object: { type: 'booking', id: 'b-a' },
      changes: [{ field: 'member', after: 'somebody else' }],
    })
    await owner.append({
      action: 'booking.reassigned',
      object: { type: 'booking', id: 'b-b' },
      changes: [{ field: 'member', after: rita.id }],
    })
    expect(await clientsSeen()).toEqual(['b', 'c', 'd'])
    expect(await isWhole()).toEqual([])
  })

  test('are found by the ids and names under which a host knows the member, as an admin says', async () => {
    await limit('own_clients')
    await owner.append(
      booked('a', 'b-a', { member: 'Rita Rocha' }),
      booked('b', 'b-b', { member: { id: 'st-9' } }),
    )
    expect(await clientsSeen()).toEqual([])
    await change({ knownAs: ['st-9', 'Rita Rocha'] })
    expect(await clientsSeen()).toEqual(['a', 'b'])
    const [told] = (await owner.read('/v1/entries?action=member.role_changed&limit=1')).entries
    expect(told!.changes).toMatchObject([{ field: 'knownAs', before: [], after: ['st-9', 'Rita Rocha'] }])
  })

  test('are whole: everything about them, whoever did it, and nothing of others by list, address or count', async () => {
    await limit('own_clients')
    const receipts = await owner.append(
      booked('a', 'b-a', { member: rita.id }),
      booked('b', 'b-b'),
      booked('b', 'b-c', {}, { client: undefined, clients: [{ id: 'a' }, { id: 'b' }] }),
      {
        action: 'client.updated',
        client: { id: 'a' },
        changes: [{ field: 'email', after: 'a@example.com' }],
      },
      { action: 'my.own', actor: { type: 'staff', id: rita.id } },
    )
    const [first, , both, updated] = receipts.map(receipt => receipt.seq)
    expect(await seqs('/v1/entries?order=asc')).toEqual([first, both, updated])
    expect(await seqs('/v1/clients/a/timeline?order=asc')).toEqual([first, both, updated])
    expect((await rita.get('/v1/entries/counts')).body).toMatchObject({ total: 3, exact: true })
    expect((await rita.get('/v1/entries/counts?client=a')).body).toMatchObject({ total: 3, exact: true })
    for (const path of [
      '/v1/clients/b',
      '/v1/clients/b/timeline',
      '/v1/entries/counts?client=b',
      '/v1/stream?client=b',
      '/v1/objects/booking/b-b/history',
      `/v1/entries/${receipts[1]!.id}`,
      `/v1/entries/${receipts[1]!.id}/proof`,
    ])
      expect([path, (await rita.get(path)).status]).toEqual([path, 404])
    expect(await seqs('/v1/objects/booking/b-c/history')).toEqual([both])
  })

  test('arrive live, from the moment at which they are theirs', async () => {
    await limit('own_clients')
    const response = await door.app.request('/v1/stream', {
      headers: {
        cookie: [...rita.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'daybook-workspace': owner.id,
      },
    })
    const stream = readStream(response)
    const [, mine, , later] = await owner.append(
      booked('b', 'b-b'),
      booked('a', 'b-a', { member: rita.id }),
      booked('b', 'b-c'),
      {
        action: 'client.updated',
        client: { id: 'a' },
        changes: [{ field: 'email', after: 'a@example.com' }],
      },
    )
    await stream.until(entries => entries.some(entry => entry.seq === later!.seq))
    expect(stream.entries.map(entry => entry.seq)).toEqual([mine!.seq, later!.seq])
    await stream.close()
  })

  test('stay theirs when they are anonymised, and leave no trace of whose they were when they are erased', async () => {
    await limit('own_clients')
    await owner.append(booked('a', 'b-a', { member: rita.id }), booked('b', 'b-b', { member: rita.id }), {
      action: 'client.updated',
      client: { id: 'b' },
      changes: [{ field: 'member', after: rita.id }],
    })
    const assigned = (): Promise<unknown[]> =>
      readTogether(door.daybook.pools.app, owner.workspaceId, run =>
        run({ name: 'all_assigned', text: 'select * from daybook.assigned where workspace_id = $1' }, [
          owner.workspaceId,
        ]),
      )
    expect(await clientsSeen()).toEqual(['a', 'b'])
    expect(await assigned()).toHaveLength(3)
    const erase = async (id: string, mode: string) =>
      expect((await owner.call('POST', `/v1/clients/${id}/erase`, { mode })).status).toBe(200)
    await erase('a', 'anonymise')
    await erase('b', 'erase')
    const { clients } = (await rita.get('/v1/clients')).body
    expect(clients).toMatchObject([{ erased: true }])
    // The booking of who was anonymised keeps its business facts.
    expect(await assigned()).toHaveLength(1)
    expect(await isWhole()).toEqual([])
  })
})

describe('own acts', () => {
  test('are what the member did: of a client only that, and of whom they did nothing, nothing', async () => {
    await limit('own_acts')
    const mine = { actor: { type: 'staff', id: rita.id } } as const
    const receipts = await owner.append(
      booked('a', 'b-a', { member: rita.id }),
      booked('a', 'b-2', {}, mine),
      booked('b', 'b-b', { member: rita.id }),
      { action: 'my.own', ...mine },
    )
    const [, act, , own] = receipts.map(receipt => receipt.seq)
    expect(await seqs('/v1/entries?order=asc')).toEqual([act, own])
    expect(await seqs('/v1/clients/a/timeline')).toEqual([act])
    expect((await rita.get('/v1/entries/counts')).body).toMatchObject({ total: 2, exact: true })
    expect(await clientsSeen()).toEqual(['a'])
    expect((await rita.get('/v1/clients/a')).body).toMatchObject({ entries: 1, bookings: 1 })
    expect((await rita.get('/v1/clients/b')).status).toBe(404)
    expect((await rita.get('/v1/objects/booking/b-a/history')).status).toBe(404)
    expect(await seqs('/v1/objects/booking/b-2/history')).toEqual([act])
    expect(await isWhole()).toEqual([])
  })
})

describe('what the team sees', () => {
  test('is a setting of the workspace for the staff, which what is said of one of them overrides, at once', async () => {
    await owner.append(booked('a', 'b-a', { member: rita.id }), booked('b', 'b-b'))
    const team = async (teamVisibility: Visibility) =>
      expect((await admin.call('PATCH', '/v1/settings', { teamVisibility })).status).toBe(200)
    expect(await clientsSeen()).toEqual(['a', 'b'])
    await team('own_clients')
    expect(await clientsSeen()).toEqual(['a'])
    await limit('everyone')
    expect(await clientsSeen()).toEqual(['a', 'b'])
    await limit(null)
    await team('own_acts')
    expect(await clientsSeen()).toEqual([])
    expect(await clientsSeen(admin)).toEqual(['a', 'b'])
    const [told] = (await owner.read('/v1/entries?action=settings.updated&limit=1')).entries
    expect(told!.changes).toMatchObject([
      { field: 'teamVisibility', before: 'own_clients', after: 'own_acts' },
    ])
  })
})

describe('who sees a part only', () => {
  test('writes about that part and about what is new, and cannot make others’ clients their own', async () => {
    await owner.append(booked('a', 'b-a', { member: rita.id }), booked('b', 'b-b'))
    const other = (await owner.call('GET', '/v1/clients/b')).body.id
    for (const visibility of ['own_clients', 'own_acts'] as const) {
      await limit(visibility)
      for (const draft of [
        booked('b', 'b-new', { member: rita.id }),
        booked(other, 'b-new', { member: rita.id }),
        { action: 'note.added', object: { type: 'booking', id: 'b-b' } },
        { action: 'my.own', actor: { type: 'client' as const, id: 'b' } },
      ]) {
        const { status, body } = await rita.post('/v1/entries', { ...draft, actor: draft.actor ?? undefined })
        expect([visibility, draft.action, status, body.code]).toEqual([
          visibility,
          draft.action,
          422,
          'entry_invalid',
        ])
      }
      const fresh = booked(`new-${visibility}`, `b-${visibility}`, { member: rita.id }, { actor: undefined })
      expect((await rita.post('/v1/entries', fresh)).status).toBe(201)
      expect(await clientsSeen()).toContain(`new-${visibility}`)
      expect(await clientsSeen()).not.toContain('b')
    }
  })
})

test('views that others share may name anybody: who sees a part has their own only', async () => {
  const view = { shared: true, filter: { q: 'Name of b' } }
  expect((await admin.post('/v1/saved-views', { ...view, name: 'About b' })).status).toBe(201)
  expect((await rita.post('/v1/saved-views', { ...view, name: 'Mine' })).status).toBe(201)
  const names = async () => (await rita.get('/v1/saved-views')).body.views.map((one: any) => one.name)
  expect(await names()).toEqual(['About b', 'Mine'])
  await limit('own_clients')
  expect(await names()).toEqual(['Mine'])
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
