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
    workspace.appendAndRead({ action: 'booking.updated', client: { id: `c${n}` }, object: { type: 'booking', id: `b${n}` }, state, ...more })
}
const plain = (changes: readonly EntryChange[] = []): unknown[] => changes.map(({ ref: _, ...change }) => change)
const policies = async (fields: Record<string, string>): Promise<void> => {
  expect((await workspace.call('PUT', '/v1/settings/fields', { fields })).status).toBe(200)
}

describe('a state', () => {
  test('that is the first is a baseline with its values, and no change', async () => {
    const tell = newBooking()
    const first = await tell({ service: 'Check', notes: 'shy', own: [1, { a: null }] })
    expect(first).toMatchObject({ action: 'booking.updated', baseline: true, state: { service: 'Check', notes: 'shy', own: [1, { a: null }] } })
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
    expect(plain((await tell({ service: 'Check' })).changes)).toEqual([{ field: 'notes', before: 'shy', after: null }])
    expect((await tell({ service: 'Check' })).changes).toBeUndefined()
    expect(plain((await tell({ service: 'Check', notes: 'back' })).changes)).toEqual([{ field: 'notes', before: null, after: 'back' }])
  })

  test('that is late neither overwrites what is newer nor makes a change of it', async () => {
    const tell = newBooking()
    await tell({ service: 'First', notes: 'a' }, { occurredAt: '2026-01-01T10:00:00Z' })
    await tell({ service: 'Third', notes: 'a' }, { occurredAt: '2026-01-03T10:00:00Z' })
    const late = await tell({ service: 'Second', notes: 'a' }, { occurredAt: '2026-01-02T10:00:00Z' })
    expect([late.occurredAt, late.changes]).toEqual(['2026-01-02T10:00:00Z', undefined])
    expect((await tell({ service: 'Third', notes: 'a' })).changes).toBeUndefined()
    expect(plain((await tell({ service: 'Fourth', notes: 'a' })).changes)).toEqual([{ field: 'service', before: 'Third', after: 'Fourth' }])
  })

  test('of a client is told apart from that of their booking', async () => {
    const client = { id: 'client-state' }
    const tell = (state: Draft['state']) => workspace.appendAndRead({ action: 'client.updated', client, state })
    expect(await tell({ email: 'a@example.com', name: 'Ada' })).toMatchObject({ baseline: true, clients: [{ name: 'Ada' }] })
    const changed = await tell({ email: 'b@example.com', name: 'Ada' })
    expect(changed.changes).toEqual([{ field: 'email', before: 'a@example.com', after: 'b@example.com', ref: changed.clients[0]!.id }])
    const booked = await workspace.appendAndRead({ action: 'booking.updated', client, object: { type: 'booking', id: 'of-client-state' }, state: { email: 'c@example.com' } })
    expect(booked).toMatchObject({ baseline: true, state: { email: 'c@example.com' } })
    expect((await tell({ email: 'b@example.com', name: 'Ada' })).changes).toBeUndefined()
  })

  test('of one batch follows the one before it', async () => {
    const object = { type: 'booking', id: 'batch' }
    const receipts = await workspace.append(...['a', 'b', 'b', 'c'].map(service => ({ action: 'booking.updated', object, state: { service } })))
    const entries = await Promise.all(receipts.map(async ({ id }) => (await workspace.call('GET', `/v1/entries/${id}`)).body as Entry))
    expect(entries.map(entry => entry.baseline ?? plain(entry.changes))).toEqual([true, [{ field: 'service', before: 'a', after: 'b' }], [], [{ field: 'service', before: 'b', after: 'c' }]])
  })

  test('told to another server is compared with what this one knows', async () => {
    const beside = await openTestDoor({ beside: door })
    const body = (service: string) => ({ method: 'POST', headers: { authorization: `Bearer ${workspace.key}` }, body: JSON.stringify({ action: 'booking.updated', client: { id: 'two' }, object: { type: 'booking', id: 'two' }, state: { service } }) })
    for (const [app, service] of [[door.app, 'a'], [beside.app, 'b'], [door.app, 'b'], [beside.app, 'c'], [door.app, 'a']] as const) {
      expect((await app.request('/v1/entries', body(service))).status).toBe(201)
    }
    await beside.close()
    const history = await workspace.readAll('/v1/objects/booking/two/history?order=asc')
    expect(history.map(entry => entry.baseline ?? plain(entry.changes))).toEqual([
      true, [{ field: 'service', before: 'a', after: 'b' }], [], [{ field: 'service', before: 'b', after: 'c' }], [{ field: 'service', before: 'c', after: 'a' }],
    ])
  })
})

