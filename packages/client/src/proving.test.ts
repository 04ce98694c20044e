import { expect, test } from 'vitest'
import { createClient } from './create-client.ts'

interface Asked {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

/** A client whose calls are answered from here. */
function clientOf(answer: (asked: Asked) => Response) {
  const asked: Asked[] = []
  const client = createClient({
    url: 'https://daybook.example',
    key: 'dbk_x',
    fetch: async (input, init) => {
      const url = new URL(input)
      const one = {
        method: init.method!,
        path: url.pathname + url.search,
        ...(typeof init.body === 'string' && { body: JSON.parse(init.body) }),
      }
      asked.push(one)
      return answer(one)
    },
  })
  return { client, asked }
}

test('checkpoint, trust policy, proof and consistency are asked for as the contract names them', async () => {
  const { client, asked } = clientOf(({ path }) =>
    path.startsWith('/v1/log/consistency')
      ? Response.json({ from: 1, to: 9, hashes: ['aGk='] })
      : new Response('a text\n'),
  )
  expect(await client.checkpoint()).toBe('a text\n')
  expect(await client.trustPolicy()).toBe('a text\n')
  expect(await client.proof('en_1', { fields: ['change/*', 'client:name'] })).toBe('a text\n')
  expect(await client.consistency({ from: 1, to: 9 })).toEqual({ from: 1, to: 9, hashes: ['aGk='] })
  expect(asked.map(one => `${one.method} ${one.path}`)).toEqual([
    'GET /v1/log/checkpoint',
    'GET /v1/log/trust-policy',
    'GET /v1/entries/en_1/proof?field=change%2F*&field=client%3Aname',
    'GET /v1/log/consistency?from=1&to=9',
  ])
})

test('evidence comes as a stream; a refusal is an error with its code, and nothing is tried twice', async () => {
  const { client, asked } = clientOf(({ body }) =>
    (body as { client?: string }).client === 'ada'
      ? new Response(new Uint8Array([80, 75]))
      : Response.json({ code: 'log_damaged', detail: 'A check found a problem.' }, { status: 409 }),
  )
  const zip = await client.evidence({ client: 'ada', fields: ['reason'] })
  expect(new Uint8Array(await new Response(zip).arrayBuffer())).toEqual(new Uint8Array([80, 75]))
  await expect(client.evidence({ object: 'booking:b' })).rejects.toMatchObject({
    name: 'LogError',
    code: 'log_damaged',
  })
  expect(asked).toEqual([
    { method: 'POST', path: '/v1/evidence', body: { client: 'ada', fields: ['reason'] } },
    { method: 'POST', path: '/v1/evidence', body: { object: 'booking:b' } },
  ])
})

test('where nobody answers it is a connection error', async () => {
  const { client } = clientOf(() => {
    throw new TypeError('fetch failed')
  })
  await expect(client.evidence({ client: 'ada' })).rejects.toMatchObject({ name: 'ConnectionError' })
})
