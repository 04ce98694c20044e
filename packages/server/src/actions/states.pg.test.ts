import type { Draft, Entry, EntryChange, Json } from '@daybook/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'

let door: TestDoor
let workspace: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor()
  workspace = await door.openWorkspace()
})
afterAll(() => door?.close())

let count = 0
/** A new booking of a new client, told of by its states. */
function newBooking(): (state: Readonly<Record<string, Json>>, more?: Partial<Draft>) => Promise<Entry> {
  const n = ++count
  return (state, more) =>
    workspace.appendAndRead({
      action: 'booking.updated',
      client: { id: `c${n}` },
      object: { type: 'booking', id: `b${n}` },
      state,
      ...more,
    })
}
/** Without the object they are of. */
const plain = (changes: readonly EntryChange[] = []): unknown[] =>
  changes.map(change => ({ ...change, ref: undefined }))

describe('a state', () => {
  test('that is the first is a baseline also where the action had given a status before', async () => {
    const object = { type: 'booking', id: 'derived' }
    await workspace.append({ action: 'booking.booked', object })
    const entry = await workspace.appendAndRead({
      action: 'booking.updated',
      object,
      state: { service: 'Check', status: 'scheduled' },
    })
    expect(entry).toMatchObject({ baseline: true, state: { service: 'Check', status: 'scheduled' } })
    expect(entry.changes).toBeUndefined()
  })

  test('says more than its action: the status that it names is the one', async () => {
    const object = { type: 'booking', id: 'tentative' }
    await workspace.append({
      action: 'booking.booked',
      object,
      state: { service: 'Check', status: 'tentative' },
    })
    expect(
      (
        await workspace.appendAndRead({
          action: 'booking.updated',
          object,
          state: { service: 'Check', status: 'tentative' },
        })
      ).changes,
    ).toBeUndefined()
  })

  test('that is the first is a baseline with its values, and no change', async () => {
    const tell = newBooking()
    const first = await tell({ service: 'Check', notes: 'shy', own: [1, { a: null }] })
    expect(first).toMatchObject({
      action: 'booking.updated',
      baseline: true,
      state: { service: 'Check', notes: 'shy', own: [1, { a: null }] },
    })
    expect(first.changes).toBeUndefined()
  })

  test('changes the fields that differ and no other', async () => {
    const tell = newBooking()
    await tell({ service: 'Check', notes: 'shy', own: { a: 1, b: [2] }, price: '12.50' })
    const same = await tell({ own: { b: [2], a: 1 }, price: '12.50', notes: 'shy', service: 'Check' })
    expect([same.changes, same.baseline, same.state]).toEqual([undefined, undefined, undefined])
    const second = await tell({ service: 'Check', notes: 'bold', own: { a: 1, b: [3] }, price: '12.5' })
    expect(plain(second.changes)).toEqual([
      { field: 'notes', before: 'shy', after: 'bold' },
      { field: 'own', before: { a: 1, b: [2] }, after: { a: 1, b: [3] } },
      { field: 'price', before: '12.50', after: '12.5' },
    ])
  })

  test('removes a field that is no longer there, once, and may bring it back', async () => {
    const tell = newBooking()
    await tell({ service: 'Check', notes: 'shy' })
    expect(plain((await tell({ service: 'Check' })).changes)).toEqual([
      { field: 'notes', before: 'shy', after: null },
    ])
    expect((await tell({ service: 'Check' })).changes).toBeUndefined()
    expect(plain((await tell({ service: 'Check', notes: 'back' })).changes)).toEqual([
      { field: 'notes', before: null, after: 'back' },
    ])
  })

  test('that is late neither overwrites what is newer nor makes a change of it', async () => {
    const tell = newBooking()
    await tell({ service: 'First', notes: 'a' }, { occurredAt: '2026-01-01T10:00:00Z' })
    await tell({ service: 'Third', notes: 'a' }, { occurredAt: '2026-01-03T10:00:00Z' })
    const late = await tell({ service: 'Second', notes: 'a' }, { occurredAt: '2026-01-02T10:00:00Z' })
    expect([late.occurredAt, late.changes]).toEqual(['2026-01-02T10:00:00Z', undefined])
    expect((await tell({ service: 'Third', notes: 'a' })).changes).toBeUndefined()
    expect(plain((await tell({ service: 'Fourth', notes: 'a' })).changes)).toEqual([
      { field: 'service', before: 'Third', after: 'Fourth' },
    ])
  })

  test('of a client is told apart from that of their booking', async () => {
    const client = { id: 'client-state' }
    const tell = (state: Draft['state']) =>
      workspace.appendAndRead({ action: 'client.updated', client, state })
    expect(await tell({ email: 'a@example.com', name: 'Ada' })).toMatchObject({
      baseline: true,
      clients: [{ name: 'Ada' }],
    })
    const changed = await tell({ email: 'b@example.com', name: 'Ada' })
    expect(changed.changes).toEqual([
      { field: 'email', before: 'a@example.com', after: 'b@example.com', ref: changed.clients[0]!.id },
    ])
    const booked = await workspace.appendAndRead({
      action: 'booking.updated',
      client,
      object: { type: 'booking', id: 'of-client-state' },
      state: { email: 'c@example.com' },
    })
    expect(booked).toMatchObject({ baseline: true, state: { email: 'c@example.com' } })
    expect((await tell({ email: 'b@example.com', name: 'Ada' })).changes).toBeUndefined()
  })

  test('of one batch follows the one before it', async () => {
    const object = { type: 'booking', id: 'batch' }
    const receipts = await workspace.append(
      ...['a', 'b', 'b', 'c'].map(service => ({ action: 'booking.updated', object, state: { service } })),
    )
    const entries = await Promise.all(
      receipts.map(async ({ id }) => (await workspace.call('GET', `/v1/entries/${id}`)).body as Entry),
    )
    expect(entries.map(entry => entry.baseline ?? plain(entry.changes))).toEqual([
      true,
      [{ field: 'service', before: 'a', after: 'b' }],
      [],
      [{ field: 'service', before: 'b', after: 'c' }],
    ])
  })

  test('told to another server is compared with what this one knows', async () => {
    const beside = await openTestDoor({ beside: door })
    const body = (service: string) => ({
      method: 'POST',
      headers: { authorization: `Bearer ${workspace.key}` },
      body: JSON.stringify({
        action: 'booking.updated',
        client: { id: 'two' },
        object: { type: 'booking', id: 'two' },
        state: { service },
      }),
    })
    for (const [app, service] of [
      [door.app, 'a'],
      [beside.app, 'b'],
      [door.app, 'b'],
      [beside.app, 'c'],
      [door.app, 'a'],
    ] as const) {
      expect((await app.request('/v1/entries', body(service))).status).toBe(201)
    }
    await beside.close()
    const history = await workspace.readAll('/v1/objects/booking/two/history?order=asc')
    expect(history.map(entry => entry.baseline ?? plain(entry.changes))).toEqual([
      true,
      [{ field: 'service', before: 'a', after: 'b' }],
      [],
      [{ field: 'service', before: 'b', after: 'c' }],
      [{ field: 'service', before: 'c', after: 'a' }],
    ])
  })
})

