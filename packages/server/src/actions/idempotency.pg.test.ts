import type { Draft } from '@daybook/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'

let door: TestDoor
let workspace: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor()
  workspace = await door.openWorkspace()
})
afterAll(() => door?.close())

const send = (body: unknown, to = workspace) => to.call('POST', '/v1/entries', body)
const total = async (): Promise<number> => (await workspace.count('')).total
const draft = (key: string): Draft => ({
  action: 'booking.booked',
  key,
  client: { id: 'c', name: 'Ada' },
  object: { type: 'booking', id: key },
  data: { service: 'Check', n: 1 },
})

describe('a key', () => {
  test('with the same content answers with the first receipt and 200', async () => {
    const first = await send(draft('same'))
    expect([first.status, first.body.entries]).toEqual([
      201,
      [{ id: expect.stringMatching(/^en_/), seq: expect.any(Number), duplicate: false }],
    ])
    const before = await total()
    const again = await send(draft('same'))
    expect([again.status, again.body]).toEqual([
      200,
      { entries: [{ ...first.body.entries[0], duplicate: true }] },
    ])
    // The order of names and the way of writing do not matter.
    const { action, key, ...rest } = draft('same')
    const written = await send(
      JSON.stringify({ ...rest, data: { n: 1.0, service: 'Check' }, key, action }, null, 4).replace(
        'Check',
        '\\u0043heck',
      ),
    )
    expect([written.status, written.body]).toEqual([200, again.body])
    expect(await total()).toBe(before)
  })

  test('stays the same when the defaults of the draft have moved on', async () => {
    // occurredAt, actor and source were filled in at the first time; what the object was has changed since.
    const state = { ...draft('moved'), state: { service: 'Check' } }
    const [first] = await workspace.append(state)
    await workspace.append({ action: 'booking.updated', object: state.object!, state: { service: 'Other' } })
    const answer = await send(state)
    expect([answer.status, answer.body.entries[0]]).toEqual([200, { ...first, duplicate: true }])
    const otherKey = await workspace.withKey(['append'])
    expect((await send(state, otherKey)).body.entries[0]).toEqual({ ...first, duplicate: true })
  })

  test('with other content is a conflict that names the first entry', async () => {
    const [first] = await workspace.append(draft('conflict'))
    const before = await total()
    const others: Draft[] = [
      { ...draft('conflict'), reason: 'other' },
      { ...draft('conflict'), data: { service: 'Check', n: 2 } },
      { ...draft('conflict'), client: { id: 'c' } },
      { ...draft('conflict'), occurredAt: '2026-11-22' },
      { action: 'booking.booked', key: 'conflict' },
    ]
    for (const other of others) {
      const { status, body } = await send(other)
      expect([status, body]).toEqual([
        409,
        {
          type: 'about:blank',
          title: 'Key used before',
          status: 409,
          code: 'key_conflict',
          detail: expect.any(String),
          requestId: expect.any(String),
          path: '/key',
          existing: { id: first!.id, seq: first!.seq },
        },
      ])
    }
    const inBatch = await send({ entries: [draft('fresh'), { ...draft('conflict'), reason: 'x' }] })
    expect([inBatch.status, inBatch.body.path, inBatch.body.existing]).toEqual([
      409,
      '/entries/1/key',
      { id: first!.id, seq: first!.seq },
    ])
    expect(await total()).toBe(before)
  })

  test('hides a secret before contents are compared', async () => {
    const [first] = await workspace.append({ action: 'my.own', key: 'masked', data: { password: 'one' } })
    expect(
      (await send({ action: 'my.own', key: 'masked', data: { password: 'two' } })).body.entries[0],
    ).toEqual({ ...first, duplicate: true })
  })

  test('twice in one request is one entry, or an error where the contents differ', async () => {
    const { status, body } = await send({ entries: [draft('twice'), draft('between'), draft('twice')] })
    const [first, between, second] = body.entries
    expect([status, first.duplicate, between.seq, second]).toEqual([
      201,
      false,
      first.seq + 1,
      { ...first, duplicate: true },
    ])
    const before = await total()
    const differing = await send({ entries: [draft('unlike'), { ...draft('unlike'), reason: 'x' }] })
    expect([differing.status, differing.body.errors[0].path]).toEqual([422, '/entries/1/key'])
    expect(await total()).toBe(before)
  })

  test('belongs to one workspace', async () => {
    await workspace.append(draft('mine'))
    const other = await door.openWorkspace()
    expect((await send({ ...draft('mine'), reason: 'other' }, other)).status).toBe(201)
  })
})

describe('a batch', () => {
  test('that was partly written before writes the rest and keeps the order of its receipts', async () => {
    const old = await workspace.append(draft('p1'), draft('p3'))
    const { status, body } = await send({ entries: ['p0', 'p1', 'p2', 'p3', 'p4'].map(draft) })
    const seqs = body.entries.map((one: any) => one.seq)
    expect(status).toBe(201)
    expect(body.entries.map((one: any) => one.duplicate)).toEqual([false, true, false, true, false])
    expect([seqs[1], seqs[3]]).toEqual(old.map(one => one.seq))
    expect([seqs[2], seqs[4]]).toEqual([seqs[0] + 1, seqs[0] + 2])
    const again = await send({ entries: ['p0', 'p1', 'p2', 'p3', 'p4'].map(draft) })
    expect([again.status, again.body.entries.map((one: any) => one.seq)]).toEqual([200, seqs])
  })

  test('with one wrong draft writes nothing and makes nobody', async () => {
    const before = await total()
    for (const wrong of [
      { action: '' },
      { action: 'a.b', client: { id: 'cl_00000000001' } },
      { action: 'a.b', occurredAt: '2026-02-30' },
      { ...draft('all'), reason: 'x' },
    ]) {
      const { status } = await send({ entries: [{ ...draft('all'), client: { id: 'nobody-yet' } }, wrong] })
      expect(status).toBe(422)
    }
    expect(await total()).toBe(before)
    expect((await workspace.call('GET', '/v1/clients/nobody-yet')).status).toBe(404)
    expect((await send({ ...draft('all'), client: { id: 'nobody-yet' } })).status).toBe(201)
  })

  test('of no drafts is answered with no receipts', async () => {
    expect((await send({ entries: [] })).body).toEqual({ entries: [] })
  })
})

test('many callers with the same keys at once write each entry once, on two servers', async () => {
  const beside = await openTestDoor({ beside: door })
  const before = await total()
  const authorization = `Bearer ${workspace.key}`
  const rounds = Array.from({ length: 40 }, (_, i) => ({
    entries: Array.from({ length: 5 }, (_, k) => draft(`race-${(i + k * 7) % 20}`)),
  }))
  const answers = await Promise.all(
    rounds.map(async (body, i) => {
      const { app } = i % 2 === 0 ? door : beside
      const response = await app.request('/v1/entries', {
        method: 'POST',
        headers: { authorization },
        body: JSON.stringify(body),
      })
      return {
        keys: body.entries.map(one => one.key),
        status: response.status,
        body: (await response.json()) as any,
      }
    }),
  )
  await beside.close()
  expect(answers.filter(({ status }) => status !== 200 && status !== 201)).toEqual([])
  const idOf = new Map<string, string>()
  for (const { keys, body } of answers) {
    keys.forEach((key, i) => {
      expect(idOf.get(key!) ?? body.entries[i].id).toBe(body.entries[i].id)
      idOf.set(key!, body.entries[i].id)
    })
  }
  expect(answers.flatMap(({ body }) => body.entries).filter(one => !one.duplicate)).toHaveLength(20)
  expect(await total()).toBe(before + 20)
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
