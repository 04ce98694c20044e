import type { Draft, Entry } from '@daybook/protocol'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readStream, type StreamReader } from './stream-reader.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
/** A second server over the same database and keys. */
let beside: TestDoor
let workspace: TestWorkspace
const open: StreamReader[] = []

beforeAll(async () => {
  door = await openTestDoor()
  beside = await openTestDoor({ beside: door })
})
afterEach(async () => {
  await Promise.all(open.splice(0).map(stream => stream.close()))
})
afterAll(async () => {
  await beside?.close()
  await door?.close()
})

async function begin(): Promise<void> {
  workspace = await door.openWorkspace()
}

async function listen(query = '', lastEventId?: string, at = door): Promise<StreamReader> {
  const headers = {
    authorization: `Bearer ${workspace.key}`,
    ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
  }
  const response = await at.app.request(`/v1/stream${query}`, { headers })
  expect([
    response.status,
    response.headers.get('content-type'),
    response.headers.get('cache-control'),
  ]).toEqual([200, 'text/event-stream', 'no-store, no-transform'])
  const stream = readStream(response)
  open.push(stream)
  return stream
}
async function append(at: TestDoor, ...drafts: Draft[]): Promise<void> {
  const response = await at.app.request('/v1/entries', {
    method: 'POST',
    headers: { authorization: `Bearer ${workspace.key}` },
    body: JSON.stringify({ entries: drafts }),
  })
  expect(response.status).toBe(201)
}
const draft = (n: number, more: Partial<Draft> = {}): Draft => ({
  action: 'my.own',
  data: { n },
  client: { id: `c${n % 2}` },
  ...more,
})
const numbers = (entries: readonly Entry[]): number[] => entries.map(entry => Number(entry.data!['n']))
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

test('entries arrive as they are read elsewhere, in order, from this server and from another', async () => {
  await begin()
  const streams = [await listen(), await listen('', undefined, beside)]
  for (let n = 0; n < 40; n += 2)
    await append(
      n % 4 === 0 ? door : beside,
      draft(n),
      draft(n + 1, { client: { id: `new-${n}`, name: 'New' }, action: `new.kind.${n}` }),
    )
  const expected = (await workspace.readAll('/v1/entries?order=asc')).filter(
    entry => entry.data?.['n'] !== undefined,
  )
  for (const stream of streams) expect(await stream.until(entries => entries.length >= 40)).toEqual(expected)
})

test('a listener that comes back has no gap and nothing twice, whichever server it comes back to', async () => {
  await begin()
  const total = 300
  let sent = 0
  const writer = (async () => {
    while (sent < total) {
      const batch = range(sent, sent + 5)
      await append(sent % 2 === 0 ? door : beside, ...batch.map(n => draft(n)))
      sent += 5
    }
  })()
  const got: Entry[] = []
  let lastId = '0'
  for (let turn = 0; got.length === 0 || numbers(got.slice(-1))[0] !== total - 1; turn++) {
    const stream = await listen('', lastId, turn % 2 === 0 ? door : beside)
    const wanted = Math.min(1 + ((turn * 37) % 60), total - numbers(got).length)
    await stream.until(entries => entries.filter(entry => entry.data?.['n'] !== undefined).length >= wanted)
    got.push(...stream.entries.filter(entry => entry.data?.['n'] !== undefined))
    lastId = stream.lastId!
    await stream.close()
  }
  await writer
  expect(got.map(entry => entry.seq)).toEqual(range(3, total + 3))
  expect(numbers(got).toSorted((a, b) => a - b)).toEqual(range(0, total))
})

test('a listener asks for what came after an entry, by header or by query', async () => {
  await begin()
  await append(door, ...range(0, 600).map(n => draft(n)))
  const all = await workspace.readAll('/v1/entries?order=asc')
  for (const stream of [
    await listen('', '2'),
    await listen('?lastSeq=2'),
    await listen('?lastSeq=590', '2', beside),
  ]) {
    expect(await stream.until(entries => entries.length >= 600)).toEqual(all.slice(2))
  }
  const fresh = await listen()
  await append(door, draft(600))
  expect(numbers(await fresh.until(entries => entries.length > 0))).toEqual([600])
})

test('filters say what comes; an entry that does not match still moves the place to come back to', async () => {
  await begin()
  await append(door, draft(0), draft(-1, { client: { id: 'c1' } }))
  const streams: [string, (n: number) => boolean][] = [
    ['?client=c0', n => n % 2 === 0],
    ['?action=booking.*&action=none', n => n % 3 === 0],
    ['?actor=staff:late', n => n % 5 === 0],
    ['?object=booking:late', n => n % 3 === 0],
    ['?client=c1&category=bookings&source=staff', n => n % 2 === 1 && n % 3 === 0 && n % 5 === 0],
    ['?q=fl%C3%BA', n => n % 7 === 0],
    ['?field=notes&outcome=success', n => n % 3 === 0],
    ['?from=2026-11-02&to=2026-11-02', n => n % 4 === 0],
    ['?named=cancelled_by_staff', n => n % 15 === 0],
  ]
  const open = await Promise.all(streams.map(async ([query]) => listen(query)))
  for (const n of range(1, 61)) {
    await append(
      n % 2 === 0 ? door : beside,
      draft(n, {
        ...(n % 3 === 0 && {
          action: 'booking.cancelled',
          object: { type: 'booking', id: 'late' },
          changes: [{ field: 'notes', after: n }],
        }),
        ...(n % 5 === 0 && { actor: { type: 'staff', id: 'late' } }),
        ...(n % 7 === 0 && { reason: 'Flu' }),
        occurredAt: n % 4 === 0 ? '2026-11-02' : '2026-11-03T12:00:00Z',
      }),
    )
  }
  const last = String((await workspace.read('/v1/entries?limit=1')).entries[0]!.seq)
  for (const [i, stream] of open.entries()) {
    await stream.until(() => stream.lastId === last)
    expect([streams[i]![0], numbers(stream.entries)]).toEqual([
      streams[i]![0],
      range(1, 61).filter(streams[i]![1]),
    ])
  }
})

test('a history too long for one breath comes in several, and no listener is left behind', async () => {
  await begin()
  const total = 800
  const long = 'x'.repeat(12_000)
  for (let n = 0; n < total; n += 400)
    await append(door, ...range(n, n + 400).map(n => draft(n, { reason: long })))
  const got: Entry[] = []
  let turns = 0
  for (let lastId = '2'; got.length < total; turns++) {
    const stream = await listen('', lastId)
    await stream.until(entries => entries.length + got.length >= total).catch(() => {})
    got.push(...stream.entries)
    lastId = stream.lastId!
    await stream.close()
  }
  expect(numbers(got)).toEqual(range(0, total))
  expect(turns).toBeGreaterThan(1)
})

test('entries of another workspace do not come', async () => {
  await begin()
  const stream = await listen()
  const other = await door.openWorkspace()
  await other.append({ action: 'other.one' })
  await append(door, draft(1))
  expect((await stream.until(entries => entries.length > 0)).map(entry => entry.action)).toEqual(['my.own'])
})

test('a stream ends when the server stops, so that its listener goes elsewhere', async () => {
  await begin()
  const third = await openTestDoor({ beside: door })
  const stream = await listen('', undefined, third)
  await third.close()
  await expect(stream.until(() => false)).rejects.toThrow('the stream ended')
  expect([...door.failures, ...beside.failures, ...third.failures]).toEqual([])
})
