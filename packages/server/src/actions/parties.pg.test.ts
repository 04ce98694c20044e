import type { Draft, Entry } from '@daybook/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'

let door: TestDoor
let workspace: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor()
  workspace = await door.openWorkspace()
})
afterAll(() => door?.close())

const timeline = async (client: string): Promise<Entry[]> =>
  workspace.readAll(`/v1/clients/${client}/timeline`)
const again = async (entry: Entry): Promise<Entry> =>
  (await workspace.call('GET', `/v1/entries/${entry.id}`)).body

describe('an entry with several clients', () => {
  test('stands in the timeline of each, with each name where it belongs', async () => {
    const entry = await workspace.appendAndRead({
      action: 'booking.booked',
      clients: [
        { id: 'mother', name: 'Ana Dias' },
        { id: 'child', name: 'Rui Dias' },
        { id: 'aunt', name: 'Eva Dias' },
      ],
      object: { type: 'booking', id: 'family', name: 'Family session' },
      actor: { type: 'client', id: 'child' },
      state: { service: 'Family', notes: 'all three' },
      reason: 'birthday',
      data: { service: 'Family', own: [1] },
    })
    expect(entry.clients.map(({ hostId, name, erased }) => [hostId, name, erased])).toEqual([
      ['mother', 'Ana Dias', false],
      ['child', 'Rui Dias', false],
      ['aunt', 'Eva Dias', false],
    ])
    expect(entry.actor).toEqual({
      type: 'client',
      id: 'child',
      name: 'Rui Dias',
      clientId: entry.clients[1]!.id,
    })
    expect(entry).toMatchObject({
      source: 'customer',
      state: { service: 'Family', notes: 'all three' },
      reason: 'birthday',
      data: { service: 'Family', own: [1] },
    })
    for (const client of ['mother', 'child', 'aunt']) {
      expect(await timeline(client)).toEqual([entry])
      expect((await workspace.count(`?client=${client}`)).total).toBe(1)
    }
    const lines = (await workspace.call('GET', '/v1/clients?q=dias')).body.clients
    expect(lines.map((line: any) => [line.hostId, line.name, line.entries, line.bookings])).toEqual([
      ['mother', 'Ana Dias', 1, 1],
      ['aunt', 'Eva Dias', 1, 1],
      ['child', 'Rui Dias', 1, 1],
    ])
  })

  test('names each client once, however often they are given', async () => {
    const entry = await workspace.appendAndRead({
      action: 'my.own',
      clients: [{ id: 'x' }, { id: 'y' }, { id: 'x', name: 'X' }],
      actor: { type: 'client', id: 'y', name: 'Y' },
      onBehalfOf: { type: 'client', id: 'z', name: 'Z' },
    })
    expect(entry.clients.map(({ hostId, name }) => [hostId, name])).toEqual([
      ['x', 'X'],
      ['y', 'Y'],
      ['z', 'Z'],
    ])
    expect([entry.actor, entry.onBehalfOf]).toMatchObject([
      { id: 'y', name: 'Y' },
      { id: 'z', name: 'Z' },
    ])
    expect(await timeline('z')).toEqual([entry])
    const { id } = entry.clients[0]!
    expect((await workspace.appendAndRead({ action: 'my.own', client: { id } })).clients).toEqual([
      { id, hostId: 'x', name: 'X', erased: false },
    ])
  })
})

