import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { markNoShows } from '../actions/mark-no-shows.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let ws: TestWorkspace
let now = 0

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

const act = (path: string, body?: unknown) => ws.call('POST', `/v1/objects/${path}`, body)
const rule = (id: string, body: unknown) => ws.call('PATCH', `/v1/settings/rules/${id}`, body)
const object = async (path: string) => (await ws.call('GET', `/v1/objects/${path}`)).body
const at = (time: string): void => void (now = Date.parse(time))

/** Booked for 25 November, 10:00, at 60.00, and paid in two parts. */
async function bookAndPay(id = 'BK-1'): Promise<void> {
  await act(`booking/${id}/book`, {
    client: { id: 'c-1', name: 'Ana Lima' },
    fields: { service: 'Massage', startsAt: '2026-11-25T10:00:00Z', price: 6000, currency: 'EUR' },
  })
  for (const [payment, amount] of [
    ['PAY-1', 4000],
    ['PAY-2', 2000],
  ] as const) {
    const paid = await act(`payment/${payment}/record`, {
      fields: { amount, currency: 'EUR', booking: id, method: 'cash' },
    })
    expect(paid.body.object.clients).toMatchObject([{ hostId: 'c-1' }])
  }
}

test('a cancellation in time gives everything back, and each refund says why', async () => {
  await bookAndPay()
  at('2026-11-23T09:00:00Z')
  const { status, body } = await act('booking/BK-1/cancel', { forClient: true, reason: 'ill' })
  expect([status, body.entries.length]).toEqual([201, 3])
  expect(body.object.fields).toMatchObject({ status: 'cancelled', late: false })
  const [refund] = (await ws.read('/v1/entries?action=payment.refunded')).entries
  expect(refund).toMatchObject({
    actor: { type: 'system' },
    source: 'automated',
    rule: { id: 'cancellation', name: 'Cancelled in time' },
    causedBy: body.entries[0].id,
    clients: [{ hostId: 'c-1' }],
    context: { amount: { currency: 'EUR' } },
  })
  expect((await object('payment/PAY-1')).fields).toMatchObject({ status: 'refunded', refunded: 4000 })
  expect((await object('payment/PAY-2')).fields).toMatchObject({ status: 'refunded', refunded: 2000 })
  const why = (await ws.call('GET', `/v1/entries/${refund!.id}/why`)).body
  expect(why.causes.map((entry: any) => entry.action)).toEqual(['booking.cancelled'])
  expect(why.rule).toEqual({ id: 'cancellation', name: 'Cancelled in time' })
  const cancelled = await ws.call('GET', `/v1/entries/${body.entries[0].id}`)
  expect(cancelled.body).toMatchObject({
    onBehalfOf: { type: 'client', id: 'c-1' },
    data: { late: false, notice: 2940 },
  })
  expect(
    (await ws.readAll('/v1/objects/booking/BK-1/history')).filter(one => one.action === 'payment.refunded')
      .length,
  ).toBe(2)
})

test('a late one costs half the price; what was paid beyond goes back, the newest payment first', async () => {
  await bookAndPay()
  at('2026-11-25T08:00:00Z')
  const { body } = await act('booking/BK-1/cancel', { forClient: true })
  expect(body.object.fields.late).toBe(true)
  const [fee] = (await ws.read('/v1/entries?action=fee.charged')).entries
  expect(fee).toMatchObject({
    rule: { id: 'late-cancellation' },
    causedBy: body.entries[0].id,
    context: { amount: { value: 3000, currency: 'EUR' } },
    sentence: 'System charged Ana Lima €30.00 (Late cancellation)',
  })
  expect((await object('payment/PAY-2')).fields.refunded).toBe(2000)
  expect((await object('payment/PAY-1')).fields.refunded).toBe(1000)
})

test('what the business cancels costs nobody anything, however late', async () => {
  await bookAndPay()
  at('2026-11-25T08:00:00Z')
  const { body } = await act('booking/BK-1/cancel')
  expect(body.object.fields.late).toBe(false)
  expect((await ws.read('/v1/entries?action=fee.charged')).entries).toEqual([])
  expect((await object('payment/PAY-1')).fields.refunded).toBe(4000)
})

test('a no-show costs the price, and clearing it waives that', async () => {
  await bookAndPay()
  at('2026-11-25T12:00:00Z')
  await act('booking/BK-1/no-show')
  expect((await ws.read('/v1/entries?action=payment.refunded')).entries).toEqual([])
  const [fee] = (await ws.read('/v1/entries?action=fee.charged')).entries
  expect(fee).toMatchObject({ rule: { id: 'no-show' }, context: { amount: { value: 6000 } } })
  now += 60_000
  const cleared = await act('booking/BK-1/clear-no-show')
  expect(cleared.body.object.fields.status).toBe('scheduled')
  expect((await ws.read('/v1/entries?action=fee.waived')).entries).toMatchObject([
    { causedBy: cleared.body.entries[0].id, rule: { id: 'no-show' } },
  ])
})

