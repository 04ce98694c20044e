/** A client's sessions, what is related to them, the brief, and the bookings of the workspace, through the door. */
import type { ClientBrief, Entry, ObjectView } from '@daybook/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Fields, fold } from '../actions/fold-model.fixture.ts'
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

const post = (path: string, body?: unknown) => ws.call('POST', `/v1/objects/${path}`, body)
const book = (id: string, startsAt: string, fields: object = {}, client = 'c-1') =>
  post(`booking/${id}/book`, {
    client: { id: client, name: `Name of ${client}` },
    fields: { service: 'Massage', startsAt, duration: 60, price: 6000, currency: 'EUR', ...fields },
  })
const get = async (path: string) => {
  const { status, body } = await ws.call('GET', path)
  expect([path, status]).toEqual([path, 200])
  return body
}
async function all(path: string, of: 'sessions' | 'objects', limit = 3): Promise<ObjectView[]> {
  const found: ObjectView[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: any = await get(
      `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor && `&cursor=${cursor}`}`,
    )
    found.push(...page[of])
    cursor = page.next
  }
  return found
}
const ids = (list: readonly { readonly id: string }[]): string[] => list.map(one => one.id)

describe('a client’s sessions', () => {
  test('are all of theirs, the next first, what is under way before it, then what is over', async () => {
    await book('BK-past', '2026-11-10T10:00:00Z')
    await book('BK-older', '2026-11-03T10:00:00Z')
    await book('BK-now', '2026-11-20T08:30:00Z')
    await book('BK-soon', '2026-11-20T10:00:00Z')
    await book('BK-later', '2026-12-20T10:00:00Z')
    await book('BK-others', '2026-11-21T10:00:00Z', {}, 'c-2')
    await ws.append({
      action: 'booking.updated',
      client: { id: 'c-1' },
      object: { type: 'booking', id: 'BK-timeless' },
      changes: [{ field: 'room', after: '2' }],
    })
    await book('BK-off', '2026-12-01T10:00:00Z')
    await post('booking/BK-off/cancel')
    for (const limit of [1, 2, 50])
      expect(ids(await all('/v1/clients/c-1/sessions', 'sessions', limit))).toEqual([
        'BK-now',
        'BK-soon',
        'BK-later',
        'BK-off',
        'BK-past',
        'BK-older',
        'BK-timeless',
      ])
    const [first] = await all('/v1/clients/c-1/sessions', 'sessions')
    expect(first).toEqual(await get('/v1/objects/booking/BK-now'))
  })

  test('O1: say what the fold of their entries says', { timeout: 120_000 }, async () => {
    const act = fc.record({
      act: fc.constantFrom(
        'confirm',
        'cancel',
        'complete',
        'start',
        'finish',
        'no-show',
        'delete',
        'restore',
        'remove-note',
        'accept',
      ),
      n: fc.integer({ min: 0, max: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 20 }), async acts => {
        ws = await door.openWorkspace()
        for (const n of [0, 1, 2, 3, 4])
          await book(`BK-${n}`, `2026-11-2${n}T10:00:00Z`, { notes: `note ${n}` })
        for (const { act, n } of acts) await post(`booking/BK-${n}/${act}`)
        const entries: Entry[] = await ws.readAll('/v1/entries?order=asc')
        const told = new Map<string, Fields>()
        for (const entry of entries) {
          const [own] = entry.objects
          if (own?.type === 'booking') told.set(own.id!, fold(told.get(own.id!) ?? {}, entry))
        }
        const sessions = await all('/v1/clients/c-1/sessions', 'sessions')
        expect(Object.fromEntries(sessions.map(one => [one.id, one.fields]))).toEqual(
          Object.fromEntries(told),
        )
      }),
      { numRuns: 15 },
    )
  })

  test('O2: offer what the state allows; what it does not is refused with a reason', async () => {
    await book('BK-1', '2026-11-19T10:00:00Z')
    await post('booking/BK-1/complete')
    const [session] = await all('/v1/clients/c-1/sessions', 'sessions')
    expect(session!.acts).not.toContain('cancel')
    const refused = await post('booking/BK-1/cancel')
    expect([refused.status, refused.body.code]).toEqual([409, 'act_refused'])
    expect(refused.body.detail).toContain('"completed"')
  })

  test('are those that somebody of the staff sees, with no acts for who may not act', async () => {
    const rita = await door.member(ws, 'staff', { name: 'Rita', visibility: 'own_clients' })
    const auditor = await door.member(ws, 'auditor')
    await book('BK-1', '2026-11-21T10:00:00Z', { member: rita.id })
    await book('BK-2', '2026-11-22T10:00:00Z', {}, 'c-2')
    expect((await rita.get('/v1/clients/c-2/sessions')).status).toBe(404)
    expect((await rita.get('/v1/clients/c-2/related')).status).toBe(404)
    expect((await rita.get('/v1/clients/c-2/brief')).status).toBe(404)
    expect(ids((await rita.get('/v1/clients/c-1/sessions')).body.sessions)).toEqual(['BK-1'])
    expect((await auditor.get('/v1/clients/c-1/sessions')).body.sessions[0].acts).toEqual([])
    const acting = await door.member(ws, 'staff', { name: 'Eva', visibility: 'own_acts' })
    await acting.call('POST', '/v1/objects/booking/BK-3/book', {
      client: { id: 'c-3', name: 'C' },
      fields: { service: 'Massage', startsAt: '2026-11-23T10:00:00Z' },
    })
    await book('BK-4', '2026-11-24T10:00:00Z', {}, 'c-3')
    await post('booking/BK-3/confirm')
    const own = (await acting.get('/v1/clients/c-3/sessions')).body.sessions
    expect(own.map((one: ObjectView) => [one.id, one.fields['status']])).toEqual([['BK-3', 'scheduled']])
    expect(ids((await acting.get('/v1/clients/c-3/related')).body.objects)).toEqual(['BK-3'])
    const brief: ClientBrief = (await acting.get('/v1/clients/c-3/brief')).body
    expect([brief.next?.id, brief.next?.status, brief.unpaid.items]).toEqual(['BK-3', 'scheduled', []])
  })
})

