import type { Entry } from '@daybook/protocol'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'
import { CLIENTS, matches, OBJECTS, type Query, randomDraft, randomQuery, ZONE } from './random-entries.ts'

let door: TestDoor
let workspace: TestWorkspace
let all: Entry[]

beforeAll(async () => {
  // The clock stands still, so that no scan's time is ever over.
  door = await openTestDoor({ now: () => 1_795_000_000_000 })
  workspace = await door.openWorkspace({ timeZone: ZONE })
  const drafts = fc.sample(randomDraft, { numRuns: 400, seed: 4700 })
  for (let from = 0; from < drafts.length; from += 100)
    await workspace.append(...drafts.slice(from, from + 100))
  all = await workspace.readAll('/v1/entries?order=asc')
})
afterAll(() => door?.close())

const queryOf = (query: Query): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, values]) => values!.map(value => [name, value])),
  ).toString()

/** Named filters and actions together say which actions: one of both is enough. */
function isListed(entry: Entry, { action, named, ...rest }: Query): boolean {
  const which = [...(action === undefined ? [] : [{ action }]), ...(named === undefined ? [] : [{ named }])]
  return matches(entry, rest) && (which.length === 0 || which.some(one => matches(entry, one)))
}

const tally = (entries: readonly Entry[], of: (entry: Entry) => string): Record<string, number> => {
  const counts = Object.create(null) as Record<string, number>
  for (const entry of entries) counts[of(entry)] = (counts[of(entry)] ?? 0) + 1
  return counts
}
const actorOf = ({ actor }: Entry): string =>
  actor.clientId ?? (actor.id === undefined ? actor.type : `${actor.type}:${actor.id}`)
const ids = (entries: readonly Entry[]): string[] => entries.map(entry => entry.id)
/** As timelines are sorted: a date sorts at the end of its day. */
const instantOf = (entry: Entry): number =>
  entry.occurredAt.length === 10
    ? Temporal.PlainDate.from(entry.occurredAt).add({ days: 1 }).toZonedDateTime(ZONE).epochMilliseconds - 1
    : Date.parse(entry.occurredAt)
const byTime = (a: Entry, b: Entry): number => instantOf(a) - instantOf(b) || a.seq - b.seq

describe('for any filter', () => {
  const check = (
    subject: fc.Arbitrary<{ path: string; client?: string; holds: (entry: Entry) => boolean }>,
    runs: number,
  ) =>
    fc.assert(
      fc.asyncProperty(
        subject,
        randomQuery,
        fc.constantFrom('asc', 'desc'),
        fc.integer({ min: 15, max: 150 }),
        async ({ path, client, holds }, query, order, limit) => {
          const expected = all.filter(entry => holds(entry) && isListed(entry, query))
          const sorted = path === '/v1/entries' ? expected : expected.toSorted(byTime)
          if (order === 'desc') sorted.reverse()
          const text = queryOf(query)
          const listed = await workspace.readAll(`${path}?order=${order}&${text}`, limit)
          expect([text, ids(listed)]).toEqual([text, ids(sorted)])
          if (path.startsWith('/v1/objects')) return
          const counts = await workspace.count(`?${client === undefined ? '' : `client=${client}&`}${text}`)
          expect([text, counts.total, counts.exact]).toEqual([text, expected.length, true])
          expect([text, counts.facets]).toEqual([
            text,
            {
              action: tally(expected, entry => entry.action),
              category: tally(expected, entry => entry.category),
              type: tally(expected, entry => entry.type),
              source: tally(expected, entry => entry.source),
              actor: tally(expected, actorOf),
              related: tally(
                expected.filter(entry => entry.related !== undefined),
                entry => entry.related!,
              ),
            },
          ])
        },
      ),
      { numRuns: runs, seed: 4700 },
    )

  test('the workspace’s log is what a plain reading of the filter gives, and so are its counts', () =>
    check(fc.constant({ path: '/v1/entries', holds: () => true }), 40))

  test('so is each client’s timeline', () =>
    check(
      fc.constantFrom(...CLIENTS).map(id => ({
        path: `/v1/clients/${id}/timeline`,
        client: id,
        holds: entry => entry.clients.some(client => client.hostId === id),
      })),
      40,
    ))

  test('so is each client’s access log, which has sign-ins, sign-outs, failed ones and expiries and nothing else', async () => {
    for (const id of CLIENTS) {
      for (const query of [
        {},
        { action: ['client.signed_in', 'booking.booked'] },
        { outcome: ['failure'] },
        { action: ['booking.booked'] },
      ]) {
        const expected = all.filter(
          entry =>
            entry.clients.some(client => client.hostId === id) &&
            /^client\.(signed_in|signed_out|sign_in_failed|session_expired)$/.test(entry.action) &&
            isListed(entry, query),
        )
        expect(
          ids(await workspace.readAll(`/v1/clients/${id}/access?order=asc&${queryOf(query)}`, 7)),
        ).toEqual(ids(expected.toSorted(byTime)))
      }
    }
  })

  test('so is each object’s history', () =>
    check(
      fc.constantFrom(...OBJECTS).map(name => ({
        path: `/v1/objects/${name.replace(':', '/')}/history`,
        holds: entry => entry.objects.some(object => `${object.type}:${object.id}` === name),
      })),
      20,
    ))
})

