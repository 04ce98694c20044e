import { LIMITS } from '@daybook/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHttpDoor } from '../http-door.ts'
import { openTestDoor, type TestAnswer, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let workspace: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor()
  workspace = await door.openWorkspace()
})
afterAll(() => door?.close())

const send = (body: unknown): Promise<TestAnswer> => workspace.call('POST', '/v1/entries', body)
const note = { action: 'booking.updated' }

/** Status, code, and where: what a program needs of a refusal. */
const refusal = ({ status, body }: TestAnswer): unknown[] => [
  status,
  body.code,
  body.errors?.map((error: any) => error.path),
]

/** Nothing was written, and the refusal is a whole problem (RFC 9457). */
async function expectRefused(
  body: unknown,
  code: string,
  paths: string[],
  status = 422,
): Promise<TestAnswer> {
  const before = (await workspace.count('')).total
  const answer = await send(body)
  expect(refusal(answer)).toEqual([status, code, paths])
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.body).toMatchObject({
    type: 'about:blank',
    title: expect.any(String),
    detail: expect.any(String),
    status,
  })
  expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'))
  for (const error of answer.body.errors ?? []) expect(error.message).toMatch(/\S/)
  expect((await workspace.count('')).total).toBe(before)
  return answer
}

describe('a body that is not JSON', () => {
  test.each([
    '',
    ' ',
    '{',
    '{"action":"a"',
    "{'action':'a'}",
    '{"action":"a",}',
    '{"action":NaN}',
    '{"action":"\t"}',
    '\u0000',
    '{}{}',
  ])('is refused with 400: %j', async text => {
    const { status, body } = await send(text)
    expect([status, body.code]).toEqual([400, 'not_json'])
  })

  test('is refused with 400 where it is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('{"action":"'), Buffer.of(0xff, 0xc0, 0x80), Buffer.from('"}')])
    const { status, body } = await send(bytes)
    expect([status, body.code, body.detail]).toEqual([400, 'not_json', 'The body is not valid UTF-8.'])
  })
})

describe('a draft of the wrong shape', () => {
  test.each([
    ['no object', [note], ['']],
    ['a string', '"booked"', ['']],
    ['null', 'null', ['']],
    ['no action', {}, ['/action']],
    ['an empty action', { action: '' }, ['/action']],
    ['an action over 100 characters', { action: 'a'.repeat(LIMITS.action + 1) }, ['/action']],
    ['a number for a name', { ...note, client: { id: 'c', name: 7 } }, ['/client/name']],
    ['a client without an id', { ...note, client: {} }, ['/client/id']],
    ['an empty id', { ...note, client: { id: '' } }, ['/client/id']],
    [
      'a client in the list without an id',
      { ...note, clients: [{ id: 'c' }, { name: 'C' }] },
      ['/clients/1/id'],
    ],
    ['an object type in capitals', { ...note, object: { type: 'Booking', id: '1' } }, ['/object/type']],
    ['client and clients', { ...note, client: { id: 'a' }, clients: [{ id: 'b' }] }, ['/client']],
    ['object and objects', { ...note, object: { type: 'booking', id: '1' }, objects: [] }, ['/object']],
    ['an unknown kind of actor', { ...note, actor: { type: 'robot' } }, ['/actor/type']],
    ['a client as actor whom nothing names', { ...note, actor: { type: 'client' } }, ['/actor']],
    ['an unknown source', { ...note, source: 'web' }, ['/source']],
    ['an unknown outcome', { ...note, outcome: 'ok' }, ['/outcome']],
    ['an unknown category', { action: 'my.own', category: 'people' }, ['/category']],
    ['changes that are no list', { ...note, changes: {} }, ['/changes']],
    ['a change without a field', { ...note, changes: [{ after: 1 }] }, ['/changes/0/field']],
    [
      'a field twice',
      {
        ...note,
        changes: [
          { field: 'a', after: 1 },
          { field: 'a', after: 2 },
        ],
      },
      ['/changes/1/field'],
    ],
    ['two ways of changes', { ...note, changes: [], state: {} }, ['/changes']],
    ['a state that is a list', { ...note, state: [] }, ['/state']],
    ['data that is text', { ...note, data: 'x' }, ['/data']],
    [
      'an amount in decimals',
      { ...note, context: { amount: { value: 12.5, currency: 'EUR' } } },
      ['/context/amount/value'],
    ],
    [
      'an amount in words',
      { ...note, context: { amount: { value: 1, currency: 'euro' } } },
      ['/context/amount/currency'],
    ],
    ['a cause that is no entry', { ...note, causedBy: 'en_0000000000000000000000000' }, ['/causedBy']],
    ['undated without a time to sort by', { ...note, undated: true }, ['/undated']],
    ['an id of ours that is nobody', { ...note, client: { id: 'cl_00000000001' } }, ['/client/id']],
    ['a host’s id that begins like ours', { ...note, client: { id: 'cl_mine' } }, ['/client/id']],
    [
      'an object’s id of ours that is nothing',
      { ...note, object: { type: 'booking', id: 'ob_00000000001' } },
      ['/object/id'],
    ],
  ])('names the place: %s', async (_, body, paths) => {
    await expectRefused(body, 'entry_invalid', paths)
  })

  test('names every wrong place of a batch, each below its draft', async () => {
    const entries = [note, { ...note, reason: 1 }, note, { action: 2, data: [] }]
    await expectRefused({ entries }, 'entry_invalid', [
      '/entries/1/reason',
      '/entries/3/action',
      '/entries/3/data',
    ])
  })

  test('names every unknown name, escaped as JSON Pointers are', async () => {
    const body = { ...note, bookedAt: 1, 'a/b~c': 2, client: { id: 'c', mail: 3 } }
    await expectRefused(body, 'entry_invalid', ['/client/mail', '/bookedAt', '/a~1b~0c'])
    await expectRefused({ entries: [note], key: 'k' }, 'entry_invalid', ['/key'])
    await expectRefused(`{"action":"a.b","__proto__":{"reason":"x"}}`, 'entry_invalid', ['/__proto__'])
    await expectRefused(`{"action":"a.b","constructor":1}`, 'entry_invalid', ['/constructor'])
    await expectRefused(`{"action":"a.b","client":{"id":"c","__proto__":{"name":"x"}}}`, 'entry_invalid', [
      '/client/__proto__',
    ])
  })
})

