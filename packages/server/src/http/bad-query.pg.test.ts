import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor, type TestAnswer, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let workspace: TestWorkspace
let clock = Date.now()

beforeAll(async () => {
  door = await openTestDoor({ now: () => clock })
  workspace = await door.openWorkspace()
  await workspace.append(
    ...Array.from({ length: 9 }, (_, i) => ({
      action: 'booking.updated',
      client: { id: `c${i % 3}` },
      object: { type: 'booking', id: 'b' },
    })),
  )
})
afterAll(() => door?.close())

const refusal = ({ status, body }: TestAnswer): unknown[] => [
  status,
  body.code,
  body.errors?.map((error: any) => error.path),
]
const get = (path: string): Promise<TestAnswer> => workspace.call('GET', path)

describe('a query', () => {
  test.each([
    ['an unknown parameter', 'offset=10', ['/offset']],
    ['two unknown parameters', 'a=1&b=2', ['/a', '/b']],
    ['an unknown parameter that a pointer escapes', 'a/b~=1', ['/a~1b~0']],
    ['__proto__', '__proto__=1', ['/__proto__']],
    ['constructor', 'constructor=1', ['/constructor']],
    ['a limit of nothing', 'limit=0', ['/limit']],
    ['a limit over 200', 'limit=201', ['/limit']],
    ['half a limit', 'limit=1.5', ['/limit']],
    ['a limit in words', 'limit=all', ['/limit']],
    ['an empty limit', 'limit=', ['/limit']],
    ['limit twice', 'limit=1&limit=2', ['/limit']],
    ['an unknown order', 'order=newest', ['/order']],
    ['an unknown category', 'category=orders&category=people', ['/category/1']],
    ['an unknown type', 'type=Auth', ['/type/0']],
    ['an unknown source', 'source=web', ['/source/0']],
    ['an unknown outcome', 'outcome=ok', ['/outcome/0']],
    ['an unknown relation', 'related=family', ['/related/0']],
    ['an unknown named filter', 'named=toString', ['/named/0']],
    ['an unknown language', 'lang=xx', ['/lang']],
    ['an empty action', 'action=', ['/action/0']],
    ['a very long actor', `actor=${'x'.repeat(501)}`, ['/actor/0']],
    ['101 objects', Array.from({ length: 101 }, (_, i) => `object=booking:${i}`).join('&'), ['/object']],
    ['a very long text', `q=${'x'.repeat(501)}`, ['/q']],
    ['U+0000', 'q=%00', ['/q']],
    ['from twice', 'from=2026-01-01&from=2026-01-02', ['/from']],
    ['a day that does not exist', 'from=2026-02-30', ['/from']],
    ['two ends that cannot be read', 'from=yesterday&to=2026-11-22T10:00', ['/from', '/to']],
    ['an empty end', 'to=', ['/to']],
  ])('is refused with its place: %s', async (_, query, paths) => {
    for (const path of [
      '/v1/entries',
      '/v1/clients/c1/timeline',
      '/v1/clients/c1/access',
      '/v1/objects/booking/b/history',
    ]) {
      expect(refusal(await get(`${path}?${query}`))).toEqual([422, 'query_invalid', paths])
    }
  })

  test('is refused on every other route as well', async () => {
    for (const path of [
      '/v1/entries/counts?limit=1',
      '/v1/stream?limit=1',
      '/v1/clients?sort=age',
      '/v1/clients/c1?q=x',
      '/v1/workspace?x=1',
      '/v1/keys?x=1',
    ]) {
      const answer = await get(path)
      expect([path, answer.status, answer.body.code]).toEqual([path, 422, 'query_invalid'])
    }
  })

  test.each([
    'from=0000-01-01&to=0000-12-31',
    'from=0001-01-01',
    'to=9999-12-31',
    'from=9999-12-31&to=9999-12-31',
    'from=%2B275760-09-13T00:00:00Z',
    'to=-271821-04-20T00:00:00Z',
    'from=-271821-04-20T00:00:00Z&to=%2B275760-09-13T00:00:00Z',
    'from=2026-12-01&to=2026-11-01',
    'object=b',
    'object=:',
    'object=booking:',
    'object=Booking:1',
    'object=ob_zzzzzzzzzzz',
    'actor=:',
    'actor=client:',
    'actor=cl_zzzzzzzzzzz',
    'action=*',
    'action=.*',
    'action=constructor',
    'field=__proto__',
    'q=%FF',
    'q=%20',
    'q=.*%5C(%25_',
  ])('may ask for what is odd or nowhere: %s', async query => {
    for (const path of [
      '/v1/entries',
      '/v1/entries/counts',
      '/v1/clients/c1/timeline',
      '/v1/objects/booking/b/history',
    ]) {
      expect([path, (await get(`${path}?${query}`)).status]).toEqual([path, 200])
    }
  })

  test.each([
    '/v1/clients/nobody',
    '/v1/clients/nobody/timeline',
    '/v1/clients/%00/timeline',
    '/v1/clients/cl_00000000001/access',
    '/v1/clients/%FF',
    '/v1/clients/%ED%A0%80',
    '/v1/objects/booking/none/history',
    '/v1/objects/invoice/b/history',
    '/v1/objects/booking%00/ob_00000000001/history',
    '/v1/objects/%F0/ob_00000000001/history',
    `/v1/objects/${'x'.repeat(5000)}/ob_00000000001/history`,
    '/v1/objects/booking/%00/history',
    '/v1/entries/en_00000000000000000000000000',
    '/v1/entries/7',
    '/v1/entries/%00',
    '/v1/entries/counts?client=nobody',
    '/v1/stream?client=nobody',
    '/v1/nothing',
  ])('is answered with 404 where there is nothing: %s', async path => {
    const { status, body } = await get(path)
    expect([status, body.code]).toEqual([404, 'not_found'])
  })

  test('is refused on the stream with a place that is no number', async () => {
    for (const id of ['x', '-1', '1.5', '1e99', 'NaN', ' ']) {
      const answer = await workspace.call('GET', '/v1/stream', undefined, { 'last-event-id': id })
      expect([id, answer.status, answer.body.code]).toEqual([id, 422, 'query_invalid'])
    }
    expect(refusal(await get('/v1/stream?lastSeq=-1'))).toEqual([422, 'query_invalid', ['/lastSeq']])
  })
})

