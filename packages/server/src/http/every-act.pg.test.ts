import { ACTS } from '@daybook/catalogue'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let ws: TestWorkspace
let now = Date.parse('2026-11-20T09:00:00Z')
const done = new Set<string>()

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
  ws = await door.openWorkspace()
})
afterAll(async () => {
  expect(door.failures).toEqual([])
  await door.close()
})

/** Does something, and answers the state that follows; the act's entry must be of its action, as a reader gets it. */
async function act(type: string, id: string, name: string, body: object = {}): Promise<any> {
  now += 60_000
  const path = type === 'client' ? `/v1/clients/${id}/${name}` : `/v1/objects/${type}/${id}/${name}`
  const answer = await ws.call('POST', path, body)
  expect([path, answer.status, answer.body.detail]).toEqual([path, 201, undefined])
  const acts: Readonly<Record<string, { readonly action: string }>> = ACTS[type as keyof typeof ACTS]
  const entry = (await ws.call('GET', `/v1/entries/${answer.body.entries[0].id}`)).body
  expect([path, entry.action, entry.actor.type]).toEqual([path, acts[name]!.action, 'key'])
  expect(entry.sentence).not.toMatch(/undefined|\{|\[/)
  done.add(`${type}.${name}`)
  return answer.body.object.fields
}
const refused = async (path: string, body: object = {}): Promise<string> => {
  const answer = await ws.call('POST', path, body)
  return `${answer.status} ${answer.body.code}`
}
const client = { id: 'c-1', name: 'Ana Lima' }
const money = { currency: 'EUR' }

test('a client’s profile: fields, notes, preferences, tags, consents, points', async () => {
  expect(await act('client', 'c-0', 'record', { fields: { name: 'Eva' } })).toEqual({ name: 'Eva' })
  await act('client', 'c-1', 'create', { fields: { name: 'Ana Lima', email: 'ana@example.com' } })
  await act('client', 'c-1', 'update', { fields: { phone: '+351 910 000 000' } })
  await act('client', 'c-1', 'note', { fields: { notes: 'Prefers mornings.' } })
  await act('client', 'c-1', 'preferences', { fields: { channel: 'email', marketing: false } })
  expect((await act('client', 'c-1', 'tag', { data: { tag: 'regular' } })).tags).toEqual(['regular'])
  expect(await refused('/v1/clients/c-1/tag', { data: { tag: 'regular' } })).toBe('409 act_refused')
  expect((await act('client', 'c-1', 'untag', { data: { tag: 'regular' } })).tags).toEqual([])
  await act('client', 'c-1', 'consent', { data: { purpose: 'newsletter' } })
  expect(
    (await act('client', 'c-1', 'withdraw-consent', { data: { purpose: 'newsletter' } })).consents,
  ).toEqual([])
  await act('client', 'c-1', 'award-points', { data: { points: 50 } })
  expect(await refused('/v1/clients/c-1/spend-points', { data: { points: 51 } })).toBe('409 act_refused')
  await act('client', 'c-1', 'spend-points', { data: { points: 20 } })
  expect((await act('client', 'c-1', 'expire-points', { data: { points: 30 } })).points).toBe(0)
  expect((await act('client', 'c-2', 'record', { fields: { name: 'Rui Reis' } })).name).toBe('Rui Reis')
  const made = await ws.call('POST', '/v1/clients', { act: 'create', fields: { name: 'New One' } })
  expect([made.status, made.body.object.id]).toEqual([201, expect.stringMatching(/^C-/)])
  const profile = (await ws.call('GET', '/v1/clients/c-1/profile')).body
  expect(profile).toMatchObject({ type: 'client', fields: { name: 'Ana Lima', notes: 'Prefers mornings.' } })
  const [first, second] = await Promise.all([
    ws.call('POST', '/v1/clients/c-1/update', { fields: { city: 'Lisbon' }, ifVersion: profile.version }),
    ws.call('POST', '/v1/clients/c-1/update', { fields: { city: 'Porto' }, ifVersion: profile.version }),
  ])
  // The second of two people sees what the first changed (N2).
  const [won, lost] = first.status === 201 ? [first, second] : [second, first]
  expect([won.status, lost.status, lost.body.code]).toEqual([201, 409, 'version_conflict'])
  expect(lost.body.current.changes).toMatchObject([{ field: 'city', after: won.body.object.fields.city }])
})

test('a booking, from request to the end, and what is noted on it', async () => {
  await ws.call('POST', '/v1/objects/service/SV-0/create', {
    fields: { name: 'Massage', duration: 45, price: 5000, currency: 'EUR', room: 'Room 1' },
  })
  const fields = { service: 'Massage', startsAt: '2026-12-01T10:00:00Z', member: 'Maya' }
  const asked = await act('booking', 'BK-1', 'request', {
    client,
    fields,
    objects: [{ type: 'service', id: 'SV-0' }],
  })
  // What the service says holds where nobody says otherwise.
  expect(asked).toMatchObject({ duration: 45, price: 5000, room: 'Room 1', endsAt: '2026-12-01T10:45:00Z' })
  await act('booking', 'BK-1', 'assign', { fields: { member: 'Noor' } })
  await act('booking', 'BK-1', 'decline')
  await act('booking', 'BK-1', 'accept')
  await act('booking', 'BK-1', 'confirm')
  await act('booking', 'BK-1', 'update', { fields: { channel: 'phone' } })
  await act('booking', 'BK-1', 'add-note', { data: { note: 'Bring insoles.' } })
  await act('booking', 'BK-1', 'change-note', { fields: { notes: 'Bring both insoles.' } })
  expect((await act('booking', 'BK-1', 'remove-note')).notes).toBeUndefined()
  await act('booking', 'BK-1', 'reschedule', { fields: { startsAt: '2026-12-02T10:00:00Z' } })
  await act('booking', 'BK-1', 'check-in')
  expect((await act('booking', 'BK-1', 'start')).startedAt).toMatch(/^2026-11-20T/)
  await act('booking', 'BK-1', 'finish')
  await act('booking', 'BK-1', 'check-out')
  await act('booking', 'BK-2', 'book', { client, fields: { ...fields, startsAt: '2026-12-03T10:00:00Z' } })
  await act('booking', 'BK-2', 'link', { other: { type: 'booking', id: 'BK-1' } })
  // Both histories show it (E4).
  for (const id of ['BK-1', 'BK-2'])
    expect((await ws.read(`/v1/objects/booking/${id}/history`)).entries[0]!.action).toBe('booking.linked')
  await act('booking', 'BK-2', 'unlink', { other: { type: 'booking', id: 'BK-1' } })
  expect(await refused('/v1/objects/booking/BK-2/link', { other: { type: 'booking', id: 'none' } })).toBe(
    '422 query_invalid',
  )
  await act('booking', 'BK-2', 'no-show')
  await act('booking', 'BK-2', 'clear-no-show')
  await act('booking', 'BK-2', 'complete')
  await act('booking', 'BK-2', 'delete')
  await act('booking', 'BK-2', 'restore')
  for (const [id, day, last] of [
    ['BK-3', '04', 'cancel'],
    ['BK-4', '05', 'reject'],
  ] as const) {
    const begin = last === 'cancel' ? 'book' : 'request'
    await act('booking', id, begin, { client, fields: { ...fields, startsAt: `2026-12-${day}T10:00:00Z` } })
    await act('booking', id, last, { reason: 'ill' })
  }
})

test('payments, fees, invoices and quotes', async () => {
  const fields = { amount: 5000, ...money, booking: 'BK-1' }
  await act('payment', 'P-1', 'record', { fields: { ...fields, method: 'cash' } })
  expect(await act('payment', 'P-1', 'refund', { data: { amount: 2000 } })).toMatchObject({ refunded: 2000 })
  expect(await refused('/v1/objects/payment/P-1/refund', { data: { amount: 3001 } })).toBe('409 act_refused')
  expect((await ws.call('POST', '/v1/objects/payment/P-1/refund')).body.object.fields.refunded).toBe(5000)
  const acts = async (id: string) => (await ws.call('GET', `/v1/objects/payment/${id}`)).body.acts
  expect(await acts('P-1')).not.toContain('refund')
  await act('payment', 'P-2', 'expect', { fields })
  await act('payment', 'P-2', 'update', { fields: { method: 'transfer' } })
  await act('payment', 'P-2', 'approve')
  await act('payment', 'P-2', 'receive')
  await act('payment', 'P-3', 'expect', { fields })
  await act('payment', 'P-3', 'fail', { fields: { failure: 'card declined' } })
  await act('payment', 'P-4', 'record-failed', { fields })
  await act('fee', 'F-1', 'charge', { fields })
  expect((await act('fee', 'F-1', 'waive')).waived).toBe(true)
  expect(await refused('/v1/objects/fee/F-1/waive')).toBe('409 act_refused')
  for (const [id, last] of [
    ['I-1', 'mark-paid'],
    ['I-2', 'void'],
  ] as const) {
    await act('invoice', id, 'create', { fields: { number: id, total: 5000, ...money, booking: 'BK-1' } })
    await act('invoice', id, 'send', { data: { channel: 'email' } })
    await act('invoice', id, last)
  }
  expect(await refused('/v1/objects/invoice/I-1/void')).toBe('409 act_refused')
  for (const [id, last] of [
    ['Q-1', 'accept'],
    ['Q-2', 'decline'],
  ] as const) {
    await act('quote', id, 'create', { client, fields: { number: id, total: 9000, ...money } })
    await act('quote', id, 'send')
    await act('quote', id, last)
  }
  // Everything that belongs to the booking stands in its history (R-C2).
  const actions = new Set((await ws.readAll('/v1/objects/booking/BK-1/history')).map(entry => entry.action))
  for (const action of ['payment.succeeded', 'payment.refunded', 'invoice.sent', 'fee.waived'])
    expect(actions).toContain(action)
})

test('what is left of a payment decides whether and how much can go back', async () => {
  const detail = async (id: string, amount?: number) => {
    const { status, body } = await ws.call(
      'POST',
      `/v1/objects/payment/${id}/refund`,
      amount === undefined ? {} : { data: { amount } },
    )
    return [status, body.code, body.detail]
  }
  const read = async (id: string) => (await ws.call('GET', `/v1/objects/payment/${id}`)).body
  await act('payment', 'R-1', 'record', { client, fields: { amount: 4000, ...money } })
  expect((await read('R-1')).acts).toContain('refund')
  await act('payment', 'R-1', 'refund', { data: { amount: 2500 } })
  expect((await read('R-1')).acts).toContain('refund')
  expect(await detail('R-1', 1501)).toEqual([
    409,
    'act_refused',
    'Of €40.00 only €15.00 is left to refund, and this would be €15.01.',
  ])
  expect((await detail('R-1', 0)).slice(0, 2)).toEqual([409, 'act_refused'])
  await act('payment', 'R-1', 'refund', { data: { amount: 1500 } })
  expect((await read('R-1')).acts).not.toContain('refund')
  const nothing = [409, 'act_refused', 'All of the €40.00 was refunded: nothing is left.']
  expect([await detail('R-1'), await detail('R-1', 1)]).toEqual([nothing, nothing])

  // A host says amounts beside the state; what it told has gone back is not there a second time.
  const told = (action: string, value: number) =>
    ws.append({
      action,
      client,
      object: { type: 'payment', id: 'R-2' },
      context: { amount: { value, currency: 'EUR' } },
    })
  await told('payment.succeeded', 4000)
  await told('payment.refunded', 1000)
  expect((await read('R-2')).acts).toContain('refund')
  expect((await detail('R-2', 3001))[2]).toBe(
    'Of 40.00 only 30.00 is left to refund, and this would be 30.01.',
  )
  await told('payment.refunded', 3000)
  expect((await read('R-2')).acts).not.toContain('refund')
  expect((await detail('R-2')).slice(0, 2)).toEqual([409, 'act_refused'])
})

test('services, schedules, vouchers, coupons and rewards', async () => {
  for (const type of ['service', 'schedule', 'reward', 'voucher', 'coupon'] as const) {
    const fields = {
      service: {},
      schedule: {},
      reward: { points: 10 },
      voucher: { code: 'V' },
      coupon: { code: 'C' },
    }[type]
    await act(type, 'X-1', 'create', { fields: { name: 'One', ...fields } })
    await act(type, 'X-1', 'update', { fields: { name: 'Two' } })
    await act(type, 'X-1', 'delete')
    expect(await refused(`/v1/objects/${type}/X-1/update`, { fields: { name: 'Three' } })).toBe(
      '409 act_refused',
    )
    expect((await act(type, 'X-1', 'restore')).name).toBe('Two')
  }
  await act('reward', 'X-1', 'redeem', { client })
  await act('voucher', 'V-1', 'sell', {
    client,
    fields: { code: 'XMAS', amount: 5000, ...money, validUntil: '2026-12-31' },
  })
  expect(await act('voucher', 'V-1', 'redeem', { data: { amount: 2000 } })).toMatchObject({
    balance: 3000,
    status: 'active',
  })
  expect(await refused('/v1/objects/voucher/V-1/redeem', { data: { amount: 3001 } })).toBe('409 act_refused')
  const seq = (await ws.call('GET', '/v1/objects/voucher/V-1')).body.version
  expect(await act('voucher', 'V-1', 'redeem')).toMatchObject({ balance: 0, status: 'redeemed' })
  // As it was known before: still good for the rest.
  expect((await ws.call('GET', `/v1/objects/voucher/V-1?known=${seq}`)).body.fields).toMatchObject({
    balance: 3000,
    status: 'active',
  })
  await act('voucher', 'X-1', 'expire')
  await act('coupon', 'C-2', 'create', { fields: { code: 'TEN', percent: '10', limit: 1 } })
  expect(await act('coupon', 'C-2', 'redeem', { client })).toMatchObject({ uses: 1, status: 'redeemed' })
  expect(await refused('/v1/objects/coupon/C-2/redeem', { client })).toBe('409 act_refused')
  await act('coupon', 'X-1', 'expire')
  await act('coupon', 'C-3', 'create', { fields: { code: 'OLD', validUntil: '2026-11-01' } })
  expect(await refused('/v1/objects/coupon/C-3/redeem', { client })).toBe('409 act_refused')
})

test('every act of the catalogue was done here', () => {
  const all = Object.entries(ACTS).flatMap(([type, acts]) => Object.keys(acts).map(name => `${type}.${name}`))
  expect(all.filter(name => !done.has(name))).toEqual([])
})

test('and the log, its states and its columns hold', async () => {
  const { checkWholeLog } = await import('../check/check-whole-log.ts')
  expect((await checkWholeLog(door.daybook, ws.workspaceId)).problems).toEqual([])
})

test('a state as of a time is told from what had happened, and from what was known', async () => {
  const object = { type: 'booking', id: 'AS-1' }
  const tell = (occurredAt: string, room: string) =>
    ws.append({
      action: 'booking.updated',
      client: { id: 'c-9' },
      object,
      occurredAt,
      changes: [{ field: 'room', after: room }],
    })
  now = Date.parse('2026-11-22T09:00:00Z')
  await tell('2026-11-01T10:00:00Z', 'first')
  now += 3_600_000
  // Recorded later, of a time before: it changes what was, not what was known.
  await tell('2026-10-01T10:00:00Z', 'earlier')
  const asOf = async (query: string) => (await ws.call('GET', `/v1/objects/booking/AS-1?${query}`)).body
  expect((await asOf('at=2026-10-15')).fields).toEqual({ room: 'earlier' })
  expect(await asOf('at=2026-10-15&known=2026-11-22T09:30:00Z')).toMatchObject({ code: 'not_found' })
  expect(await asOf('known=2026-11-22T09:30:00Z')).toMatchObject({
    fields: { room: 'first' },
    asOf: { entries: 1, notYetKnown: 1 },
    acts: [],
  })
  expect((await asOf('at=2026-11-02')).fields).toEqual({ room: 'first' })
  expect((await asOf('at=soon')).code).toBe('query_invalid')
})

test('objects of a type are listed: bookings by local day, others by their last change, page after page', async () => {
  const list = async (query: string) => (await ws.call('GET', `/v1/objects/${query}`)).body
  const names = (page: any): string[] => page.objects.map((one: any) => one.id)
  expect(names(await list('booking?from=2026-12-02&to=2026-12-03'))).toEqual(['BK-1', 'BK-2'])
  expect(names(await list('booking?from=2026-12-02&to=2026-12-05&status=cancelled&status=rejected'))).toEqual(
    ['BK-3', 'BK-4'],
  )
  expect(names(await list('booking?from=2026-12-01&member=Noor'))).toEqual(['BK-1'])
  expect(names(await list('coupon'))).toEqual(['C-3', 'X-1', 'C-2'])
  const paged: string[] = []
  for (let cursor = ''; cursor !== null; ) {
    const page: any = await list(`payment?limit=1${cursor && `&cursor=${cursor}`}`)
    paged.push(...names(page))
    cursor = page.next
  }
  expect(paged.filter(id => id.startsWith('P-'))).toEqual(['P-4', 'P-3', 'P-2', 'P-1'])
  await act('service', 'X-1', 'delete')
  expect([names(await list('service')), names(await list('service?deleted=true'))]).toEqual([
    ['SV-0'],
    ['X-1'],
  ])
  // A night of 25 hours belongs to its day, and to no other.
  for (const [id, startsAt] of [
    ['DST-1', '2026-10-24T22:30:00Z'],
    ['DST-2', '2026-10-24T23:30:00Z'],
    ['DST-3', '2026-10-25T23:30:00Z'],
    ['DST-4', '2026-10-26T00:30:00Z'],
  ] as const)
    await ws.append({
      action: 'booking.recorded',
      client: { id: 'c-1' },
      object: { type: 'booking', id },
      state: { startsAt },
    })
  expect(names(await list('booking?from=2026-10-25&to=2026-10-25'))).toEqual(['DST-2', 'DST-3'])
  expect((await list('booking?from=soon')).code).toBe('query_invalid')
})

test('staff who see their own clients only are told of no others, and an auditor does nothing', async () => {
  const staff = await door.member(ws, 'staff', { visibility: 'own_clients' })
  expect((await staff.call('GET', '/v1/objects/booking/BK-1')).status).toBe(404)
  expect((await staff.call('POST', '/v1/objects/booking/BK-1/cancel')).status).toBe(404)
  const auditor = await door.member(ws, 'auditor')
  const seen = await auditor.call('GET', '/v1/objects/booking/BK-1')
  expect([seen.status, seen.body.acts]).toEqual([200, []])
  expect((await auditor.call('POST', '/v1/objects/booking/BK-1/delete')).body.code).toBe('scope_missing')
  const desk = await door.member(ws, 'staff', { name: 'Reception' })
  const asked = await desk.call('POST', '/v1/objects/booking/BK-1/delete', { actor: { type: 'system' } })
  expect([asked.status, asked.body.errors[0].path]).toEqual([422, '/actor'])
  const gone = await desk.call('POST', '/v1/objects/booking/BK-1/delete')
  expect(gone.status).toBe(201)
  const { body } = await desk.call('GET', `/v1/entries/${gone.body.entries[0].id}`)
  expect(body).toMatchObject({ actor: { type: 'staff', name: 'Reception' }, source: 'staff' })
  // A key that may only append is told nothing of what is stored.
  const writer = await ws.withKey(['append'])
  const blind = await writer.call('POST', '/v1/objects/booking/BK-1/restore')
  expect([blind.status, Object.keys(blind.body)]).toEqual([201, ['entries']])
})
