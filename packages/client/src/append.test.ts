import { LIMITS } from '@daybook/protocol'
import { expect, test } from 'vitest'
import { answerJson, createFakeLog, startFakeServer } from '../test/fake-server.ts'
import { ConnectionError, createClient, LogError } from './index.ts'
import { MAX_BODY, MAX_DRAFT, MAX_DRAFTS } from './parcel.ts'

const fast = { attempts: 4, baseMs: 1, maxMs: 2 }
const keysOf = (asked: { body: { entries: { key: string }[] } }) => asked.body.entries.map(entry => entry.key)

test('the limits are those of the protocol', () => {
  expect([MAX_DRAFTS, MAX_BODY, MAX_DRAFT]).toEqual([LIMITS.drafts, LIMITS.body, LIMITS.draft])
})

test('one draft goes out with a key of its own and comes back as one receipt', async () => {
  const log = createFakeLog()
  await using server = await startFakeServer((asked, response) =>
    answerJson(response, 201, log.append(asked)),
  )
  const client = createClient({ url: `${server.url}/`, key: 'k-1' })
  expect(await client.append({ action: 'booking.booked' })).toEqual({ id: 'en_1', seq: 1, duplicate: false })
  expect(server.asked[0]).toMatchObject({ method: 'POST', path: '/v1/entries' })
  expect(server.asked[0]?.headers['authorization']).toBe('Bearer k-1')
  expect(keysOf(server.asked[0]!)[0]).toMatch(/^sdk_[0-9a-f]{32}$/)
})

test('calls of one moment share a request, in their order, and each gets its own receipts', async () => {
  const log = createFakeLog()
  await using server = await startFakeServer((asked, response) =>
    answerJson(response, 201, log.append(asked)),
  )
  const client = createClient({ url: server.url, key: 'k' })
  const [a, b, c, none] = await Promise.all([
    client.append({ action: 'a.one' }),
    client.append([{ action: 'b.one' }, { action: 'b.two' }]),
    client.append({ action: 'c.one' }),
    client.append([]),
  ])
  expect(server.asked).toHaveLength(1)
  expect(log.actions).toEqual(['a.one', 'b.one', 'b.two', 'c.one'])
  expect([a.seq, b.map(receipt => receipt.seq), c.seq, none]).toEqual([1, [2, 3], 4, []])
})

test('a request holds at most the given drafts and bytes, and the order is kept across requests', async () => {
  const log = createFakeLog()
  await using server = await startFakeServer((asked, response) =>
    answerJson(response, 201, log.append(asked)),
  )
  const client = createClient({ url: server.url, key: 'k', batch: { maxDrafts: 10, maxBytes: 2000 } })
  const actions = Array.from({ length: 35 }, (_, n) => `a.n${n}`)
  const big = { action: 'a.big', data: { text: 'x'.repeat(1900) } }
  await Promise.all([...actions.map(action => client.append({ action })), client.append(big)])
  expect(log.actions).toEqual([...actions, 'a.big'])
  const sizes = server.asked.map(asked => asked.body.entries.length)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10)
  expect(sizes.at(-1)).toBe(1)
})

test('a lost answer is asked for again with the same keys, and the entry is there once', async () => {
  const log = createFakeLog()
  await using server = await startFakeServer((asked, response, n) => {
    const answer = log.append(asked)
    if (n === 0) response.destroy()
    else if (n === 1)
      response.writeHead(201, { 'content-length': 500 }).write('{"entr', () => response.destroy())
    else answerJson(response, 200, answer)
  })
  const client = createClient({ url: server.url, key: 'k', retry: fast })
  const receipts = await Promise.all([
    client.append({ action: 'a.b' }),
    client.append({ action: 'a.c', key: 'mine' }),
  ])
  expect(server.asked).toHaveLength(3)
  expect(new Set(server.asked.map(asked => keysOf(asked).join()))).toHaveLength(1)
  expect(log.actions).toEqual(['a.b', 'a.c'])
  // The key made by the SDK cannot have been used before; about the caller's own it repeats what it was told.
  expect(receipts.map(receipt => receipt.duplicate)).toEqual([false, true])
})