describe('a cursor', () => {
  const cursorOf = async (path: string): Promise<string> => (await workspace.read(path)).next!
  const expectInvalid = async (path: string): Promise<void> => {
    const { status, body } = await get(path)
    expect([path, status, body.code]).toEqual([path, 422, 'cursor_invalid'])
  }

  test('goes on with its own list, whatever the limit', async () => {
    const cursor = await cursorOf('/v1/entries?limit=3&action=booking.updated')
    const { entries } = await workspace.read(`/v1/entries?limit=5&action=booking.updated&cursor=${cursor}`)
    expect(entries.map(entry => entry.seq)).toEqual([8, 7, 6, 5, 4])
  })

  test('is refused with other filters, another order, another route, or another workspace', async () => {
    const cursor = await cursorOf('/v1/entries?limit=3&action=booking.updated')
    for (const path of [
      '/v1/entries?',
      '/v1/entries?action=booking.updated&source=api',
      '/v1/entries?action=booking.*',
      '/v1/entries?action=booking.updated&order=asc',
      '/v1/entries?action=booking.updated&from=2026-01-01',
      '/v1/entries?action=booking.updated&action=x',
      '/v1/clients/c1/timeline?action=booking.updated',
      '/v1/clients/c1/access?action=booking.updated',
      '/v1/objects/booking/b/history?action=booking.updated',
      '/v1/clients?',
    ]) {
      await expectInvalid(`${path}&cursor=${cursor}`)
    }
    const other = await door.openWorkspace()
    expect((await other.call('GET', `/v1/entries?action=booking.updated&cursor=${cursor}`)).body.code).toBe(
      'cursor_invalid',
    )
    const ofClient = await cursorOf('/v1/clients/c1/timeline?limit=1')
    await expectInvalid(`/v1/clients/c2/timeline?cursor=${ofClient}`)
    const clients = (await get('/v1/clients?limit=1')).body.next
    expect((await get(`/v1/clients?limit=1&cursor=${clients}`)).body.clients).toHaveLength(1)
    await expectInvalid(`/v1/clients?q=c&cursor=${clients}`)
  })

  test('is refused where one bit of it was changed, or it was never given out', async () => {
    const cursor = await cursorOf('/v1/entries?limit=3')
    const bytes = Buffer.from(cursor, 'base64url')
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes)
      changed[i]! ^= 1
      await expectInvalid(`/v1/entries?limit=3&cursor=${changed.toString('base64url')}`)
    }
    for (const text of [
      '',
      'x',
      cursor.slice(0, -1),
      `${cursor}A`,
      `${cursor}=`,
      `${cursor}%0A`,
      'A'.repeat(60),
      'null',
    ]) {
      await expectInvalid(`/v1/entries?limit=3&cursor=${text}`)
    }
  })

  test('expires after seven days', async () => {
    const cursor = await cursorOf('/v1/entries?limit=3')
    clock += 7 * 86_400_000 - 60_000
    expect((await get(`/v1/entries?limit=3&cursor=${cursor}`)).status).toBe(200)
    clock += 120_000
    expect(refusal(await get(`/v1/entries?limit=3&cursor=${cursor}`))).toEqual([
      422,
      'cursor_expired',
      undefined,
    ])
  })
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
