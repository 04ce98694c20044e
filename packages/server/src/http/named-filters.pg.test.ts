/** What a named filter lists is what its export holds, what its stream tells, and what is counted. */
import {
  CHANNELS,
  channelFilterName,
  NAMED_FILTERS,
  SHORT_WEEKDAYS,
  startsFilterName,
} from '@daybook/catalogue'
import type { Draft, Entry, ExportAnswer } from '@daybook/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ALL_JOBS } from '../jobs/all-jobs.ts'
import { JobRunner } from '../jobs/job-runner.ts'
import { readStream, type StreamReader } from './stream-reader.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let now = Date.parse('2026-11-20T09:00:00Z')
let door: TestDoor
let beside: TestDoor
let ws: TestWorkspace
let jobs: JobRunner

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
  beside = await openTestDoor({ now: () => now, beside: door })
  ws = await door.openWorkspace()
  jobs = new JobRunner(door.daybook, ALL_JOBS, { report: error => door.failures.push(error) })
})
afterAll(async () => {
  await jobs?.stop()
  await beside?.close()
  await door?.close()
  expect(door.failures).toEqual([])
})

/** Filters that one of them passes, alone and beside others. */
const ASKED: readonly Readonly<Record<string, string | readonly string[]>>[] = [
  ...NAMED_FILTERS.map(({ name }) => ({ named: name })),
  ...CHANNELS.map(channel => ({ named: channelFilterName('sent', channel) })),
  ...CHANNELS.map(channel => ({ named: channelFilterName('received', channel) })),
  ...SHORT_WEEKDAYS.map((_, day) => ({ named: startsFilterName(day + 1, 10) })),
  { named: startsFilterName(2, 'day') },
  { action: 'booking.no_show' },
  { named: 'cancelled_late', action: 'booking.no_show' },
  { named: ['cancelled_late', 'moved_by_client', startsFilterName(2, 10)] },
  { named: ['cancelled_by_client', 'removed_on_own_request'], source: ['customer', 'staff'] },
  { named: 'cancelled_late', q: 'flu' },
  { named: 'cancelled_by_team', client: 'c-1' },
  { named: ['sent_by_email', 'sent_by_in_person'], client: 'c-2' },
  { named: 'cancelled_late', from: '2026-11-20', to: '2026-11-20' },
]

const search = (filter: (typeof ASKED)[number]): string =>
  new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) => [value].flat().map(one => [name, one as string])),
  ).toString()

const desk = { type: 'staff', id: 's-1', name: 'Desk' } as const
const own = (client: string) => ({ type: 'client', id: client }) as const
const of = (id: string) => ({ object: { type: 'booking', id } as const, client: { id: 'c-1' } })

/** What hosts tell, in every way that a condition asks for. */
const told: readonly Draft[] = [
  {
    action: 'booking.booked',
    actor: own('c-1'),
    source: 'customer',
    ...of('B-1'),
    state: { startsAt: '2026-12-01T10:00:00Z' },
  },
  { action: 'booking.requested', actor: desk, ...of('B-2'), state: { startsAt: '2026-12-01' } },
  { action: 'booking.recorded', actor: desk, ...of('B-3'), state: { startsAt: '2026-12-05T10:30:00' } },
  { action: 'booking.confirmed', actor: own('c-1'), source: 'customer', ...of('B-1') },
  {
    action: 'booking.rescheduled',
    actor: own('c-1'),
    source: 'customer',
    ...of('B-1'),
    changes: [{ field: 'startsAt', after: '2026-12-02T10:00:00Z' }],
  },
  {
    action: 'booking.rescheduled',
    actor: desk,
    ...of('B-2'),
    changes: [{ field: 'startsAt', after: '2026-12-03' }],
  },
  {
    action: 'booking.rescheduled',
    actor: { type: 'system' },
    ...of('B-3'),
    changes: [{ field: 'startsAt', after: '2026-12-03' }],
  },
  {
    action: 'booking.cancelled',
    actor: own('c-1'),
    source: 'customer',
    ...of('B-1'),
    data: { late: true },
    reason: 'the flu',
  },
  { action: 'booking.cancelled', actor: desk, ...of('B-2'), data: { late: false }, reason: 'the flu' },
  { action: 'booking.cancelled', actor: desk, onBehalfOf: own('c-1'), ...of('B-3'), data: { late: true } },
  { action: 'booking.cancelled', actor: { type: 'system' }, ...of('B-3'), data: { late: true } },
  { action: 'booking.no_show', actor: desk, ...of('B-3') },
  {
    action: 'payment.refunded',
    actor: { type: 'system' },
    source: 'automated',
    client: { id: 'c-1' },
    object: { type: 'payment', id: 'P-1' },
  },
  { action: 'payment.refunded', actor: desk, client: { id: 'c-1' }, object: { type: 'payment', id: 'P-1' } },
  ...['email', 'sms', 'in_person', 'pigeon', undefined].map(
    (channel): Draft => ({
      action: 'message.sent',
      actor: desk,
      client: { id: 'c-2' },
      ...(channel !== undefined && { data: { channel } }),
    }),
  ),
  { action: 'reminder.sent', actor: { type: 'system' }, client: { id: 'c-2' }, data: { channel: 'email' } },
  { action: 'message.received', actor: own('c-2'), data: { channel: 'whatsapp' } },
  { action: 'client.created', actor: desk, client: { id: 'c-3', name: 'Third' } },
]

