import { BEGINNINGS, CHANNELS, SHORT_WEEKDAYS } from '@daybook/catalogue'
import type { Counted, Draft, Entry, EntryFilter, Patterns } from '@daybook/protocol'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkLog } from '../actions/check-log.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

const ZONE = 'Europe/Lisbon'
let door: TestDoor
let workspace: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor()
})
afterAll(() => door?.close())

/** Whoever reads: a key, or a member. */
interface Reader {
  get(path: string): Promise<{ status: number; body: any }>
}
const keyOf = (own: TestWorkspace): Reader => ({ get: path => own.call('GET', path) })

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 4 })
const CLIENTS = ['c1', 'c2', 'c3']
/** Hours around both changes of the clocks. */
const time = fc.oneof(
  pick('2026-03-28', '2026-03-29', '2026-10-25', '2026-10-26', '2026-11-30'),
  fc
    .tuple(pick('2026-03-28T22:00:00Z', '2026-10-24T21:00:00Z', '2026-11-30T20:00:00Z'), fc.nat(200))
    .map(([from, n]) => new Date(Date.parse(from) + n * 900_000).toISOString()),
)

const randomDraft: fc.Arbitrary<Draft> = fc
  .record({
    action: pick(
      ...BEGINNINGS,
      'booking.booked',
      'booking.cancelled',
      'booking.cancelled',
      'booking.rescheduled',
      'booking.no_show',
      'booking.no_show_cleared',
      'booking.updated',
      'message.sent',
      'message.received',
      'reminder.sent',
      'client.signed_in',
      'client.updated',
    ),
    clients: fc.subarray(CLIENTS, { minLength: 1, maxLength: 2 }),
    booking: pick('b1', 'b2', 'b3', 'b4', 'b5', 'b6'),
    actor: pick('staff', 'client', 'system', 'key'),
    source: maybe(pick('staff', 'customer', 'api', 'automated')),
    forClient: fc.boolean(),
    late: maybe(fc.boolean()),
    channel: maybe(pick('email', 'sms', 'pigeon')),
    startsAt: maybe(time),
    occurredAt: time,
  })
  .map(({ clients, booking, actor, forClient, late, channel, startsAt, ...draft }) => {
    const isBooking = draft.action.startsWith('booking.')
    const client = { type: 'client' as const, id: clients[0]! }
    return JSON.parse(
      JSON.stringify({
        ...draft,
        clients: clients.map(id => ({ id, name: `Name of ${id}` })),
        ...(isBooking && { object: { type: 'booking', id: `${clients[0]}-${booking}` } }),
        actor:
          actor === 'client' ? client : actor === 'staff' ? { type: 'staff', id: 's1' } : { type: actor },
        onBehalfOf: forClient ? client : undefined,
        changes: isBooking && startsAt !== undefined ? [{ field: 'startsAt', after: startsAt }] : undefined,
        data: { late: isBooking ? late : undefined, channel: isBooking ? undefined : channel },
      }),
    ) as Draft
  })

const whose = (entry: Entry): string =>
  entry.source === 'customer' || entry.actor.type === 'client' || entry.onBehalfOf?.type === 'client'
    ? 'client'
    : entry.source === 'staff'
      ? 'team'
      : 'others'
const isLate = (entry: Entry): boolean => entry.data?.['late'] === true
const dayOf = (at: string): string =>
  at.length === 10 ? at : Temporal.Instant.from(at).toZonedDateTimeISO(ZONE).toPlainDate().toString()
const is =
  (...actions: string[]) =>
  (entry: Entry): boolean =>
    actions.includes(entry.action)
const CANCELLED = is('booking.cancelled')
const MOVED = is('booking.rescheduled')