test('a busy log is tried again with the same keys, not before Retry-After', async () => {
  const log = createFakeLog()
  const at: number[] = []
  await using server = await startFakeServer((asked, response, n) => {
    at.push(performance.now())
    if (n === 0) answerJson(response, 429, { code: 'log_busy' }, { 'retry-after': '1' })
    else if (n === 1) answerJson(response, 503, { code: 'database_unavailable' })
    else answerJson(response, 201, log.append(asked))
  })
  const client = createClient({ url: server.url, key: 'k', retry: fast })
  await client.append({ action: 'a.b' })
  expect(new Set(server.asked.flatMap(keysOf))).toHaveLength(1)
  expect(at[1]! - at[0]!).toBeGreaterThan(990)
})

test('without any answer the caller gets the keys to try again with', async () => {
  await using server = await startFakeServer((_, response) => response.destroy())
  const client = createClient({ url: server.url, key: 'k', retry: { ...fast, attempts: 2 } })
  const error = await client.append([{ action: 'a.b', key: 'mine' }, { action: 'a.c' }]).catch(error => error)
  expect(error).toBeInstanceOf(ConnectionError)
  expect(error.keys).toEqual(['mine', expect.stringMatching(/^sdk_/)])
  expect(server.asked).toHaveLength(2)
})

test('only the guilty call errs, with the paths of its own drafts; the others are written', async () => {
  const log = createFakeLog()
  await using server = await startFakeServer((asked, response) => {
    const errors = asked.body.entries.flatMap((draft, n) =>
      draft.action.startsWith('bad') ? [{ path: `/entries/${n}/action`, message: 'is bad' }] : [],
    )
    if (errors.length === 0) return answerJson(response, 201, log.append(asked))
    answerJson(response, 422, {
      code: 'entry_invalid',
      detail: 'Bad.',
      requestId: 'rq_1',
      errors: errors.slice(0, 2),
    })
  })
  const client = createClient({ url: server.url, key: 'k' })
  const results = await Promise.allSettled([
    client.append({ action: 'a.one' }),
    client.append([{ action: 'b.one' }, { action: 'bad.two' }, { action: 'b.three' }]),
    client.append({ action: 'bad.alone' }),
    client.append({ action: 'c.one' }),
    client.append({ action: 'bad.again' }),
  ])
  expect(results.map(result => result.status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'fulfilled',
    'rejected',
  ])
  expect(log.actions).toEqual(['a.one', 'c.one'])
  const errors = results.map(result =>
    result.status === 'rejected' ? (result.reason as LogError) : undefined,
  )
  expect(errors[1]).toBeInstanceOf(LogError)
  expect(errors[1]?.code).toBe('entry_invalid')
  expect(errors[1]?.details).toMatchObject({
    requestId: 'rq_1',
    errors: [{ path: '/entries/1/action', message: 'is bad' }],
  })
  expect(errors[2]?.details.errors).toEqual([{ path: '/action', message: 'is bad' }])
})

test('a conflict of keys names the first entry to the call that caused it', async () => {
  const log = createFakeLog()
  await using server = await startFakeServer((asked, response) => {
    const at = asked.body.entries.findIndex(draft => draft.key === 'used')
    if (at < 0) return answerJson(response, 201, log.append(asked))
    answerJson(response, 409, {
      code: 'key_conflict',
      path: `/entries/${at}/key`,
      existing: { id: 'en_9', seq: 9 },
    })
  })
  const client = createClient({ url: server.url, key: 'k' })
  const [fine, refused] = await Promise.allSettled([
    client.append({ action: 'a.b' }),
    client.append({ action: 'a.c', key: 'used' }),
  ])
  expect(fine.status).toBe('fulfilled')
  expect(refused).toMatchObject({
    reason: { code: 'key_conflict', details: { path: '/key', existing: { id: 'en_9', seq: 9 } } },
  })
})