test('E8: what is related to a client is every booking, quote, order, invoice, payment and enquiry seen in entries', async () => {
  await book('BK-1', '2026-11-21T10:00:00Z')
  await post('quote/Q-1/create', { client: { id: 'c-1' }, fields: { total: 100, currency: 'EUR' } })
  await post('invoice/INV-1/create', { client: { id: 'c-1' }, fields: { total: 100, currency: 'EUR' } })
  await ws.append(
    { action: 'order.created', client: { id: 'c-1' }, object: { type: 'order', id: 'O-1' } },
    { action: 'enquiry.received', client: { id: 'c-1' }, object: { type: 'enquiry', id: 'E-1' } },
    {
      action: 'payment.succeeded',
      client: { id: 'c-1' },
      objects: [
        { type: 'payment', id: 'P-1' },
        { type: 'booking', id: 'BK-0' },
      ],
    },
    { action: 'invoice.sent', client: { id: 'c-2' }, object: { type: 'invoice', id: 'INV-2' } },
  )
  await post('quote/Q-1/send')
  const related = await all('/v1/clients/c-1/related', 'objects', 2)
  expect(related.map(one => [one.type, one.id, one.fields['status']])).toEqual([
    ['quote', 'Q-1', 'sent'],
    ...[
      ['payment', 'P-1', 'succeeded'],
      ['booking', 'BK-0', undefined],
    ].sort(
      (a, b) => Number(related.findIndex(o => o.id === a[1])) - Number(related.findIndex(o => o.id === b[1])),
    ),
    ['enquiry', 'E-1', 'open'],
    ['order', 'O-1', 'placed'],
    ['invoice', 'INV-1', 'draft'],
    ['booking', 'BK-1', 'scheduled'],
  ])
  expect(ids(await all('/v1/clients/c-1/related?type=invoice&type=order', 'objects'))).toEqual([
    'O-1',
    'INV-1',
  ])
})

test('of two clients who are merged the lists are one, and their own again when they are separated', async () => {
  await book('BK-1', '2026-11-21T10:00:00Z', { notes: 'A' })
  await book('BK-2', '2026-11-22T10:00:00Z', {}, 'c-2')
  await book('BK-3', '2026-11-10T10:00:00Z', {}, 'c-2')
  await post('booking/BK-3/complete')
  const read = async () => ({
    sessions: ids(await all('/v1/clients/c-1/sessions', 'sessions')),
    related: ids(await all('/v1/clients/c-1/related', 'objects')).sort(),
    found: ids(await all('/v1/objects/booking?from=2026-11-01&q=c-1', 'objects')),
    brief: await get('/v1/clients/c-1/brief').then((brief: ClientBrief) => [
      brief.next?.id,
      brief.lastVisit?.id,
      ids(brief.unpaid.items.map(item => item.object)),
    ]),
  })
  const alone = { sessions: ['BK-1'], related: ['BK-1'], found: ['BK-1'], brief: ['BK-1', undefined, []] }
  expect(await read()).toEqual(alone)
  expect((await ws.call('POST', '/v1/clients/c-1/merge', { other: 'c-2' })).status).toBe(201)
  now += 1000
  const both = await read()
  expect(both).toEqual({
    sessions: ['BK-1', 'BK-2', 'BK-3'],
    related: ['BK-1', 'BK-2', 'BK-3'],
    found: ['BK-3', 'BK-1', 'BK-2'],
    brief: ['BK-1', 'BK-3', ['BK-3']],
  })
  expect(ids(await all('/v1/clients/c-2/sessions', 'sessions'))).toEqual(both.sessions)
  expect((await ws.call('POST', '/v1/clients/c-1/unmerge', { other: 'c-2' })).status).toBe(201)
  now += 1000
  expect(await read()).toEqual(alone)
})