/** What each number is of, said plainly. */
const NUMBERS: Readonly<Record<string, (entry: Entry) => boolean>> = {
  booked: is(...BEGINNINGS),
  cancelled: CANCELLED,
  cancelledByClient: entry => CANCELLED(entry) && whose(entry) === 'client',
  cancelledByTeam: entry => CANCELLED(entry) && whose(entry) === 'team',
  cancelledByOthers: entry => CANCELLED(entry) && whose(entry) === 'others',
  cancelledLate: entry => CANCELLED(entry) && isLate(entry),
  noShows: is('booking.no_show'),
  noShowsCleared: is('booking.no_show_cleared'),
  moved: MOVED,
  movedByClient: entry => MOVED(entry) && whose(entry) === 'client',
  movedByTeam: entry => MOVED(entry) && whose(entry) === 'team',
  movedByOthers: entry => MOVED(entry) && whose(entry) === 'others',
  signIns: is('client.signed_in'),
}

const isChannel = (entry: Entry, channel: string): boolean => {
  const told = String(entry.data?.['channel'] ?? '')
  return channel === ((CHANNELS as readonly string[]).includes(told) ? told : 'other')
}

/** For when a session was booked, as its entry says it. */
const startOf = (entry: Entry): string | undefined => {
  const start = entry.changes?.find(one => one.field === 'startsAt')?.after ?? entry.state?.['startsAt']
  return typeof start === 'string' ? start : undefined
}

async function listAll(reader: Reader, path: string): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const mark = path.includes('?') ? '&' : '?'
    const { status, body } = await reader.get(`${path}${mark}limit=200${cursor && `&cursor=${cursor}`}`)
    expect([path, status]).toEqual([path, 200])
    entries.push(...body.entries)
    cursor = body.next
  }
  return entries
}

const queryOf = (filter: EntryFilter): string =>
  new URLSearchParams(
    Object.entries(filter).flatMap(([name, values]) =>
      (typeof values === 'string' ? [values] : values!).map((value: string) => [name, value]),
    ),
  ).toString()

/** Holds the patterns of a subject against a recomputation from the entries, and each number against its list. */
async function compare(
  reader: Reader,
  client: string | undefined,
  period: { from?: string; to?: string },
): Promise<Patterns> {
  const place = client === undefined ? '/v1' : `/v1/clients/${client}`
  const { status, body } = await reader.get(`${place}/patterns?${queryOf(period)}`)
  expect([place, status, body]).toEqual([place, 200, body])
  const patterns = body as Patterns
  const entries = await listAll(
    reader,
    client === undefined ? '/v1/entries' : `/v1/clients/${client}/timeline`,
  )
  const inPeriod = entries.filter(
    ({ occurredAt }) =>
      dayOf(occurredAt) >= (period.from ?? '') && dayOf(occurredAt) <= (period.to ?? '9999'),
  )
  const seqs = (holds: (entry: Entry) => boolean, of = inPeriod): number[] =>
    of
      .filter(holds)
      .map(entry => entry.seq)
      .sort((a, b) => a - b)
  const holdTo = async (
    what: string,
    { n, filter, page }: Counted,
    wanted: readonly number[],
  ): Promise<void> => {
    expect([what, n]).toEqual([what, wanted.length])
    const query = queryOf(filter)
    const list = client === undefined ? '/v1/entries' : `/v1/clients/${client}/timeline`
    const listed = (await listAll(reader, `${list}?${query}`)).map(entry => entry.seq).sort((a, b) => a - b)
    expect([what, query, listed]).toEqual([what, query, wanted])
    const own = client === undefined ? '' : `&client=${client}`
    const counts = (await reader.get(`/v1/entries/counts?${query}${own}`)).body
    expect([what, query, counts.total, counts.exact]).toEqual([what, query, n, true])
    expect(page.slice(page.indexOf('?') + 1)).toBe(query)
  }
  const booked = seqs(NUMBERS['booked']!).length
  expect(patterns.enough).toBe(booked >= 5)
  for (const [name, number] of Object.entries(patterns.numbers!)) {
    await holdTo(name, number, seqs(NUMBERS[name]!))
    const plain = ['booked', 'noShowsCleared', 'signIns'].includes(name)
    expect([name, number.rate]).toEqual([name, plain || booked < 5 ? undefined : number.n / booked])
  }
  for (const { month, ...numbers } of patterns.months)
    for (const [name, number] of Object.entries(numbers))
      await holdTo(
        `${name} ${month}`,
        number,
        seqs(entry => NUMBERS[name]!(entry) && dayOf(entry.occurredAt).startsWith(month)),
      )
  const sums = patterns.months.reduce((sum, month) => sum + month.cancelled.n, 0)
  expect(sums).toBe(patterns.numbers!.cancelled.n)
  for (const channel of CHANNELS) {
    const found = patterns.channels.find(one => one.channel === channel)
    const sent = seqs(entry => is('message.sent', 'reminder.sent')(entry) && isChannel(entry, channel))
    const received = seqs(entry => is('message.received')(entry) && isChannel(entry, channel))
    if (found === undefined) expect([channel, sent, received]).toEqual([channel, [], []])
    else {
      await holdTo(`sent ${channel}`, found.sent, sent)
      await holdTo(`received ${channel}`, found.received, received)
    }
  }
  const slots = new Map<string, number[]>()
  if (patterns.enough)
    for (const entry of inPeriod) {
      const { seq } = entry
      const start = startOf(entry)
      if (start === undefined || !NUMBERS['booked']!(entry)) continue
      const local =
        start.length === 10
          ? Temporal.PlainDate.from(start)
          : Temporal.Instant.from(start).toZonedDateTimeISO(ZONE)
      const name = `${SHORT_WEEKDAYS[local.dayOfWeek - 1]} ${'hour' in local ? local.hour : 'day'}`
      slots.set(name, [...(slots.get(name) ?? []), seq])
    }
  expect(patterns.times.map(({ weekday, hour }) => `${SHORT_WEEKDAYS[weekday - 1]} ${hour}`).sort()).toEqual(
    [...slots.keys()].sort(),
  )
  for (const { weekday, hour, ...number } of patterns.times) {
    const name = `${SHORT_WEEKDAYS[weekday - 1]} ${hour}`
    await holdTo(
      name,
      number,
      slots.get(name)!.sort((a, b) => a - b),
    )
  }
  return patterns
}