describe('an entry that names only an object', () => {
  test('is in the timeline of the object’s client', async () => {
    await workspace.append({
      action: 'booking.booked',
      client: { id: 'owner', name: 'Ada' },
      object: { type: 'booking', id: 'owned', name: 'Check' },
    })
    const entry = await workspace.appendAndRead({
      action: 'booking.confirmed',
      object: { type: 'booking', id: 'owned' },
    })
    expect([entry.clients[0]?.name, entry.objects[0]?.name]).toEqual(['Ada', 'Check'])
    expect((await timeline('owner')).map(one => one.id)).toContain(entry.id)
    const byRef = await workspace.appendAndRead({
      action: 'booking.completed',
      object: { type: 'booking', id: entry.objects[0]!.ref },
    })
    expect(byRef.objects).toEqual(entry.objects)
    expect((await timeline('owner')).map(one => one.id)).toEqual([byRef.id, entry.id, expect.any(String)])
    expect((await workspace.count('?client=owner&object=booking:owned')).total).toBe(3)
  })

  test('is so for every object that was named with the client, not only the first', async () => {
    await workspace.append({
      action: 'payment.received',
      client: { id: 'payer' },
      objects: [
        { type: 'booking', id: 'paid' },
        { type: 'payment', id: 'pay-1' },
      ],
    })
    const entry = await workspace.appendAndRead({
      action: 'payment.refunded',
      object: { type: 'payment', id: 'pay-1' },
    })
    expect((await timeline('payer')).map(one => one.id)).toContain(entry.id)
  })

  test('gives a service, which serves everybody, to nobody', async () => {
    await workspace.append({
      action: 'my.own',
      client: { id: 'served' },
      object: { type: 'service', id: 'massage' },
    })
    expect(
      (
        await workspace.appendAndRead({
          action: 'service.updated',
          object: { type: 'service', id: 'massage' },
        })
      ).clients,
    ).toEqual([])
  })

  test('stands in the history of each of its objects, with their roles', async () => {
    const entry = await workspace.appendAndRead({
      action: 'my.own',
      objects: [
        { type: 'booking', id: 'r1', role: 'from' },
        { type: 'booking', id: 'r2', role: 'to' },
      ],
    })
    expect(entry.objects.map(({ id, role }) => [id, role])).toEqual([
      ['r1', 'from'],
      ['r2', 'to'],
    ])
    for (const id of ['r1', 'r2'])
      expect(await workspace.readAll(`/v1/objects/booking/${id}/history`)).toEqual([entry])
  })
})

test('changes of an entry that names neither client nor object are kept', async () => {
  const entry = await workspace.appendAndRead({
    action: 'my.setting',
    changes: [{ field: 'theme', label: 'Theme', before: 'light', after: 'dark' }],
  })
  expect(entry.changes).toMatchObject([{ field: 'theme', label: 'Theme', before: 'light', after: 'dark' }])
})

describe('names are frozen', () => {
  test('when a client, a member, an object or a field is renamed', async () => {
    const draft = (name: string): Draft => ({
      action: 'booking.updated',
      client: { id: 'frozen', name },
      object: { type: 'booking', id: 'frozen', name: `${name}’s` },
      actor: { type: 'staff', id: 'member', name: `${name} (staff)` },
      changes: [{ field: 'own', label: `${name} label`, after: name }],
    })
    const old = await workspace.appendAndRead(draft('Old'))
    const renamed = await workspace.appendAndRead(draft('New'))
    expect(await again(old)).toEqual(old)
    expect([old.clients[0]!.name, old.actor.name, old.objects[0]!.name, old.changes![0]!.label]).toEqual([
      'Old',
      'Old (staff)',
      'Old’s',
      'Old label',
    ])
    expect([renamed.clients[0]!.name, renamed.actor.name]).toEqual(['New', 'New (staff)'])
    expect(await workspace.call('GET', '/v1/clients/frozen')).toMatchObject({
      body: { name: 'New', entries: 2 },
    })
    expect((await workspace.count('?actor=staff:member')).actorNames).toEqual({
      'staff:member': 'New (staff)',
    })
    await workspace.append({
      action: 'client.updated',
      client: { id: 'frozen' },
      changes: [{ field: 'name', before: 'New', after: 'Newest' }],
    })
    expect((await workspace.call('GET', '/v1/clients?q=newest')).body.clients).toMatchObject([
      { hostId: 'frozen', name: 'Newest' },
    ])
    expect(await again(old)).toEqual(old)
  })

  test('and a late entry takes no newer name back', async () => {
    await workspace.append({ action: 'my.own', client: { id: 'late', name: 'Now' } })
    const late = await workspace.appendAndRead({
      action: 'my.own',
      client: { id: 'late', name: 'Then' },
      occurredAt: '2020-01-01',
    })
    expect(late.clients[0]!.name).toBe('Then')
    expect((await workspace.call('GET', '/v1/clients/late')).body.name).toBe('Now')
  })

  test('as last known where an entry gives none', async () => {
    await workspace.append({
      action: 'my.own',
      client: { id: 'known', name: 'Known' },
      object: { type: 'booking', id: 'known', name: 'Check' },
      actor: { type: 'staff', id: 'known', name: 'Kim' },
    })
    const entry = await workspace.appendAndRead({
      action: 'my.own',
      client: { id: 'known' },
      object: { type: 'booking', id: 'known' },
      actor: { type: 'staff', id: 'known' },
    })
    expect([entry.clients[0]!.name, entry.objects[0]!.name, entry.actor.name]).toEqual([
      'Known',
      'Check',
      'Kim',
    ])
  })
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
