import { expect, test } from 'vitest'
import { answerJson, startFakeServer } from '../test/fake-server.ts'
import { createClient } from './index.ts'

const fast = { attempts: 3, baseMs: 1, maxMs: 2 }

test('each act goes to its route, with its reason', async () => {
  await using server = await startFakeServer((_, response) => answerJson(response, 200, { id: 'cl_1' }))
  const { privacy } = createClient({ url: server.url, key: 'k' })
  await privacy.delete('a/b')
  await privacy.restore('c-1', { reason: 'a mistake' })
  await privacy.hold('c-1', { reason: 'a lawsuit' })
  await privacy.release('c-1')
  await privacy.erase('c-1', 'anonymise')
  await privacy.receipt('cl_1')
  await privacy.ask('c-1', { mode: 'erase', reason: 'by letter' })
  await privacy.decide('en_1', 'erase')
  await privacy.decide('en_1', { decline: 'invoices must be kept' })
  expect(server.asked.map(({ method, path, body }) => [method, path, body])).toEqual([
    ['DELETE', '/v1/clients/a%2Fb', {}],
    ['POST', '/v1/clients/c-1/restore', { reason: 'a mistake' }],
    ['PUT', '/v1/clients/c-1/hold', { reason: 'a lawsuit' }],
    ['DELETE', '/v1/clients/c-1/hold', {}],
    ['POST', '/v1/clients/c-1/erase', { mode: 'anonymise' }],
    ['GET', '/v1/clients/cl_1/erasure', undefined],
    ['POST', '/v1/privacy/requests', { client: 'c-1', mode: 'erase', reason: 'by letter' }],
    ['POST', '/v1/privacy/requests/en_1/decide', { decision: 'erase' }],
    ['POST', '/v1/privacy/requests/en_1/decide', { decision: 'decline', reason: 'invoices must be kept' }],
  ])
})

test('what may be done twice without harm is tried again after silence, the rest is not', async () => {
  await using server = await startFakeServer((_, response) => answerJson(response, 503, { code: 'stopping' }))
  const { privacy } = createClient({ url: server.url, key: 'k', retry: fast })
  const tries = async (act: () => Promise<unknown>): Promise<number> => {
    const before = server.asked.length
    await expect(act()).rejects.toMatchObject({ code: 'stopping' })
    return server.asked.length - before
  }
  expect(await tries(() => privacy.delete('c'))).toBe(3)
  expect(await tries(() => privacy.hold('c'))).toBe(3)
  expect(await tries(() => privacy.erase('c', 'erase'))).toBe(3)
  expect(await tries(() => privacy.restore('c'))).toBe(1)
  expect(await tries(() => privacy.release('c'))).toBe(1)
  expect(await tries(() => privacy.decide('en_1', 'erase'))).toBe(1)
})

test('requests are read over all pages', async () => {
  const pages = [
    { requests: [{ id: 'en_3' }, { id: 'en_2' }], next: 'c1' },
    { requests: [{ id: 'en_1' }], next: null },
  ]
  await using server = await startFakeServer((_, response, n) => answerJson(response, 200, pages[n]))
  const { privacy } = createClient({ url: server.url, key: 'k' })
  const ids: string[] = []
  for await (const { id } of privacy.requests({ state: 'all' })) ids.push(id)
  expect(ids).toEqual(['en_3', 'en_2', 'en_1'])
  expect(server.asked.map(asked => asked.path)).toEqual([
    '/v1/privacy/requests?state=all&limit=200',
    '/v1/privacy/requests?state=all&limit=200&cursor=c1',
  ])
})
