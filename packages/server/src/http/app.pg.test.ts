import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let call: TestWorkspace['call']

beforeAll(async () => {
  door = await openTestDoor()
  ;({ call } = await door.openWorkspace())
})
afterAll(() => door?.close())

test('appends a booking and reads it back on every list', async () => {
  const sent = await call('POST', '/v1/entries', {
    action: 'booking.rescheduled',
    client: { id: 'c-1', name: 'Client One' },
    object: { type: 'booking', id: 'BK-1042', name: 'Initial consultation' },
    actor: { type: 'staff', id: 'rec', name: 'Reception' },
    occurredAt: '2026-11-20T09:13:00Z',
    changes: [
      { field: 'startsAt', label: 'Start', before: '2026-11-23T10:00:00Z', after: '2026-11-22T12:40:00Z' },
    ],
    reason: 'flu',
    context: {
      ip: '203.0.113.7',
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
      amount: { value: 4000, currency: 'EUR' },
    },
    data: { note: 'window seat', list: [1, { a: null }] },
    key: 'e1',
  })
  expect(sent.status).toBe(201)
  const [receipt] = sent.body.entries
  const one = await call('GET', `/v1/entries/${receipt.id}`)
  expect(one.body).toMatchObject({
    id: receipt.id,
    seq: receipt.seq,
    action: 'booking.rescheduled',
    category: 'bookings',
    type: 'booking',
    related: 'session',
    source: 'staff',
    outcome: 'success',
    occurredAt: '2026-11-20T09:13:00Z',
    actor: { type: 'staff', id: 'rec', name: 'Reception' },
    clients: [{ hostId: 'c-1', name: 'Client One', erased: false }],
    objects: [{ type: 'booking', id: 'BK-1042', name: 'Initial consultation' }],
    changes: [
      { field: 'startsAt', label: 'Start', before: '2026-11-23T10:00:00Z', after: '2026-11-22T12:40:00Z' },
    ],
    reason: 'flu',
    data: { note: 'window seat', list: [1, { a: null }] },
    key: 'e1',
    erased: false,
  })
  expect(one.body.sentence).toMatch(/^Reception moved Initial consultation/)
  for (const path of [
    '/v1/entries?action=booking.*',
    '/v1/clients/c-1/timeline',
    '/v1/objects/booking/BK-1042/history',
    '/v1/clients/c-1/timeline?q=window',
    '/v1/entries?field=startsAt',
    '/v1/entries?object=booking:BK-1042',
    '/v1/clients/c-1/timeline?from=2026-11-20&to=2026-11-20&source=staff&actor=rec',
  ]) {
    const page = await call('GET', path)
    expect([path, page.status, page.body.entries?.map((entry: any) => entry.id)]).toEqual([
      path,
      200,
      [receipt.id],
    ])
  }
  expect((await call('GET', '/v1/entries/counts?client=c-1')).body).toMatchObject({
    total: 1,
    exact: true,
    facets: { action: { 'booking.rescheduled': 1 }, source: { staff: 1 }, actor: { 'staff:rec': 1 } },
  })
  expect((await call('GET', '/v1/entries/counts?client=c-1&from=2026-11-20')).body).toMatchObject({
    total: 1,
  })
  expect((await call('GET', '/v1/clients?q=one')).body.clients).toMatchObject([
    { hostId: 'c-1', name: 'Client One', entries: 1 },
  ])
  expect((await call('GET', '/v1/openapi.json')).status).toBe(200)
  expect(door.failures).toEqual([])
})
