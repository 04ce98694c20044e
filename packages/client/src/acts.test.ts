import { expect, test } from 'vitest'
import { answerJson, startFakeServer } from '../test/fake-server.ts'
import { createClient } from './index.ts'

test('acts go to their routes, each with a key, so that a retry does nothing twice', async () => {
  await using server = await startFakeServer((_, response, n) =>
    n === 0 ? answerJson(response, 503, { code: 'stopping' }) : answerJson(response, 201, { entries: [] }),
  )
  const { acts } = createClient({ url: server.url, key: 'k', retry: { attempts: 3, baseMs: 1, maxMs: 2 } })
  await acts.perform('booking', 'BK/1', 'reschedule', {
    fields: { startsAt: '2026-11-26T10:00:00Z' },
    ifVersion: 7,
  })
  await acts.begin('payment', 'record', { key: 'own', fields: { amount: 4000, currency: 'EUR' } })
  await acts.perform('client', 'c-1', 'tag', { data: { tag: 'regular' } })
  await acts.perform('asset', 'A-1', 'create', { fields: { serial: 'X1' } })
  await acts.put('service', 'SV-1', { state: { name: 'Massage' } })
  await acts.read('booking', 'BK-1', { at: '2026-11-01', known: 42 })
  await acts.read('client', 'c-1')
  await acts.forms({ lang: 'de' })
  await acts.why('en_1')
  const [first, again] = server.asked.slice(0, 2).map(({ body }) => (body as unknown as { key: string }).key)
  expect(first).toMatch(/^act_/)
  expect(again).toBe(first)
  expect(server.asked.slice(1).map(({ method, path, body }) => [method, path, body])).toMatchObject([
    ['POST', '/v1/objects/booking/BK%2F1/reschedule', { ifVersion: 7 }],
    ['POST', '/v1/objects/payment', { act: 'record', key: 'own', fields: { amount: 4000 } }],
    ['POST', '/v1/clients/c-1/tag', { data: { tag: 'regular' } }],
    ['POST', '/v1/objects/asset/A-1/create', { fields: { serial: 'X1' } }],
    ['PUT', '/v1/objects/service/SV-1', { state: { name: 'Massage' }, key: expect.stringMatching(/^act_/) }],
    ['GET', '/v1/objects/booking/BK-1?at=2026-11-01&known=42', undefined],
    ['GET', '/v1/clients/c-1/profile', undefined],
    ['GET', '/v1/acts?lang=de', undefined],
    ['GET', '/v1/entries/en_1/why', undefined],
  ])
})

test('a refusal brings what is, and what changed', async () => {
  const current = { object: { id: 'BK-1', version: 9 }, changes: [{ field: 'room', after: 'Room 2' }] }
  await using server = await startFakeServer((_, response) =>
    answerJson(response, 409, { code: 'version_conflict', current, free: ['2026-11-26T10:00:00Z'] }),
  )
  const { acts } = createClient({ url: server.url, key: 'k' })
  await expect(acts.perform('booking', 'BK-1', 'cancel')).rejects.toMatchObject({
    code: 'version_conflict',
    details: { current, free: ['2026-11-26T10:00:00Z'] },
  })
})

test('an act takes the fields that the catalogue gives it, and the compiler knows', () => {
  const { acts } = createClient({ url: 'http://127.0.0.1:1', key: 'k' })
  const never = (): unknown => [
    acts.perform('booking', 'BK-1', 'book', {
      fields: { service: 'Massage', startsAt: '2026-11-26T10:00:00Z' },
    }),
    // @ts-expect-error an act needs what the catalogue says
    acts.perform('booking', 'BK-1', 'book', { fields: { service: 'Massage' } }),
    // @ts-expect-error and takes nothing else
    acts.perform('booking', 'BK-1', 'confirm', { fields: { service: 'Massage' } }),
    // @ts-expect-error there is no such act
    acts.perform('booking', 'BK-1', 'fly'),
  ]
  expect(never).toBeTypeOf('function')
})

test('profiles, lists and notes go to their routes; what writes has a key', async () => {
  await using server = await startFakeServer((_, response) => answerJson(response, 200, { entries: [] }))
  const { profiles } = createClient({ url: server.url, key: 'k' })
  await profiles.put('c/1', { state: { name: 'Ana' }, ifVersion: 3 })
  await profiles.note('en_1', { note: 'Called twice', key: 'n-1' })
  await profiles.importList({ format: 'csv', text: 'name' })
  await profiles.lastChanges('c-1')
  await profiles.fields()
  expect(server.asked.map(({ method, path, body }) => [method, path, body])).toMatchObject([
    [
      'PUT',
      '/v1/clients/c%2F1',
      { state: { name: 'Ana' }, ifVersion: 3, key: expect.stringMatching(/^put_/) },
    ],
    ['POST', '/v1/entries/en_1/notes', { note: 'Called twice', key: 'n-1' }],
    ['POST', '/v1/clients/import', { format: 'csv' }],
    ['GET', '/v1/clients/c-1/last-changes', undefined],
    ['GET', '/v1/settings/client-fields', undefined],
  ])
})