describe('a body over a limit', () => {
  const draftOf = (bytes: number) => ({
    ...note,
    data: Object.fromEntries(
      Array.from({ length: Math.ceil(bytes / 60_000) }, (_, i) => [`n${i}`, 'x'.repeat(60_000)]),
    ),
  })

  test('may be as large as the limits say', async () => {
    const string = 'ü'.repeat(LIMITS.string / 2)
    const parties = Array.from({ length: LIMITS.parties }, (_, i) => i)
    const entry = await workspace.appendAndRead({
      action: 'a'.repeat(LIMITS.action),
      clients: parties.map(i => ({ id: `c${i}` })),
      objects: parties.map(i => ({ type: 'booking', id: `b${i}` })),
      data: { string, ...draftOf(150_000).data },
    })
    expect(entry.data!['string']).toBe(string)
    expect([entry.clients.length, entry.objects.length]).toEqual([LIMITS.parties, LIMITS.parties])
    expect((await workspace.append(...Array.from({ length: LIMITS.drafts }, () => note))).length).toBe(
      LIMITS.drafts,
    )
  })

  test('is refused with 1,001 drafts', async () => {
    await expectRefused(
      { entries: Array.from({ length: LIMITS.drafts + 1 }, () => note) },
      'too_many_entries',
      ['/entries'],
    )
  })

  test('is refused with a draft over 256 KiB, which is named', async () => {
    await expectRefused(draftOf(LIMITS.draft), 'draft_too_large', [''])
    await expectRefused({ entries: [note, draftOf(LIMITS.draft)] }, 'draft_too_large', ['/entries/1'])
  })

  test('is refused with a string over 64 KiB, which is named', async () => {
    const long = 'x'.repeat(LIMITS.string + 1)
    await expectRefused({ ...note, data: { a: ['', long] } }, 'entry_invalid', ['/data/a/1'])
    await expectRefused({ ...note, reason: 'ü'.repeat(LIMITS.string / 2 + 1) }, 'entry_invalid', ['/reason'])
    await expectRefused({ ...note, data: { [long]: 1 } }, 'entry_invalid', ['/data'])
  })

  test('is refused with 101 clients or objects', async () => {
    const many = Array.from({ length: LIMITS.parties + 1 }, (_, i) => ({ type: 'booking', id: `p${i}` }))
    await expectRefused({ ...note, objects: many }, 'entry_invalid', ['/objects'])
    await expectRefused({ ...note, clients: many.map(({ id }) => ({ id })) }, 'entry_invalid', ['/clients'])
  })

  test('is refused where it is nested too deep', async () => {
    const deep = (levels: number): string =>
      `{"action":"a.b","data":{"x":${'['.repeat(levels)}${']'.repeat(levels)}}}`
    expect((await send(deep(LIMITS.depth - 2))).status).toBe(201)
    expect((await send(deep(LIMITS.depth + 1))).body.code).toBe('entry_invalid')
    expect((await send(deep(200_000))).body.code).toBe('entry_invalid')
  })

  test('is refused over 8 MiB, whether its length is told or not', async () => {
    const chunk = Buffer.alloc(1024 * 1024, ' ')
    const chunks = (count: number) =>
      new ReadableStream({
        start: sink => (Array.from({ length: count }, () => sink.enqueue(chunk)), sink.close()),
      })
    expect(refusal(await workspace.call('POST', '/v1/entries', chunks(9)))).toEqual([
      413,
      'body_too_large',
      undefined,
    ])
    expect(refusal(await workspace.call('POST', '/v1/entries', chunks(8)))).toEqual([
      400,
      'not_json',
      undefined,
    ])
    expect(
      refusal(await workspace.call('POST', '/v1/entries', Buffer.alloc(8 * 1024 * 1024 + 1, ' '))),
    ).toEqual([413, 'body_too_large', undefined])
    expect(
      refusal(await workspace.call('POST', '/v1/entries', '{}', { 'content-length': '8388609' })),
    ).toEqual([413, 'body_too_large', undefined])
  })

  test('is refused over a real connection while it is still being sent', async () => {
    const http = await openHttpDoor('127.0.0.1', 0)
    http.open((request, env) => door.app.fetch(request, env as object))
    try {
      let sent = 0
      const body = new ReadableStream({
        pull: sink => (sent++ < 64 ? sink.enqueue(Buffer.alloc(1024 * 1024, ' ')) : sink.close()),
      })
      const init = {
        method: 'POST',
        headers: { authorization: `Bearer ${workspace.key}` },
        body,
        duplex: 'half',
      }
      const answer = await fetch(`${http.address}/v1/entries`, init as RequestInit).then(
        async response => [response.status, ((await response.json()) as any).code],
        () => 'cut off',
      )
      expect(answer).toEqual([413, 'body_too_large'])
      expect(sent).toBeLessThan(64)
    } finally {
      await http.close()
    }
  })
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