describe('the brief of a client', () => {
  test('says what somebody wants to know five minutes before', async () => {
    await book('BK-1', '2026-10-01T10:00:00Z', { notes: 'First visit.' })
    await book('BK-2', '2026-10-15T10:00:00Z', { notes: 'Left shoulder.' })
    await book('BK-3', '2026-10-20T10:00:00Z')
    await book('BK-4', '2026-11-12T10:00:00Z', { member: 'Rita' })
    for (const id of ['BK-1', 'BK-2', 'BK-4']) await post(`booking/${id}/complete`)
    await post('booking/BK-3/no-show')
    await post('payment/P-1/record', {
      client: { id: 'c-1' },
      fields: { amount: 6000, currency: 'EUR', booking: 'BK-1', paidAt: '2026-10-01T11:00:00Z' },
    })
    await post('payment/P-2/record', {
      client: { id: 'c-1' },
      fields: { amount: 6000, currency: 'EUR', booking: 'BK-2' },
    })
    now += 60_000
    await book('BK-5', '2026-11-24T10:00:00Z')
    await book('BK-6', '2026-11-23T10:00:00Z')
    await book('BK-7', '2026-11-22T10:00:00Z')
    await post('booking/BK-7/cancel')
    const brief: ClientBrief = await get('/v1/clients/c-1/brief')
    expect(brief).toMatchObject({
      at: '2026-11-20T09:01:00Z',
      lastVisit: { id: 'BK-4', startsAt: '2026-11-12T10:00:00Z', status: 'completed', member: 'Rita' },
      next: { id: 'BK-6', startsAt: '2026-11-23T10:00:00Z' },
      changes: { since: '2026-11-12T11:00:00Z', exact: true },
      recent: {
        sessions: 5,
        cancelled: { count: 1, latest: [{ id: 'BK-7' }] },
        noShows: { count: 1, latest: [{ id: 'BK-3' }] },
      },
      notes: [
        { id: 'BK-2', text: 'Left shoulder.' },
        { id: 'BK-1', text: 'First visit.' },
      ],
    })
    // The number is that of the list it leads to.
    const changes = await ws.readAll(
      `/v1/clients/c-1/timeline?related=session&related=profile&related=payments&from=${brief.changes.since}`,
    )
    expect(brief.changes.count).toBe(changes.length)
    // BK-4 was never paid; not coming to BK-3 costs its price.
    expect(brief.unpaid.amounts).toEqual([{ value: 12000, currency: 'EUR' }])
    expect(ids(brief.unpaid.items.map(item => item.object)).sort()).toEqual(['BK-3', 'BK-4'])
  })

  test('of a client who never came counts all that was changed', async () => {
    await ws.append({ action: 'client.created', client: { id: 'c-1', name: 'Ana' } })
    const brief: ClientBrief = await get('/v1/clients/c-1/brief')
    expect(brief).toMatchObject({ changes: { count: 1 }, recent: { sessions: 0 }, notes: [] })
    expect(brief.lastVisit ?? brief.next ?? brief.changes.since).toBeUndefined()
    expect((await ws.call('GET', '/v1/clients/nobody/brief')).status).toBe(404)
  })
})

describe('the bookings of the workspace', () => {
  test('M1: of a day are all and only those of that local day, on the days that clocks change too', async () => {
    for (const [day, first, last, before, after] of [
      [
        '2026-03-29',
        '2026-03-29T00:00:00Z',
        '2026-03-29T22:59:00Z',
        '2026-03-28T23:59:00Z',
        '2026-03-29T23:00:00Z',
      ],
      [
        '2026-10-25',
        '2026-10-24T23:00:00Z',
        '2026-10-25T23:59:00Z',
        '2026-10-24T22:59:00Z',
        '2026-10-26T00:00:00Z',
      ],
    ] as const) {
      const times = [first, last, before, after]
      for (const [i, startsAt] of times.entries()) await book(`${day}-${i}`, startsAt, { member: `m-${i}` })
      expect(ids(await all(`/v1/objects/booking?from=${day}&to=${day}`, 'objects', 1))).toEqual([
        `${day}-0`,
        `${day}-1`,
      ])
    }
  })

  test('are found by client, by their own id, by service, member and status', async () => {
    await book('BK-1', '2026-11-21T10:00:00Z', { member: 'Rita' })
    await book('BK-2', '2026-11-22T10:00:00Z', { service: 'Consultation', member: 'Rui' }, 'c-2')
    await book('BK-3', '2026-11-23T10:00:00Z', { member: 'Rui' }, 'c-2')
    await post('booking/BK-3/confirm')
    const found = async (query: string) =>
      ids(await all(`/v1/objects/booking?from=2026-11-01&${query}`, 'objects', 1))
    expect(await found('q=name+c-2')).toEqual(['BK-2', 'BK-3'])
    expect(await found('q=BK-1')).toEqual(['BK-1'])
    expect(await found('q=nobody')).toEqual([])
    expect(await found('service=Consultation&service=Other')).toEqual(['BK-2'])
    expect(await found('member=Rui&status=confirmed')).toEqual(['BK-3'])
    expect(ids(await all('/v1/objects/booking?q=c-2', 'objects', 1))).toEqual(['BK-3', 'BK-2'])
    const rita = await door.member(ws, 'staff', { name: 'Rita', visibility: 'own_clients' })
    expect(ids((await rita.get('/v1/objects/booking?q=c-2')).body.objects)).toEqual([])
  })
})
