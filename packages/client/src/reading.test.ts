import { expect, test } from 'vitest'
import { answerJson, startFakeServer } from '../test/fake-server.ts'
import { createClient } from './index.ts'

const fast = { attempts: 3, baseMs: 1, maxMs: 2 }
const entry = (seq: number) => ({ id: `en_${seq}`, seq })

test('iterating follows next over all pages, an empty one included', async () => {
  const pages = [
    { entries: [entry(5), entry(4)], next: 'c1' },
    { entries: [], next: 'c2', reachedBack: '2026-01-01T00:00:00Z' },
    { entries: [entry(1)], next: null },
  ]
  await using server = await startFakeServer((_, response, n) => answerJson(response, 200, pages[n]))
  const client = createClient({ url: server.url, key: 'k' })
  const seqs: number[] = []
  for await (const { seq } of client.timeline('a/b ü', {
    action: ['booking.*', 'payment.failed'],
    from: '2026-01-01',
  }))
    seqs.push(seq)
  expect(seqs).toEqual([5, 4, 1])
  const [first, second] = server.asked.map(asked => new URL(asked.path, server.url))
  expect(first?.pathname).toBe('/v1/clients/a%2Fb%20%C3%BC/timeline')
  expect(first?.searchParams.getAll('action')).toEqual(['booking.*', 'payment.failed'])
  expect(Object.fromEntries(second!.searchParams)).toMatchObject({
    from: '2026-01-01',
    limit: '200',
    cursor: 'c1',
  })
})

test('a page is read with the cursor, limit and order that it is asked for', async () => {
  await using server = await startFakeServer((_, response) =>
    answerJson(response, 200, { entries: [], next: null }),
  )
  const client = createClient({ url: server.url, key: 'k' })
  await client.history('booking', 'BK-1', { order: 'asc', limit: 20 }).page()
  await client.access('c-1').page('xyz', { limit: 5 })
  await client.entries({ source: 'staff', q: 'a&b' }).page()
  expect(server.asked.map(asked => asked.path)).toEqual([
    '/v1/objects/booking/BK-1/history?order=asc&limit=20',
    '/v1/clients/c-1/access?limit=5&cursor=xyz',
    '/v1/entries?source=staff&q=a%26b',
  ])
})

test('leaving a loop early asks for no further page', async () => {
  await using server = await startFakeServer((_, response) =>
    answerJson(response, 200, { clients: [{ id: 'cl_1' }, { id: 'cl_2' }], next: 'more' }),
  )
  const client = createClient({ url: server.url, key: 'k' })
  for await (const { id } of client.clients({ q: 'ana' })) if (id === 'cl_2') break
  expect(server.asked.map(asked => asked.path)).toEqual(['/v1/clients?q=ana&limit=200'])
})

test('entry, counts and any other route answer their JSON', async () => {
  await using server = await startFakeServer((asked, response) =>
    answerJson(response, 200, { path: asked.path }),
  )
  const client = createClient({ url: server.url, key: 'k' })
  expect(await client.entry('en_1')).toEqual({ path: '/v1/entries/en_1' })
  expect(await client.counts({ client: 'c-1', category: 'bookings' })).toEqual({
    path: '/v1/entries/counts?client=c-1&category=bookings',
  })
  expect(
    await client.request('POST', '/v1/objects/booking/BK-1/cancel', { body: { reason: 'ill' } }),
  ).toEqual({
    path: '/v1/objects/booking/BK-1/cancel',
  })
  expect(server.asked[2]?.body).toEqual({ reason: 'ill' })
})

test('the staff app sends its workspace instead of a key', async () => {
  const init: RequestInit[] = []
  const client = createClient({
    url: '',
    workspace: 'ws_1',
    language: 'de',
    fetch: async (input, one) => {
      init.push(one)
      return Response.json({ input })
    },
  })
  expect(await client.entry('en_1')).toEqual({ input: '/v1/entries/en_1' })
  expect(init[0]).toMatchObject({
    credentials: 'same-origin',
    headers: { 'daybook-workspace': 'ws_1', 'accept-language': 'de' },
  })
  expect(init[0]?.headers).not.toHaveProperty('authorization')
})

test('a refusal is a LogError with its code, paths and request id', async () => {
  const problem = {
    type: 'about:blank',
    title: 'Invalid query',
    detail: 'The filter is not known.',
    code: 'query_invalid',
    requestId: 'rq_7',
    errors: [{ path: '/categry', message: 'is not a filter; did you mean "category"?' }],
  }
  await using server = await startFakeServer((_, response) => answerJson(response, 422, problem))
  const client = createClient({ url: server.url, key: 'k' })
  await expect(client.counts()).rejects.toMatchObject({
    name: 'LogError',
    code: 'query_invalid',
    message: 'The filter is not known.',
    details: { requestId: 'rq_7', errors: problem.errors },
  })
})

test('a refusal that Daybook did not write falls back to its status', async () => {
  await using server = await startFakeServer((_, response) => {
    response
      .writeHead(403, { 'content-type': 'text/html', 'x-request-id': 'proxy-1' })
      .end('<h1>Forbidden</h1>')
  })
  const client = createClient({ url: server.url, key: 'k' })
  await expect(client.entry('en_1')).rejects.toMatchObject({
    code: 'scope_missing',
    details: { requestId: 'proxy-1' },
  })
})

test('an answer that is not JSON is no answer of Daybook', async () => {
  await using server = await startFakeServer((_, response) =>
    response.end('<h1>Welcome to the hotel Wi-Fi</h1>'),
  )
  const client = createClient({ url: server.url, key: 'k' })
  await expect(client.entry('en_1')).rejects.toMatchObject({ name: 'ConnectionError' })
})

test('a reading call is tried again after silence, an act is not', async () => {
  await using server = await startFakeServer((asked, response, n) => {
    if (n < 2 || asked.method === 'POST') response.destroy()
    else answerJson(response, 200, entry(1))
  })
  const client = createClient({ url: server.url, key: 'k', retry: fast })
  expect(await client.entry('en_1')).toEqual(entry(1))
  await expect(client.request('POST', '/v1/entries/en_1/notes')).rejects.toMatchObject({
    name: 'ConnectionError',
  })
  expect(server.asked).toHaveLength(4)
})

test('a Retry-After far away is left to the caller', async () => {
  await using server = await startFakeServer((_, response) =>
    answerJson(
      response,
      429,
      { code: 'rate_limited' },
      { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() },
    ),
  )
  const client = createClient({ url: server.url, key: 'k', retry: fast })
  const error = await client.entry('en_1').catch(error => error)
  expect(error.code).toBe('rate_limited')
  expect(error.details.retryAfter).toBeGreaterThan(3500)
  expect(server.asked).toHaveLength(1)
})

test('an id that no address can hold is refused', () => {
  const client = createClient({ url: 'http://127.0.0.1', key: 'k' })
  expect(() => client.timeline('..')).toThrow(expect.objectContaining({ code: 'query_invalid' }))
})
