import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let ws: TestWorkspace
let now = Date.parse('2026-11-20T09:00:00Z')

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
})
beforeEach(async () => {
  now = Date.parse('2026-11-20T09:00:00Z')
  ws = await door.openWorkspace()
})
afterAll(async () => {
  expect(door.failures).toEqual([])
  await door.close()
})

const later = (minutes: number): void => void (now += minutes * 60_000)
const act = (path: string, body?: unknown) => ws.call('POST', `/v1/objects/${path}`, body)
const book = (id: string, fields: object = {}, more: object = {}) =>
  act(`booking/${id}/book`, {
    client: { id: 'c-1', name: 'Ana Lima' },
    fields: {
      service: 'Massage',
      startsAt: '2026-11-25T10:00:00Z',
      duration: 60,
      price: 6000,
      currency: 'EUR',
      ...fields,
    },
    ...more,
  })
const object = async (path: string) => (await ws.call('GET', `/v1/objects/${path}`)).body
const history = (path: string) => ws.readAll(`/v1/objects/${path}/history?order=asc`)

describe('an act', () => {
  test('makes its entry with before and after, and the state that follows from it', async () => {
    const booked = await book('BK-1')
    expect([booked.status, booked.body.entries.length]).toEqual([201, 1])
    expect(booked.body.object).toMatchObject({
      type: 'booking',
      id: 'BK-1',
      name: 'Massage',
      deleted: false,
      clients: [{ hostId: 'c-1', name: 'Ana Lima' }],
      fields: { status: 'scheduled', endsAt: '2026-11-25T11:00:00Z' },
    })
    expect(booked.body.object.acts).toEqual(expect.arrayContaining(['confirm', 'reschedule', 'cancel']))
    expect(booked.body.object.acts).not.toContain('finish')
    later(1)
    const moved = await act('booking/BK-1/reschedule', {
      fields: { startsAt: '2026-11-26T10:00:00Z' },
      reason: 'ill',
    })
    expect(moved.status).toBe(201)
    const [first, second] = await history('booking/BK-1')
    expect(first).toMatchObject({ action: 'booking.booked', clients: [{ hostId: 'c-1' }] })
    expect(first!.baseline).toBeUndefined()
    expect(second).toMatchObject({
      action: 'booking.rescheduled',
      reason: 'ill',
      clients: [{ hostId: 'c-1' }],
      data: { originalStartsAt: '2026-11-25T10:00:00Z' },
    })
    expect(second!.changes?.map(({ field, before, after }) => ({ field, before, after }))).toEqual([
      { field: 'startsAt', before: '2026-11-25T10:00:00Z', after: '2026-11-26T10:00:00Z' },
      { field: 'endsAt', before: '2026-11-25T11:00:00Z', after: '2026-11-26T11:00:00Z' },
    ])
    expect((await object('booking/BK-1')).version).toBe(second!.seq)
  })

  test('that the state does not allow is refused with a reason, and told what is', async () => {
    await book('BK-1')
    expect((await act('booking/BK-1/start')).status).toBe(201)
    const refused = await act('booking/BK-1/cancel')
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({
      code: 'act_refused',
      detail: 'The booking is "started"; "cancel" needs "requested" or "scheduled" or "confirmed".',
      current: { object: { id: 'BK-1', fields: { status: 'started' } } },
    })
    expect((await history('booking/BK-1')).length).toBe(2)
    expect((await book('BK-1')).body.code).toBe('act_refused')
    expect((await act('booking/BK-9/cancel')).body.code).toBe('not_found')
    expect((await act('booking/BK-1/fly')).body.code).toBe('not_found')
  })

  test('is never refused to a host, who tells what happened', async () => {
    await book('BK-1')
    await act('booking/BK-1/cancel')
    await ws.append({
      action: 'booking.confirmed',
      client: { id: 'c-1' },
      object: { type: 'booking', id: 'BK-1' },
    })
    expect((await object('booking/BK-1')).fields.status).toBe('confirmed')
    await ws.append({
      action: 'booking.deleted',
      client: { id: 'c-1' },
      object: { type: 'booking', id: 'BK-1' },
    })
    expect((await object('booking/BK-1')).deleted).toBe(true)
  })

  test('takes the fields that the catalogue says, and says where another is wrong', async () => {
    const wrong = await act('booking/BK-1/book', {
      client: { id: 'c-1' },
      fields: { startsAt: 'soon', paid: true, price: 10.5, currency: 'euro' },
    })
    expect(wrong.status).toBe(422)
    expect(wrong.body.errors.map((error: any) => error.path)).toEqual(
      expect.arrayContaining([
        '/fields/startsAt',
        '/fields/paid',
        '/fields/price',
        '/fields/currency',
        '/fields/service',
      ]),
    )
    const nobody = await act('booking/BK-1/book', {
      fields: { service: 'Massage', startsAt: '2026-11-25T10:00:00Z' },
    })
    expect(nobody.body).toMatchObject({ code: 'query_invalid', errors: [{ path: '/client' }] })
  })

  test('with a key is done once, however often it is sent', async () => {
    const body = {
      key: 'k-1',
      act: 'book',
      client: { id: 'c-1' },
      fields: { service: 'Massage', startsAt: '2026-11-25T10:00:00Z' },
    }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ws.call('POST', '/v1/objects/booking', body)),
    )
    expect(answers.map(one => one.status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201])
    expect(new Set(answers.map(one => one.body.entries[0].id)).size).toBe(1)
    expect(answers[0]!.body.object.id).toMatch(/^BK-[0-9A-Z]{8}$/)
    const other = await ws.call('POST', '/v1/objects/booking', { ...body, reason: 'other' })
    expect([other.status, other.body.code]).toEqual([409, 'key_conflict'])
    expect((await ws.read('/v1/entries?action=booking.booked')).entries.length).toBe(1)
  })

  test('on a version that is not in force any more is refused with what changed since', async () => {
    const { version } = (await book('BK-1')).body.object
    later(1)
    await act('booking/BK-1/update', { fields: { room: 'Room 2' }, ifVersion: version })
    const second = await act('booking/BK-1/update', { fields: { room: 'Room 3' }, ifVersion: version })
    expect(second.status).toBe(409)
    expect(second.body).toMatchObject({
      code: 'version_conflict',
      current: {
        object: { fields: { room: 'Room 2' } },
        changes: [{ field: 'room', after: 'Room 2', actor: { type: 'key' } }],
      },
    })
  })

  test('that changes nothing makes no entry', async () => {
    await book('BK-1', { room: 'Room 1' })
    const same = await act('booking/BK-1/update', { fields: { room: 'Room 1' } })
    expect([same.status, same.body.entries]).toEqual([200, []])
  })

  test('of many at once on one object happens one after the other, each on what the last left', async () => {
    await book('BK-1')
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => act('booking/BK-1/add-note', { data: { note: `n${i}` } })),
    )
    expect(answers.map(one => one.status)).toEqual(Array.from({ length: 12 }, () => 201))
    expect((await object('booking/BK-1')).fields.notes.split('\n\n').sort()).toEqual(
      Array.from({ length: 12 }, (_, i) => `n${i}`).sort(),
    )
    const cancels = await Promise.all(Array.from({ length: 6 }, () => act('booking/BK-1/cancel')))
    expect(cancels.map(one => one.status).sort()).toEqual([201, 409, 409, 409, 409, 409])
  })

  test('deletes softly: the entry holds the whole last state, and restoring gives it back', async () => {
    await book('BK-1')
    await act('booking/BK-1/confirm')
    later(1)
    const before = (await object('booking/BK-1')).fields
    expect((await act('booking/BK-1/delete', { reason: 'twice' })).status).toBe(201)
    const gone = await object('booking/BK-1')
    expect([gone.deleted, gone.acts]).toEqual([true, ['restore']])
    expect((await history('booking/BK-1')).at(-1)).toMatchObject({
      action: 'booking.deleted',
      state: { status: 'confirmed', price: 6000 },
    })
    later(1)
    await act('booking/BK-1/restore')
    expect((await object('booking/BK-1')).fields).toEqual({ ...before, deleted: 'no' })
  })
})

