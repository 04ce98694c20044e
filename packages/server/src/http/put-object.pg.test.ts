import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let ws: TestWorkspace
let now = Date.parse('2026-11-20T09:00:00Z')

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
  ws = await door.openWorkspace()
})
afterAll(async () => {
  expect(door.failures).toEqual([])
  await door.close()
})

const put = (path: string, body: object) => {
  now += 60_000
  return ws.call('PUT', `/v1/objects/${path}`, body)
}
const entryOf = async ({ body }: { body: any }) =>
  (await ws.call('GET', `/v1/entries/${body.entries[0].id}`)).body

test('a first state is a baseline, never a creation', async () => {
  const client = { id: 'c-1', name: 'Ana Lima' }
  const booked = await put('booking/BK-1', { client, state: { service: 'Massage', status: 'attended' } })
  expect([booked.status, booked.body.object.fields]).toEqual([
    201,
    { service: 'Massage', status: 'attended' },
  ])
  expect(await entryOf(booked)).toMatchObject({
    action: 'booking.recorded',
    baseline: true,
    state: { service: 'Massage', status: 'attended' },
    objects: [{ type: 'booking', id: 'BK-1', name: 'Massage' }],
  })
  const service = await put('service/SV-1', { state: { name: 'Massage', price: 5000, currency: 'EUR' } })
  const entry = await entryOf(service)
  expect(entry).toMatchObject({ action: 'object.updated', baseline: true })
  expect(entry.changes).toBeUndefined()
})

test('the whole state is compared: an entry has what changed, and there is none where nothing did', async () => {
  const state = { name: 'Cut', price: 3000, currency: 'EUR', room: 'Room 1' }
  const first = await put('service/SV-2', { state })
  expect((await put('service/SV-2', { state })).body.entries).toEqual([])
  const { room: _, ...rest } = state
  const second = await put('service/SV-2', { state: { ...rest, price: 3500 }, reason: 'new year' })
  expect(await entryOf(second)).toMatchObject({
    action: 'service.updated',
    reason: 'new year',
    changes: [
      { field: 'price', before: 3000, after: 3500 },
      { field: 'room', before: 'Room 1', after: null },
    ],
  })
  // Of two who saw the same, the second learns what the first changed.
  const stale = await put('service/SV-2', { state, ifVersion: first.body.object.version })
  expect([stale.status, stale.body.code]).toEqual([409, 'version_conflict'])
  expect(stale.body.current.changes.map((one: any) => one.field)).toEqual(['price', 'room'])
  const fresh = await put('service/SV-2', { state, ifVersion: second.body.object.version })
  expect([fresh.status, fresh.body.object.fields]).toEqual([201, state])
  expect((await put('service/SV-none', { state, ifVersion: 3 })).status).toBe(422)
})

test('sent again with its key it is the same entry; another state with that key is refused', async () => {
  const body = { key: 'k-1', state: { name: 'Ten visits', code: 'V-10' } }
  const first = await put('voucher/VO-1', body)
  expect((await put('voucher/VO-1', body)).body.entries).toEqual([
    { ...first.body.entries[0], duplicate: true },
  ])
  const other = await put('voucher/VO-1', { ...body, state: { name: 'Five visits' } })
  expect([other.status, other.body.code]).toEqual([409, 'key_conflict'])
})

test('a payment put for a booking is in both histories, and of the booking’s client', async () => {
  const paid = await put('payment/P-1', {
    client: { id: 'c-1' },
    state: { amount: 5000, currency: 'EUR', status: 'succeeded', booking: 'BK-1' },
  })
  expect(paid.body.object.clients).toMatchObject([{ hostId: 'c-1' }])
  const [newest] = (await ws.read('/v1/objects/booking/BK-1/history')).entries
  expect(newest!.objects.map(one => one.id)).toEqual(['P-1', 'BK-1'])
})

test('many at once: every state that was accepted is in the history, one after the other', async () => {
  await put('service/SV-3', { state: { name: 'Hour', price: 0 } })
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) => put('service/SV-3', { state: { name: 'Hour', price: i + 1 } })),
  )
  expect(answers.map(answer => answer.status)).toEqual(Array(12).fill(201))
  const history = (await ws.readAll('/v1/objects/service/SV-3/history?order=asc')).slice(1)
  let before = 0
  for (const { changes } of history) {
    expect(changes).toMatchObject([{ field: 'price', before }])
    before = Number(changes![0]!.after)
  }
  expect(history).toHaveLength(12)
})

test('weekly hours are refused where they cannot be read, by put and by act', async () => {
  const hours = { name: 'Maya', member: 'Maya', monday: ['09:00-12:30', '14:00-18:00'] }
  expect((await put('schedule/SC-1', { state: hours })).status).toBe(201)
  const wrong = {
    monday: ['9-12'],
    exceptions: ['2026-12-24'],
    timeZone: 'Europe/Nowhere',
    tuesday: ['10:00-12:00', '11:00-13:00'],
  }
  for (const answer of [
    await put('schedule/SC-1', { state: { ...hours, ...wrong } }),
    await ws.call('POST', '/v1/objects/schedule/SC-1/update', { fields: wrong }),
  ]) {
    expect([answer.status, answer.body.code]).toEqual([422, 'query_invalid'])
    expect(answer.body.errors.map((error: any) => error.path.split('/').at(-1)).sort()).toEqual([
      'exceptions',
      'monday',
      'timeZone',
      'tuesday',
    ])
  }
  const changed = await ws.call('POST', '/v1/objects/schedule/SC-1/update', {
    fields: { monday: ['10:00-12:00'], exceptions: ['2026-12-24/2026-12-26: closed'] },
  })
  expect((await entryOf(changed)).changes).toMatchObject([
    { field: 'monday', before: ['09:00-12:30', '14:00-18:00'], after: ['10:00-12:00'] },
    { field: 'exceptions', after: ['2026-12-24/2026-12-26: closed'] },
  ])
  expect(
    (await ws.call('POST', '/v1/objects/service/SV-2/update', { fields: { duration: 0 } })).body.errors,
  ).toEqual([{ path: '/fields/duration', message: 'must be at least 1' }])
})

test('a deleted one is restored first; "deleted" is no field; a type of one’s own holds to its fields', async () => {
  await ws.call('POST', '/v1/objects/service/SV-2/delete')
  const gone = await put('service/SV-2', { state: { name: 'Cut' } })
  expect([gone.status, gone.body.code]).toEqual([409, 'act_refused'])
  expect((await put('service/SV-4', { state: { deleted: 'yes' } })).status).toBe(422)
  expect((await put('client/c-1', { state: {} })).status).toBe(404)
  expect((await put('service/SV-4', { status: 'x' })).status).toBe(422)
  const settings = await ws.withKey(['admin'])
  await settings.call('PUT', '/v1/settings/object-types/asset', {
    label: 'Asset',
    plural: 'Assets',
    fields: [{ name: 'seats', label: 'Seats', kind: 'number' }],
  })
  expect((await put('asset/A-1', { state: { seats: 'four' } })).status).toBe(422)
  expect((await put('asset/A-1', { state: { seats: 4, note: 'mine' } })).status).toBe(201)
})

test('who may only read puts nothing, and who sees own clients puts nothing of others', async () => {
  const reader = await ws.withKey(['read'])
  expect((await reader.call('PUT', '/v1/objects/service/SV-9', { state: {} })).status).toBe(403)
  const staff = await door.member(ws, 'staff', { visibility: 'own_clients' })
  const answer = await staff.call('PUT', '/v1/objects/booking/BK-1', { state: { service: 'Mine' } })
  expect(answer.status).toBe(409)
})