describe('changes as the host gives them', () => {
  test('are kept as given, with their labels, but for those that change nothing', async () => {
    const entry = await newBooking()(
      {},
      {
        state: undefined,
        changes: [
          { field: 'service', label: 'What', before: 'a', after: 'b' },
          { field: 'own', before: { x: 1, y: 2 }, after: { y: 2, x: 1 } },
          { field: 'notes', before: null, after: null },
          { field: 'room', after: 2 },
          { field: 'price', before: '1.00' },
        ],
      },
    )
    expect(plain(entry.changes)).toEqual([
      { field: 'service', label: 'What', before: 'a', after: 'b' },
      { field: 'room', after: 2 },
      { field: 'price', before: '1.00' },
    ])
  })

  test('may be a whole before and after', async () => {
    const entry = await newBooking()(
      {},
      { state: undefined, before: { a: 1, b: 2, gone: 3 }, after: { a: 1, b: 3, come: 4 } },
    )
    expect(plain(entry.changes)).toEqual([
      { field: 'b', before: 2, after: 3 },
      { field: 'gone', before: 3 },
      { field: 'come', after: 4 },
    ])
  })

  test('are what a later state is compared with', async () => {
    const tell = newBooking()
    await tell({ service: 'a', notes: 'n' })
    await tell({}, { state: undefined, changes: [{ field: 'service', before: 'a', after: 'b' }] })
    expect((await tell({ service: 'b', notes: 'n' })).changes).toBeUndefined()
    expect(plain((await tell({ service: 'c', notes: 'n' })).changes)).toEqual([
      { field: 'service', before: 'b', after: 'c' },
    ])
  })
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