test('a named filter also takes what its action caused, from whatever source', async () => {
  const client = { id: 'asked' }
  const [request] = await workspace.append({
    action: 'client.erasure_requested',
    client,
    actor: { type: 'client' },
  })
  const [caused] = await workspace.append({
    action: 'client.erased',
    client,
    actor: { type: 'system' },
    causedBy: request!.id,
  })
  await workspace.append({
    action: 'client.erased',
    client: { id: 'other' },
    actor: { type: 'staff', id: 's1' },
  })
  expect(ids((await workspace.read('/v1/entries?named=removed_on_own_request')).entries)).toEqual([
    caused!.id,
  ])
})

test.each(['asc', 'desc'] as const)('pages of a growing log have no gap and no repeat: %s', async order => {
  const growing = await door.openWorkspace()
  const draft = (n: number) => ({
    action: n % 3 === 0 ? 'booking.booked' : 'my.own',
    client: { id: 'grower' },
    data: { n },
    occurredAt: new Date(1_790_000_000_000 + n * 1000).toISOString(),
  })
  await growing.append(...Array.from({ length: 150 }, (_, n) => draft(n)))
  let n = 150
  let writing = true
  const writers = [0, 1].map(async () => {
    while (writing) await growing.append(...Array.from({ length: 5 }, () => draft(n++)))
  })
  try {
    for (const [path, filter] of [
      ['/v1/entries', ''],
      ['/v1/clients/grower/timeline', ''],
      ['/v1/clients/grower/timeline', 'action=my.own'],
      ['/v1/entries', 'action=booking.*&source=api'],
    ] as const) {
      const before = n
      const walked: Entry[] = []
      let cursor: string | null = ''
      // An ascending walk follows the growing end; it need not catch up with it.
      for (let pages = 0; cursor !== null && pages < 60; pages++) {
        const page = await growing.read(
          `${path}?${filter}&order=${order}&limit=17${cursor && `&cursor=${cursor}`}`,
        )
        walked.push(...page.entries)
        cursor = page.next
      }
      const own = walked.filter(entry => entry.data?.['n'] !== undefined)
      const seqs = own.map(entry => entry.seq)
      expect(new Set(seqs).size).toBe(seqs.length)
      const numbers = new Set(own.map(entry => Number(entry.data!['n'])))
      const wanted = Array.from(
        { length: order === 'asc' && cursor !== null ? Math.max(...numbers) + 1 - 20 : before - 10 },
        (_, i) => i,
      ).filter(i => !filter || (filter.includes('booking') ? i % 3 === 0 : i % 3 !== 0))
      expect(wanted.filter(i => !numbers.has(i))).toEqual([])
      if (path === '/v1/entries')
        expect(seqs).toEqual(seqs.toSorted((a, b) => (order === 'asc' ? a - b : b - a)))
    }
  } finally {
    writing = false
    await Promise.all(writers)
  }
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