const PERIODS = [{}, { from: '2026-03-29', to: '2026-10-25' }, { from: '2026-10-26' }]

describe('patterns of random histories', () => {
  beforeAll(async () => {
    workspace = await door.openWorkspace({ timeZone: ZONE })
    const drafts = fc.sample(randomDraft, { numRuns: 260, seed: 4711 })
    for (let from = 0; from < drafts.length; from += 60)
      await workspace.append(...drafts.slice(from, from + 60))
  })

  test.each(PERIODS)(
    'equal a plain recomputation from the entries, number by number and list by list: %o',
    {
      timeout: 120_000,
    },
    async period => {
      await compare(keyOf(workspace), undefined, period)
      await compare(keyOf(workspace), 'c1', period)
    },
  )

  test('what is counted by is what the entries say', async () => {
    expect((await checkLog(door.daybook, workspace.workspaceId))?.problems).toEqual([])
  })

  test.each(['own_clients', 'own_acts'] as const)(
    'count for %s only what the reader sees, without sign-ins',
    {
      timeout: 120_000,
    },
    async visibility => {
      const member = await door.member(workspace, 'staff', { visibility })
      await workspace.append(
        {
          action: 'booking.booked',
          client: { id: 'c2' },
          object: { type: 'booking', id: `mine-${visibility}` },
          state: { member: member.id, startsAt: '2026-10-26T10:00:00Z' },
          occurredAt: '2026-10-20T10:00:00Z',
          actor: { type: 'staff', id: member.id },
        },
        ...Array.from({ length: 6 }, (_, n) => ({
          action: n % 2 ? 'booking.cancelled' : 'booking.booked',
          client: { id: 'c2' },
          object: { type: 'booking', id: `mine-${visibility}-${n}` },
          onBehalfOf: { type: 'client' as const, id: 'c2' },
          occurredAt: '2026-10-21T10:00:00Z',
          actor: { type: 'staff' as const, id: member.id },
        })),
      )
      for (const client of [undefined, 'c2']) {
        const { numbers } = await compare(member, client, {})
        expect(numbers!.booked.n).toBeGreaterThan(0)
        expect(numbers!.signIns).toBeUndefined()
      }
      if (visibility === 'own_clients')
        expect((await member.get('/v1/clients/c1/patterns')).status).toBe(
          (await member.get('/v1/clients/c1')).status,
        )
    },
  )

  test('leave out who is deleted for those who do not see them', { timeout: 120_000 }, async () => {
    const member = await door.member(workspace, 'staff')
    const before = await compare(member, undefined, {})
    await workspace.call('DELETE', '/v1/clients/c3')
    const after = await compare(member, undefined, {})
    expect(after.numbers!.booked.n).toBeLessThan(before.numbers!.booked.n)
    expect((await member.get('/v1/clients/c3/patterns')).status).toBe(404)
    await workspace.call('POST', '/v1/clients/c3/restore')
  })

  test('keep of who is erased only the counts of the workspace, and lose what their facts told', {
    timeout: 120_000,
  }, async () => {
    const { body } = await workspace.call('GET', '/v1/clients/c3')
    const before = await compare(keyOf(workspace), undefined, {})
    await workspace.call('POST', '/v1/clients/c3/erase', { mode: 'erase' })
    const after = await compare(keyOf(workspace), undefined, {})
    expect(after.numbers!.cancelledByClient.n).toBe(before.numbers!.cancelledByClient.n)
    expect(after.numbers!.cancelledLate.n).toBeLessThan(before.numbers!.cancelledLate.n)
    const gone = await workspace.call('GET', `/v1/clients/${body.id}/patterns`)
    expect(gone.body).toMatchObject({ numbers: null, months: [], times: [], channels: [] })
    expect((await checkLog(door.daybook, workspace.workspaceId))?.problems).toEqual([])
  })
})