describe('changes as the host gives them', () => {
  test('are kept as given, with their labels, but for those that change nothing', async () => {
    const entry = await newBooking()({}, {
      state: undefined,
      changes: [
        { field: 'service', label: 'What', before: 'a', after: 'b' },
        { field: 'own', before: { x: 1, y: 2 }, after: { y: 2, x: 1 } },
        { field: 'notes', before: null, after: null },
        { field: 'room', after: 2 },
        { field: 'price', before: '1.00' },
      ],
    })
    expect(plain(entry.changes)).toEqual([{ field: 'service', label: 'What', before: 'a', after: 'b' }, { field: 'room', after: 2 }, { field: 'price', before: '1.00' }])
  })

  test('may be a whole before and after', async () => {
    const entry = await newBooking()({}, { state: undefined, before: { a: 1, b: 2, gone: 3 }, after: { a: 1, b: 3, come: 4 } })
    expect(plain(entry.changes)).toEqual([{ field: 'b', before: 2, after: 3 }, { field: 'gone', before: 3 }, { field: 'come', after: 4 }])
  })

  test('are what a later state is compared with', async () => {
    const tell = newBooking()
    await tell({ service: 'a', notes: 'n' })
    await tell({}, { state: undefined, changes: [{ field: 'service', before: 'a', after: 'b' }] })
    expect((await tell({ service: 'b', notes: 'n' })).changes).toBeUndefined()
    expect(plain((await tell({ service: 'c', notes: 'n' })).changes)).toEqual([{ field: 'service', before: 'b', after: 'c' }])
  })
})

