import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { FakeServer } from '../test/fake-server.ts'
import { answerJson, startFakeServer } from '../test/fake-server.ts'
import { createClient } from './index.ts'

const fast = { attempts: 3, baseMs: 1, maxMs: 5 }
const event = (seq: number) => `id: ${seq}\ndata: ${JSON.stringify({ id: `en_${seq}`, seq })}\n\n`
const open = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' })
const streams = (server: FakeServer) => server.asked.filter(asked => asked.path.startsWith('/v1/stream'))

/** Follows until this seq has come. */
async function seqsUntil(last: number, entries: AsyncIterable<{ seq: number }>): Promise<number[]> {
  const seqs: number[] = []
  for await (const { seq } of entries) {
    seqs.push(seq)
    if (seq >= last) break
  }
  return seqs
}

test('a dropped connection resumes after the last entry, without gap or double', async () => {
  const wholeLog = Array.from({ length: 12 }, (_, n) => n + 1)
  await using server = await startFakeServer((asked, response, n) => {
    const rest = wholeLog.filter(seq => seq > Number(asked.headers['last-event-id']))
    open(response).write(': hello\n\n')
    // Each connection breaks in the middle of an event, one of them without any.
    const broken = event(rest[3] ?? 0).slice(0, 12)
    if (n === 1) response.write(': nothing', () => response.destroy())
    else if (rest.length > 4)
      response.write(rest.slice(0, 3).map(event).join('') + broken, () => response.destroy())
    else response.write(rest.map(event).join(''))
  })
  const client = createClient({ url: server.url, key: 'k', retry: fast })
  const seqs = await seqsUntil(12, client.follow({ action: 'booking.*', client: 'c-1' }, { lastSeq: 0 }))
  expect(seqs).toEqual(wholeLog)
  const ids = server.asked.map(asked => Number(asked.headers['last-event-id']))
  expect(ids).toEqual(ids.toSorted((a, b) => a - b))
  expect(ids.length).toBeGreaterThan(3)
  expect(server.asked[0]?.path).toBe('/v1/stream?action=booking.*&client=c-1')
})

test('what a server sends twice is given out once', async () => {
  await using server = await startFakeServer((_, response) => {
    open(response).write([1, 2, 2, 1, 3].map(event).join(''))
  })
  const client = createClient({ url: server.url, key: 'k', retry: fast })
  expect(await seqsUntil(3, client.follow({}, { lastSeq: 0 }))).toEqual([1, 2, 3])
})

test('"from now on" starts at the newest entry, also when the first connection breaks at once', async () => {
  await using server = await startFakeServer((asked, response, n) => {
    if (asked.path === '/v1/entries?limit=1')
      answerJson(response, 200, { entries: [{ seq: 41 }], next: 'more' })
    else if (n === 1) response.destroy()
    else open(response).write(event(42))
  })
  const client = createClient({ url: server.url, key: 'k', retry: fast })
  expect(await seqsUntil(42, client.follow())).toEqual([42])
  expect(streams(server).map(asked => asked.headers['last-event-id'])).toEqual(['41', '41'])
})

test('an id without data moves the place from which a lost connection resumes', async () => {
  await using server = await startFakeServer((_, response, n) => {
    if (n === 0) open(response).end('id: 70\n\n')
    else open(response).write(event(71))
  })
  const client = createClient({ url: server.url, key: 'k', retry: fast })
  expect(await seqsUntil(71, client.follow({}, { lastSeq: 5 }))).toEqual([71])
  expect(server.asked.map(asked => asked.headers['last-event-id'])).toEqual(['5', '70'])
})

test('a busy or stopping server is waited for, a refusal ends the loop', async () => {
  await using server = await startFakeServer((_, response, n) => {
    if (n === 0) answerJson(response, 503, { code: 'stopping' })
    else answerJson(response, 403, { code: 'scope_missing' })
  })
  const client = createClient({ url: server.url, key: 'k', retry: fast })
  const status: string[] = []
  const following = seqsUntil(1, client.follow({}, { lastSeq: 0, onStatus: one => status.push(one) }))
  await expect(following).rejects.toMatchObject({ code: 'scope_missing' })
  expect(status).toEqual(['connecting', 'waiting', 'connecting'])
})

test('aborting ends the loop without an error and closes the connection', async () => {
  let closed = false
  await using server = await startFakeServer((_, response) => {
    response.on('close', () => (closed = true))
    open(response).write(event(1))
  })
  const client = createClient({ url: server.url, key: 'k', retry: fast })
  const stop = new AbortController()
  const seqs: number[] = []
  for await (const { seq } of client.follow({}, { lastSeq: 0, signal: stop.signal })) {
    seqs.push(seq)
    stop.abort()
  }
  expect(seqs).toEqual([1])
  await expect.poll(() => closed).toBe(true)
})

test('leaving the loop closes the connection', async () => {
  let closed = false
  await using server = await startFakeServer((_, response) => {
    response.on('close', () => (closed = true))
    open(response).write(event(1))
  })
  const client = createClient({ url: server.url, key: 'k', retry: fast })
  await seqsUntil(1, client.follow({}, { lastSeq: 0 }))
  await expect.poll(() => closed).toBe(true)
})

test('a connection that fell silent is opened again', async () => {
  await using server = await startFakeServer((_, response, n) => {
    if (n === 0) open(response).write(event(1))
    else open(response).write(event(2))
  })
  const client = createClient({ url: server.url, key: 'k', retry: fast })
  expect(await seqsUntil(2, client.follow({}, { lastSeq: 0, idleMs: 50 }))).toEqual([1, 2])
})