describe('a time', () => {
  test('that 64 clients race for is booked once; the others are told the next free ones', async () => {
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, i) => book(`BK-${i}`, { member: 'Maya' }, { client: { id: `c-${i}` } })),
    )
    expect(answers.filter(one => one.status === 201).length).toBe(1)
    const refused = answers.filter(one => one.status !== 201)
    expect(new Set(refused.map(one => `${one.status} ${one.body.code}`))).toEqual(new Set(['409 time_taken']))
    expect(refused[0]!.body.free[0]).toBe('2026-11-25T11:00:00Z')
    expect((await ws.read('/v1/entries?action=booking.booked')).entries.length).toBe(1)
  })

  test('is taken through two servers at once only once', async () => {
    const beside = await openTestDoor({ beside: door, now: () => now })
    const ask = async (app: TestDoor['app'], i: number) =>
      app.request(`/v1/objects/booking/BK-${i}/book`, {
        method: 'POST',
        headers: { authorization: `Bearer ${ws.key}` },
        body: JSON.stringify({
          client: { id: `c-${i}` },
          fields: { service: 'Massage', startsAt: '2026-11-25T10:00:00Z', duration: 60, member: 'Maya' },
        }),
      })
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, i) => ask(i % 2 === 0 ? door.app : beside.app, i)),
    )
    expect(answers.map(one => one.status).sort()).toEqual([201, ...Array.from({ length: 15 }, () => 409)])
    await beside.close()
  })

  test('is another member’s own, is free again behind a cancellation, and is guarded when a booking moves', async () => {
    await book('BK-1', { member: 'Maya', room: 'Room 1' })
    expect((await book('BK-2', { member: 'Noor', room: 'Room 2' })).status).toBe(201)
    expect((await book('BK-3', { member: 'Olu', room: 'Room 1' })).body.code).toBe('time_taken')
    expect((await book('BK-4', { member: 'Maya', startsAt: '2026-11-25T11:00:00Z' })).status).toBe(201)
    const moved = await act('booking/BK-4/reschedule', { fields: { startsAt: '2026-11-25T10:30:00Z' } })
    expect([moved.status, moved.body.code]).toEqual([409, 'time_taken'])
    expect((await act('booking/BK-2/assign', { fields: { member: 'Maya' } })).body.code).toBe('time_taken')
    await act('booking/BK-1/cancel')
    expect(
      (await act('booking/BK-4/reschedule', { fields: { startsAt: '2026-11-25T10:30:00Z' } })).status,
    ).toBe(201)
    await act('booking/BK-4/delete')
    expect((await book('BK-5', { member: 'Maya' })).status).toBe(201)
    expect((await act('booking/BK-4/restore')).body.code).toBe('time_taken')
  })
})