test('a rule is changed by an entry with before and after; what earlier entries say stays (U2)', async () => {
  await bookAndPay()
  expect((await ws.call('GET', '/v1/settings/rules')).body).toMatchObject({
    late: { hours: 24 },
    noShowJob: { active: false },
  })
  expect((await rule('late', { hours: 48 })).body.late).toEqual({ hours: 48 })
  expect((await rule('late-cancellation', { feePercent: 25, name: 'Short notice' })).status).toBe(200)
  const [changed] = (await ws.read('/v1/entries?action=rule.updated')).entries
  expect(changed).toMatchObject({
    objects: [{ type: 'rule', id: 'late-cancellation', name: 'Short notice' }],
    changes: [
      { field: 'name', before: 'Late cancellation', after: 'Short notice' },
      { field: 'percent', before: '50', after: '25' },
    ],
  })
  at('2026-11-24T09:00:00Z')
  await act('booking/BK-1/cancel', { forClient: true })
  const fee = async () => (await ws.read('/v1/entries?action=fee.charged')).entries[0]!
  expect(await fee()).toMatchObject({ rule: { name: 'Short notice' }, context: { amount: { value: 1500 } } })
  await rule('late-cancellation', { name: 'Other', feePercent: 90 })
  expect(await fee()).toMatchObject({ rule: { name: 'Short notice' }, context: { amount: { value: 1500 } } })
  expect((await rule('late', { hours: -1 })).body.code).toBe('query_invalid')
  expect((await rule('unknown', {})).body.code).toBe('not_found')
})

test('the job marks whoever did not come, once it is switched on, and its chain is told', async () => {
  await bookAndPay()
  at('2026-11-26T08:00:00Z')
  expect(await markNoShows(door.daybook, ws.workspaceId)).toBe(0)
  at('2026-11-24T08:00:00Z')
  await rule('no-show-job', { active: true, hours: 12 })
  await act('booking/BK-2/book', {
    client: { id: 'c-2' },
    fields: { service: 'Massage', startsAt: '2026-11-25T12:00:00Z', price: 5000, currency: 'EUR' },
  })
  at('2026-11-25T12:01:00Z')
  await act('booking/BK-2/check-in')
  at('2026-11-25T22:00:00Z')
  expect(await markNoShows(door.daybook, ws.workspaceId)).toBe(0)
  at('2026-11-26T08:00:00Z')
  expect(await markNoShows(door.daybook, ws.workspaceId)).toBe(1)
  expect(await markNoShows(door.daybook, ws.workspaceId)).toBe(0)
  expect((await object('booking/BK-1')).fields.status).toBe('no_show')
  expect((await object('booking/BK-2')).fields.status).toBe('scheduled')
  const [fee] = (await ws.read('/v1/entries?action=fee.charged')).entries
  const why = (await ws.call('GET', `/v1/entries/${fee!.id}/why`)).body
  expect(why.causes).toMatchObject([
    {
      action: 'booking.no_show',
      actor: { type: 'system' },
      source: 'automated',
      rule: { id: 'no-show-job' },
    },
  ])
})

test('a payment that comes in while a booking is cancelled is given back as well, or comes after', async () => {
  await bookAndPay()
  const [cancel, paid] = await Promise.all([
    act('booking/BK-1/cancel'),
    act('payment/PAY-3/record', { fields: { amount: 500, currency: 'EUR', booking: 'BK-1' } }),
  ])
  expect([cancel.status, paid.status]).toEqual([201, 201])
  const third = (await object('payment/PAY-3')).fields
  const before = paid.body.entries[0].seq < cancel.body.entries[0].seq
  expect(third.refunded).toBe(before ? 500 : undefined)
})

test('object types of the workspace get acts, histories and forms (R-K4)', async () => {
  const declared = await ws.call('PUT', '/v1/settings/object-types/asset', {
    label: 'Asset',
    plural: 'Assets',
    fields: [
      { name: 'serial', label: 'Serial number', kind: 'text' },
      { name: 'state', label: 'State', kind: 'enum', choices: ['good', 'broken'] },
    ],
  })
  expect(declared.status).toBe(200)
  expect((await ws.call('PUT', '/v1/settings/object-types/booking', {})).body.code).toBe('name_taken')
  const forms = (await ws.call('GET', '/v1/acts')).body.types
  expect(forms.asset.acts[0]).toMatchObject({
    name: 'create',
    fields: [
      { name: 'serial', label: 'Serial number' },
      { kind: 'enum', values: { good: 'good' } },
    ],
  })
  expect(forms.booking.acts.find((one: any) => one.name === 'book').fields).toContainEqual(
    expect.objectContaining({ name: 'startsAt', kind: 'instant', required: true, label: 'Start' }),
  )
  expect((await act('asset/A-1/create', { fields: { serial: 'X1', state: 'new' } })).body.code).toBe(
    'query_invalid',
  )
  expect((await act('asset/A-1/create', { fields: { serial: 'X1', state: 'good' } })).status).toBe(201)
  now += 1000
  await act('asset/A-1/update', { fields: { state: 'broken' } })
  await act('asset/A-1/delete')
  expect((await object('asset/A-1')).acts).toEqual(['restore'])
  await act('asset/A-1/restore')
  expect((await ws.readAll('/v1/objects/asset/A-1/history?order=asc')).map(one => one.action)).toEqual([
    'object.created',
    'object.updated',
    'object.deleted',
    'object.restored',
  ])
  await ws.call('DELETE', '/v1/settings/object-types/asset')
  expect((await act('asset/A-2/create', {})).body.code).toBe('not_found')
  expect((await object('asset/A-1')).fields.state).toBe('broken')
})

test('check-log finds the states and columns that acts leave to be what the entries say', async () => {
  await bookAndPay()
  at('2026-11-25T08:00:00Z')
  await act('booking/BK-1/cancel', { forClient: true })
  await act('booking/BK-1/delete')
  const { checkWholeLog } = await import('../check/check-whole-log.ts')
  expect((await checkWholeLog(door.daybook, ws.workspaceId)).problems).toEqual([])
})