test('a refusal that names nobody halves the request until the guilty call stands alone', async () => {
  const log = createFakeLog()
  await using server = await startFakeServer((asked, response) => {
    if (asked.body.entries.some(draft => draft.action === 'a.n5'))
      answerJson(response, 413, { code: 'body_too_large' })
    else answerJson(response, 201, log.append(asked))
  })
  const client = createClient({ url: server.url, key: 'k' })
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, n) => client.append({ action: `a.n${n}` })),
  )
  expect(results.flatMap((result, n) => (result.status === 'rejected' ? [n] : []))).toEqual([5])
  expect(log.actions).toEqual([0, 1, 2, 3, 4, 6, 7].map(n => `a.n${n}`))
})

test('a missing right concerns every call and is not tried again', async () => {
  await using server = await startFakeServer((_, response) =>
    answerJson(response, 401, { code: 'unauthenticated' }),
  )
  const client = createClient({ url: server.url, key: 'wrong' })
  const results = await Promise.allSettled([
    client.append({ action: 'a.b' }),
    client.append({ action: 'a.c' }),
  ])
  expect(results.map(result => result.status === 'rejected' && result.reason.code)).toEqual([
    'unauthenticated',
    'unauthenticated',
  ])
  expect(server.asked).toHaveLength(1)
})

test('what no request can hold is refused before it is sent', async () => {
  await using server = await startFakeServer((_, response) => answerJson(response, 500, {}))
  const client = createClient({ url: server.url, key: 'k' })
  const many = Array.from({ length: 1001 }, () => ({ action: 'a.b' }))
  const large = { action: 'a.b', data: { text: 'ä'.repeat(140_000) } }
  await expect(client.append(many)).rejects.toMatchObject({ code: 'too_many_entries' })
  await expect(client.append([{ action: 'a.b' }, large])).rejects.toMatchObject({
    code: 'draft_too_large',
    details: { errors: [{ path: '/entries/1' }] },
  })
  expect(server.asked).toHaveLength(0)
})

test('requests at a time are bounded, ready() waits for room and flush() for every answer', async () => {
  const log = createFakeLog()
  const held: (() => void)[] = []
  await using server = await startFakeServer((asked, response) => {
    held.push(() => answerJson(response, 201, log.append(asked)))
  })
  const batch = { maxDrafts: 2, inFlight: 2, queueDrafts: 6 }
  const client = createClient({ url: server.url, key: 'k', batch })
  const appends: Promise<unknown>[] = []
  for (let n = 0; n < 6; n++) {
    await client.ready()
    appends.push(client.append({ action: `a.n${n}` }))
  }
  let hasRoom = false
  void client.ready().then(() => (hasRoom = true))
  await expect.poll(() => held.length).toBe(2)
  expect(hasRoom).toBe(false)
  const flushed = client.flush()
  held.shift()?.()
  await expect.poll(() => hasRoom).toBe(true)
  await expect.poll(() => (held.shift()?.(), server.asked.length)).toBe(3)
  await expect.poll(() => (held.shift()?.(), log.actions.length)).toBe(6)
  await flushed
  await Promise.all(appends)
})

test('an aborted append that still waits is never sent', async () => {
  const log = createFakeLog()
  await using server = await startFakeServer((asked, response) =>
    answerJson(response, 201, log.append(asked)),
  )
  const client = createClient({ url: server.url, key: 'k', batch: { lingerMs: 20 } })
  const stop = new AbortController()
  const stopped = client.append({ action: 'a.stopped' }, { signal: stop.signal })
  const kept = client.append({ action: 'a.kept' })
  stop.abort()
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
  await kept
  expect(log.actions).toEqual(['a.kept'])
})

test('a draft is taken as it was at the call', async () => {
  const log = createFakeLog()
  await using server = await startFakeServer((asked, response) =>
    answerJson(response, 201, log.append(asked)),
  )
  const client = createClient({ url: server.url, key: 'k' })
  const draft = { action: 'a.before' }
  const receipt = client.append(draft)
  draft.action = 'a.after'
  await receipt
  expect(log.actions).toEqual(['a.before'])
})