describe('the policy of a field', () => {
  test('hides its values: a change is seen, and they are stored nowhere', async () => {
    await policies({ 'booking.notes': 'hide', 'booking.own': 'hide', 'client.email': 'hide' })
    const tell = newBooking()
    const entries = [
      await tell({ service: 'a', notes: 'zqhidden1', own: { a: 'zqhidden2', b: 1 } }),
      await tell({ service: 'a', notes: 'zqhidden3', own: { a: 'zqhidden2', b: 1 } }),
      await tell({ service: 'a', notes: 'zqhidden3', own: { a: 'zqhidden2', b: 1 } }),
      await tell({ service: 'a', notes: 'zqhidden3' }),
      await tell({}, { state: undefined, changes: [{ field: 'notes', label: 'Notes', before: 'zqhidden4', after: 'zqhidden5' }] }),
      await tell({}, { state: undefined, before: { notes: 'zqhidden6' }, after: { notes: 'zqhidden7' } }),
      await workspace.appendAndRead({ action: 'client.updated', client: { id: 'hidden' }, changes: [{ field: 'email', before: 'zqhidden8', after: 'zqhidden9' }] }),
    ]
    const hidden = { field: 'notes', hidden: true }
    expect(entries.map(entry => plain(entry.changes))).toEqual([[], [hidden], [], [{ field: 'own', hidden: true }], [{ ...hidden, label: 'Notes' }], [hidden], [{ field: 'email', hidden: true }]])
    expect(entries[0]!.baseline).toBe(true)
    expect(JSON.stringify(entries)).not.toContain('zqhidden')
  })

  test('makes no change by itself when it is switched over a known value', async () => {
    await policies({})
    const tell = newBooking()
    await tell({ service: 'a', notes: 'same' })
    await policies({ 'booking.notes': 'hide' })
    expect(plain((await tell({ service: 'a', notes: 'same' })).changes)).toEqual([])
    expect(plain((await tell({ service: 'a', notes: 'other' })).changes)).toEqual([{ field: 'notes', hidden: true }])
    await policies({})
    expect(plain((await tell({ service: 'a', notes: 'other' })).changes)).toEqual([])
  })

  test('ignores a field: no change, no baseline, no removal', async () => {
    await policies({ 'booking.notes': 'ignore' })
    const tell = newBooking()
    expect((await tell({ service: 'a', notes: 'x' })).state).toEqual({ service: 'a' })
    expect((await tell({ service: 'a', notes: 'y' })).changes).toBeUndefined()
    expect((await tell({ service: 'a' })).changes).toBeUndefined()
    expect((await tell({}, { state: undefined, changes: [{ field: 'notes', before: 'y', after: 'z' }] })).changes).toBeUndefined()
    await policies({})
  })

  test('is an entry with before and after, and is refused where it is wrong', async () => {
    await policies({ 'booking.notes': 'hide' })
    const [entry] = (await workspace.read('/v1/entries?action=settings.updated&limit=1')).entries
    expect(plain(entry!.changes)).toEqual([{ field: 'fields', before: {}, after: { 'booking.notes': 'hide' } }])
    expect((await workspace.call('GET', '/v1/workspace')).body.fields).toEqual({ 'booking.notes': 'hide' })
    for (const [fields, path] of [[{ notes: 'hide' }, '/fields/notes'], [{ 'booking.notes': 'show' }, '/fields/booking.notes'], [[], '/fields'], [undefined, '/fields']] as const) {
      const { status, body } = await workspace.call('PUT', '/v1/settings/fields', { fields })
      expect([status, body.errors[0].path]).toEqual([422, path])
    }
    await policies({})
  })
})

describe('a secret', () => {
  const CARD = '4111 1111 1111 1111'
  test('is masked wherever a draft may hold one', async () => {
    const entry = await workspace.appendAndRead({
      action: 'client.updated',
      client: { id: 'secretive' },
      reason: `card ${CARD}`,
      data: { password: 'zqsecret', Access_Token: 'zqsecret', nested: [{ apiKey: 'zqsecret', card_number: { n: 'zqsecret' }, deep: { 'pass-word': ['zqsecret'] } }], text: `x ${CARD} y`, number: 4111111111111111, cvc: 123, order: '4111 1111 1111 1112', count: 12 },
      changes: [{ field: 'password', before: 'zqsecret', after: 'zqsecret2' }, { field: 'notes', after: `pays with ${CARD}` }, { field: 'prefs', after: { client_secret: 'zqsecret' } }],
    })
    const text = JSON.stringify(entry)
    expect(text).not.toMatch(/zqsecret|4111 ?1111 ?1111 ?1111/)
    expect(entry.reason).toBe('card ••• 1111')
    expect(entry.data).toMatchObject({ password: '•••', text: 'x ••• 1111 y', number: '••• 1111', cvc: '•••', order: '4111 1111 1111 1112', count: 12 })
    expect(plain(entry.changes)).toEqual([{ field: 'password', hidden: true }, { field: 'notes', after: 'pays with ••• 1111' }, { field: 'prefs', after: { client_secret: '•••' } }])
  })

  test('is masked in a state, and before and after', async () => {
    const tell = newBooking()
    const first = await tell({ token: 'zqsecret', more: { secret: 'zqsecret' }, notes: CARD })
    expect(JSON.stringify(first)).not.toMatch(/zqsecret|4111/)
    const second = await tell({}, { state: undefined, before: { pin: 1, password: 'zqsecret' }, after: { pin: 2, password: 'zqsecret9' } })
    expect(plain(second.changes)).toEqual([{ field: 'pin', before: 1, after: 2 }, { field: 'password', hidden: true }])
    expect(JSON.stringify(await workspace.readAll('/v1/entries'))).not.toContain('zqsecret')
  })
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