/** Acts of Daybook's own, in which rules and the clock decide what is late. */
async function act(): Promise<void> {
  const must = async (method: string, path: string, body?: unknown): Promise<any> => {
    const answer = await ws.call(method, path, body)
    expect([path, answer.status, answer.body]).toEqual([path, expect.toBeOneOf([200, 201]), answer.body])
    return answer.body
  }
  for (const [id, startsAt] of [
    ['OWN-1', '2026-11-20T18:00:00Z'],
    ['OWN-2', '2026-12-22T10:00:00Z'],
    ['OWN-3', '2026-11-20T10:00:00Z'],
  ])
    await must('POST', `/v1/objects/booking/${id}/book`, {
      client: { id: 'c-4', name: 'Fourth' },
      fields: { service: 'Massage', startsAt, duration: 60, price: 6000, currency: 'EUR' },
    })
  await must('POST', '/v1/objects/booking/OWN-1/cancel', { reason: 'flu' })
  await must('POST', '/v1/objects/booking/OWN-2/cancel')
  now += 2 * 3_600_000
  await must('POST', '/v1/objects/booking/OWN-3/no-show')
  await ws.append({ action: 'client.erasure_requested', actor: own('c-4'), key: 'wish' })
  const [request] = (await must('GET', '/v1/privacy/requests')).requests
  await must('POST', `/v1/privacy/requests/${request.id}/decide`, { decision: 'anonymise' })
  await ws.append({ action: 'client.deleted', client: { id: 'c-3' }, actor: desk, causedBy: { key: 'wish' } })
}

async function exported(filter: (typeof ASKED)[number]): Promise<Entry[]> {
  const { client, ...rest } = filter
  const asked = await ws.call('POST', '/v1/exports', {
    format: 'jsonl',
    filter: { ...rest, ...(client !== undefined && { client }) },
  })
  expect([asked.body, asked.status]).toEqual([asked.body, 202])
  await jobs.runDue()
  const { id } = asked.body as ExportAnswer
  const file = await door.app.request(`/v1/exports/${id}/file`, {
    headers: { authorization: `Bearer ${ws.key}` },
  })
  expect(file.status).toBe(200)
  return (await file.text())
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Entry)
}

test('list, count, export and stream of each named filter are the same entries', {
  timeout: 120_000,
}, async () => {
  // Whoever is filtered by has to be there before a stream of theirs is opened.
  await ws.append(
    { action: 'client.created', client: { id: 'c-1', name: 'First' }, actor: { type: 'system' } },
    { action: 'client.created', client: { id: 'c-2', name: 'Second' }, actor: { type: 'system' } },
  )
  const lastSeq = (await ws.read('/v1/entries?limit=1')).entries[0]!.seq
  const listen = async (at: TestDoor, filter: (typeof ASKED)[number], from?: number): Promise<StreamReader> =>
    readStream(
      await at.app.request(`/v1/stream?${search(filter)}${from === undefined ? '' : `&lastSeq=${from}`}`, {
        headers: { authorization: `Bearer ${ws.key}` },
      }),
    )
  const open = await Promise.all(ASKED.map((filter, n) => listen(n % 2 === 0 ? door : beside, filter)))
  for (const draft of told) await ws.append(draft)
  await act()
  const last = Math.max(...(await ws.readAll('/v1/entries')).map(entry => entry.seq))
  const empty: string[] = []
  for (const [n, filter] of ASKED.entries()) {
    const query = search(filter)
    const { client, ...within } = filter
    const path = client === undefined ? '/v1/entries' : `/v1/clients/${String(client)}/timeline`
    const list = await ws.readAll(`${path}?${search(within)}`, 3)
    const seqs = list.map(entry => entry.seq)
    if (seqs.length === 0) empty.push(query)
    expect([query, await ws.count(`?${query}`)]).toMatchObject([query, { total: seqs.length, exact: true }])
    const { body: counted } = await ws.call('GET', `/v1/exports/count?${query}`)
    expect([query, counted]).toMatchObject([query, { count: seqs.length }])
    expect([query, (await exported(filter)).map(entry => entry.seq)]).toEqual([query, seqs])
    const since = [...seqs].filter(seq => seq > lastSeq).sort((a, b) => a - b)
    const again = await listen(door, filter, lastSeq)
    for (const stream of [open[n]!, again]) {
      await stream.until(() => Number(stream.lastId) >= last)
      expect([query, stream.entries.map(entry => entry.seq)]).toEqual([query, since])
      await stream.close()
    }
  }
  // Each condition was asked of entries that meet it, but for channels that nobody used, and days without a session.
  expect(
    empty.filter(
      query =>
        !/_by_(?:phone|push|letter|chat|portal|online|sms|email|in_person|other|whatsapp)|starts_(?:mon|wed|thu|fri|sun)/.test(
          query,
        ),
    ),
  ).toEqual([])
})