test('a session at ten stays at ten when the clocks change, and a new zone tells its own hours', async () => {
  workspace = await door.openWorkspace({ timeZone: ZONE })
  const starts = [
    '2026-03-24T10:00:00Z',
    '2026-03-31T09:00:00Z',
    '2026-07-07T09:00:00Z',
    '2026-11-24T10:00:00Z',
    '2026-12-01',
  ]
  await workspace.append(
    ...starts.map((startsAt, n) => ({
      action: 'booking.booked',
      client: { id: 'c1' },
      object: { type: 'booking', id: `b${n}` },
      state: { startsAt },
    })),
  )
  const { times } = await compare(keyOf(workspace), 'c1', {})
  expect(times.map(({ weekday, hour, n }) => [weekday, hour, n])).toEqual([
    [2, 10, 4],
    [2, 'day', 1],
  ])
  await workspace.call('PATCH', '/v1/settings', { timeZone: 'Europe/Berlin' })
  const { body } = await workspace.call('GET', '/v1/clients/c1/patterns')
  expect(body.times.map(({ weekday, hour, n }: any) => [weekday, hour, n])).toEqual([
    [2, 11, 4],
    [2, 'day', 1],
  ])
  expect(body.period.timeZone).toBe('Europe/Berlin')
})

test('stated preferences stand beside the channels, with the entries that changed them', async () => {
  workspace = await door.openWorkspace()
  await workspace.append({
    action: 'client.preferences_updated',
    client: { id: 'c1', name: 'Ada' },
    changes: [{ field: 'channels', after: ['email', 'sms'] }],
  })
  const { body } = await workspace.call('GET', '/v1/clients/c1/patterns')
  expect(body.preferences).toMatchObject({
    channels: ['email', 'sms'],
    filter: { field: ['channels', 'channel'] },
  })
  expect(
    (await workspace.read(`/v1/clients/c1/timeline?${queryOf(body.preferences.filter)}`)).entries,
  ).toHaveLength(1)
})

test('a period is of whole local days', async () => {
  for (const query of ['from=2026-11-22T10:00:00Z', 'to=yesterday', 'since=2026-01-01'])
    expect((await workspace.call('GET', `/v1/patterns?${query}`)).body.code).toBe('query_invalid')
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
