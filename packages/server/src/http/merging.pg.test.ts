/** Two profiles of one person on one page, and apart again (R-C10). */
import {
  type Draft,
  type Entry,
  parseTrustPolicy,
  type VerifyCrypto,
  verifyEvidence,
} from '@daybook/protocol'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createClient } from '../../../client/src/index.ts'
import { checkLog } from '../actions/check-log.ts'
import { sha256 } from '../hashes.ts'
import { verifyEd25519 } from '../keys/signing/verify-ed25519.ts'
import { eraseDue } from '../privacy/erase-due.ts'
import { readStream } from './stream-reader.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

const DAY = 86_400_000
const crypto: VerifyCrypto = { sha256, verifyEd25519 }
let now = Date.UTC(2026, 10, 22, 9)
let door: TestDoor
let beside: TestDoor
let owner: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
  beside = await openTestDoor({ now: () => now, beside: door })
})
beforeEach(async () => {
  owner = await door.openWorkspace()
})
afterAll(async () => {
  await beside?.close()
  await door?.close()
})
afterEach(() => {
  expect(door.failures).toEqual([])
})

const desk = { type: 'staff', id: 's-1', name: 'Desk' } as const
const created = (id: string, state: NonNullable<Draft['state']> = {}): Draft => ({
  action: 'client.created',
  client: { id, name: `Name of ${id}` },
  actor: desk,
  state,
})
const booked = (client: string | string[], id: string, more: Partial<Draft> = {}): Draft => ({
  action: 'booking.booked',
  clients: [client].flat().map(one => ({ id: one })),
  object: { type: 'booking', id, name: `Massage ${id}` },
  actor: desk,
  state: { startsAt: '2026-12-01T10:00:00Z', status: 'booked', notes: `knee of ${String(client)}` },
  ...more,
})

async function must(method: string, path: string, body?: unknown, of = owner): Promise<any> {
  const answer = await of.call(method, path, body)
  expect([method, path, answer.status, answer.body]).toEqual([
    method,
    path,
    expect.toBeOneOf([200, 201]),
    answer.body,
  ])
  return answer.body
}
const refusal = async (path: string, body: unknown, of = owner): Promise<unknown[]> => {
  const { status, body: problem } = await of.call('POST', path, body)
  return [status, problem.code]
}
const merge = (into: string, other: string, more: object = {}): Promise<any> =>
  must('POST', `/v1/clients/${into}/merge`, { other, ...more })
const unmerge = (of: string, body: object = {}): Promise<any> =>
  must('POST', `/v1/clients/${of}/unmerge`, body)
const timeline = (id: string, query = ''): Promise<Entry[]> =>
  owner.readAll(`/v1/clients/${id}/timeline?${query}`)
const seqs = async (id: string, query = ''): Promise<number[]> =>
  (await timeline(id, query)).map(entry => entry.seq)
const idOf = async (host: string): Promise<string> => (await must('GET', `/v1/clients/${host}`)).id
const profile = async (id: string): Promise<any> => (await must('GET', `/v1/clients/${id}/profile`)).fields
const isWhole = async (): Promise<unknown> => (await checkLog(door.daybook, owner.workspaceId))?.problems

/** Everything that a reader can ask about a client. */
async function pageOf(id: string): Promise<unknown> {
  const { lastActivity: _, ...summary } = await must('GET', `/v1/clients/${id}`)
  return {
    summary,
    fields: await profile(id),
    asc: await timeline(id, 'order=asc'),
    desc: await seqs(id),
    booked: await seqs(id, 'action=booking.*'),
    kinds: await seqs(id, 'action=booking.booked&action=client.created&action=payment.received'),
    found: await seqs(id, 'q=knee'),
    counts: await owner.count(`?client=${id}`),
    some: await owner.count(`?client=${id}&action=booking.*&from=2026-01-01`),
    access: await owner.readAll(`/v1/clients/${id}/access`),
  }
}

describe('a merge', () => {
  beforeEach(async () => {
    await owner.append(
      created('a', { email: 'a@example.com', phone: '1' }),
      created('b', { email: 'b@example.com', city: 'Porto' }),
      booked('a', 'of-a'),
      booked('b', 'of-b', { occurredAt: '2026-11-20T09:00:00Z' }),
      booked(['a', 'b'], 'of-both'),
      { action: 'client.signed_in', actor: { type: 'client', id: 'b' } },
      booked('c', 'of-c'),
    )
  })

  test('shows both histories as one, each entry once, in both orders, pages, filters, searches and counts', async () => {
    const [a, b] = [await seqs('a'), await seqs('b')]
    const { id, other, entry } = await merge('a', 'b', { reason: 'the same person' })
    expect([id, other]).toEqual([await idOf('a'), await idOf('a').then(() => other)])
    const both = [...new Set([...a, ...b, entry.seq])]
    const page = await timeline('a')
    expect(page.map(one => one.seq).sort((x, y) => x - y)).toEqual(both.sort((x, y) => x - y))
    expect((await seqs('a', 'order=asc')).reverse()).toEqual(page.map(one => one.seq))
    expect(page.map(one => one.occurredAt)).toEqual(
      page
        .map(one => one.occurredAt)
        .sort()
        .reverse(),
    )
    expect(await owner.readAll('/v1/clients/a/timeline', 2)).toEqual(page)
    expect(page[0]).toMatchObject({
      action: 'client.merged',
      sentence: "API key 'Test key' merged Name of b into Name of a",
      reason: 'the same person',
    })
    expect((await timeline('a', 'action=booking.booked')).map(one => one.objects[0]!.id).sort()).toEqual([
      'of-a',
      'of-b',
      'of-both',
    ])
    expect(await owner.readAll('/v1/clients/a/timeline?action=booking.booked', 1)).toHaveLength(3)
    expect((await timeline('a', 'q=knee')).map(one => one.objects[0]!.id).sort()).toEqual([
      'of-a',
      'of-b',
      'of-both',
    ])
    expect(await seqs('a', 'object=booking:of-b')).toHaveLength(1)
    const counts = await owner.count('?client=a')
    expect(counts).toMatchObject({ total: both.length, exact: true })
    expect(counts.facets.action).toMatchObject({ 'booking.booked': 3, 'client.created': 2 })
    expect((await owner.count('?client=a&from=2026-11-20&to=2026-11-20')).total).toBe(1)
    expect((await owner.count('?client=a&q=knee')).total).toBe(3)
    expect(await owner.readAll('/v1/clients/a/access')).toHaveLength(1)
    expect(await isWhole()).toEqual([])
  })

  test('leads from the address of the one who is merged to the survivor', async () => {
    const own = await idOf('b')
    const { id } = await merge('a', 'b')
    for (const address of ['b', own]) {
      expect(await idOf(address)).toBe(id)
      expect(await seqs(address)).toEqual(await seqs('a'))
      expect(await profile(address)).toEqual(await profile('a'))
      expect(await owner.count(`?client=${address}`)).toEqual(await owner.count('?client=a'))
    }
    const { clients } = await must('GET', '/v1/clients')
    expect(clients.map((client: any) => client.hostId)).toEqual(['c', 'a'])
    expect(clients[1]).toMatchObject({ bookings: 3, entries: (await seqs('a')).length })
    for (const q of ['Name of b', 'b@example.com', 'a@example'])
      expect((await must('GET', `/v1/clients?q=${q}`)).clients.map((client: any) => client.hostId)).toEqual([
        'a',
      ])
    for (const sort of ['lastActivity', 'nextSession', 'bookings'])
      expect((await must('GET', `/v1/clients?sort=${sort}`)).clients).toHaveLength(2)
    expect((await must('GET', '/v1/clients/a')).merged).toMatchObject([
      { id: own, hostId: 'b', name: 'Name of b', into: id },
    ])
  })

  test('stands in the sessions, the related, the brief and the patterns of the survivor as well, each once', async () => {
    const own = await idOf('b')
    await merge('a', 'b')
    for (const address of ['a', own]) {
      const of = (what: string) => must('GET', `/v1/clients/${address}/${what}`)
      const refs = ({ sessions, objects }: any) => (sessions ?? objects).map((one: any) => one.id).sort()
      expect(refs(await of('sessions'))).toEqual(['of-a', 'of-b', 'of-both'])
      expect(refs(await of('sessions?limit=2'))).toHaveLength(2)
      expect(refs(await of('related'))).toEqual(['of-a', 'of-b', 'of-both'])
      expect((await of('brief')).next).toMatchObject({ type: 'booking' })
      expect((await of('patterns')).numbers).toEqual((await must('GET', '/v1/clients/a/patterns')).numbers)
    }
    const { months } = await must('GET', '/v1/clients/a/patterns')
    const booked = (list: any[]) => JSON.stringify(list)
    await unmerge('a')
    expect(booked((await must('GET', '/v1/clients/a/patterns')).months)).not.toBe(booked(months))
    expect((await must('GET', '/v1/clients/b/sessions')).sessions).toHaveLength(2)
  })

  test('lets what arrives for the one who is merged go to the survivor, under the survivor’s name', async () => {
    await merge('a', 'b')
    const [a, b] = [await idOf('a'), (await must('GET', '/v1/clients/a')).merged[0].id]
    const told = await owner.appendAndRead(booked('b', 'new', { clients: [{ id: 'b', name: 'Bert' }] }))
    expect(told.clients).toEqual([{ id: a, hostId: 'a', name: 'Name of a', erased: false }])
    const acted = await owner.appendAndRead({
      action: 'booking.cancelled',
      actor: { type: 'client', id: b },
      object: { type: 'booking', id: 'of-b' },
    })
    expect([acted.actor.clientId, acted.clients.map(one => one.id)]).toEqual([a, [a]])
    // Named by the booking alone, or together with the survivor.
    const alone = await owner.appendAndRead({
      action: 'booking.noted',
      object: { type: 'booking', id: 'of-both' },
    })
    expect(alone.clients.map(one => one.id)).toEqual([a])
    const twice = await owner.appendAndRead(booked(['b', 'a', 'c'], 'third'))
    expect(twice.clients.map(one => one.hostId)).toEqual(['a', 'c'])
    expect(await isWhole()).toEqual([])
  })

  test('takes the value that was chosen of each field, and what only the other has', async () => {
    await merge('a', 'b', { fields: { email: 'other', name: 'other' } })
    expect(await profile('a')).toEqual({
      name: 'Name of b',
      email: 'b@example.com',
      phone: '1',
      city: 'Porto',
    })
    expect((await must('GET', '/v1/clients/a')).name).toBe('Name of b')
    expect((await timeline('a'))[0]!.changes).toMatchObject([
      { field: 'name', after: 'Name of b' },
      { field: 'email', before: 'a@example.com', after: 'b@example.com' },
      { field: 'city', after: 'Porto' },
    ])
    await unmerge('b')
    expect(await profile('a')).toEqual({ name: 'Name of a', email: 'a@example.com', phone: '1' })
    expect(await profile('b')).toEqual({ email: 'b@example.com', city: 'Porto' })
    expect((await must('GET', '/v1/clients/b')).name).toBe('Name of b')
    expect(await isWhole()).toEqual([])
  })

  test('keeps what was edited in between when it is taken back', async () => {
    await merge('a', 'b', { fields: { email: 'other' } })
    await owner.append({
      action: 'client.updated',
      client: { id: 'b' },
      changes: [{ field: 'city', after: 'Lisboa' }],
    })
    await unmerge('a')
    expect(await profile('a')).toEqual({ email: 'a@example.com', phone: '1', city: 'Lisboa' })
    expect(await profile('b')).toEqual({ email: 'b@example.com', city: 'Porto' })
  })

  test('is refused with itself, with who is merged, gone, deleted or not there, and of fields that nobody has', async () => {
    expect(await refusal('/v1/clients/a/merge', { other: 'a' })).toEqual([409, 'state_conflict'])
    expect(await refusal('/v1/clients/a/merge', { other: 'nobody' })).toEqual([422, 'query_invalid'])
    expect(await refusal('/v1/clients/nobody/merge', { other: 'a' })).toEqual([404, 'not_found'])
    expect(await refusal('/v1/clients/a/merge', {})).toEqual([422, 'query_invalid'])
    expect(await refusal('/v1/clients/a/merge', { other: 'b', fields: { hat: 'other' } })).toEqual([
      422,
      'query_invalid',
    ])
    expect(await refusal('/v1/clients/a/unmerge', {})).toEqual([409, 'state_conflict'])
    const other = await door.openWorkspace()
    await other.append(created('x'))
    const x = (await other.call('GET', '/v1/clients/x')).body.id
    expect(await refusal('/v1/clients/a/merge', { other: x })).toEqual([422, 'query_invalid'])
    await merge('a', 'b')
    for (const [into, one] of [
      ['a', 'b'],
      ['b', 'a'],
      ['c', 'b'],
    ] as const)
      expect(await refusal(`/v1/clients/${into}/merge`, { other: one })).toEqual([409, 'state_conflict'])
    expect(await refusal('/v1/clients/c/unmerge', { other: 'b' })).toEqual([409, 'state_conflict'])
    await owner.append(created('d'), created('e'))
    await must('DELETE', '/v1/clients/d', {})
    const e = await idOf('e')
    await must('POST', '/v1/clients/e/erase', { mode: 'anonymise' })
    expect(await refusal('/v1/clients/a/merge', { other: 'd' })).toEqual([409, 'state_conflict'])
    expect(await refusal('/v1/clients/a/merge', { other: e })).toEqual([409, 'state_conflict'])
  })

  test('is told by the profile as of a time: who stood on the page then, through chains, ends and erasures', async () => {
    const b = await idOf('b')
    const c = await idOf('c')
    const at = () => {
      now += 3_600_000
      return new Date(now).toISOString()
    }
    const asOf = async (id: string, query: string) => {
      const { asOf } = await must('GET', `/v1/clients/${id}/profile?${query}`)
      return (asOf.merged ?? []).map((one: any) => one.name ?? one.id).sort()
    }
    const t0 = at()
    at()
    const { entry } = await merge('b', 'c')
    const t1 = at()
    at()
    await merge('a', 'b')
    const t2 = at()
    at()
    await unmerge(c)
    const t3 = at()
    at()
    await must('POST', `/v1/clients/${b}/erase`, { mode: 'erase' })
    const t4 = at()
    for (const [time, merged] of [
      [t0, []],
      [t1, []],
      [t2, ['Name of b', c]],
      [t3, ['Name of b']],
      [t4, []],
    ] as const) {
      // Of whom is erased by now only Daybook's own id is left.
      const expected = merged.map(name => (name === 'Name of b' ? b : name)).sort()
      expect([time, await asOf('a', `at=${time}`)]).toEqual([time, expected])
      expect([time, await asOf('a', `known=${time}`)]).toEqual([time, expected])
    }
    expect(await asOf('a', `at=${t2}&known=${t0}`)).toEqual([])
    expect(await asOf('a', `known=${entry.seq}`)).toEqual([])
    const { fields, asOf: told } = await must('GET', `/v1/clients/a/profile?at=${t2}`)
    expect([fields.email, told.merged]).toEqual(['a@example.com', expect.anything()])
  })

  test('may be a chain: all stand on the last one’s page, and each link is taken back by itself', async () => {
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(id => pageOf(id)))
    await merge('b', 'a')
    await merge('c', 'b')
    const [cl] = [await idOf('c')]
    for (const id of ['a', 'b', 'c']) expect(await idOf(id)).toBe(cl)
    expect(await owner.appendAndRead(booked('a', 'later'))).toMatchObject({ clients: [{ hostId: 'c' }] })
    expect((await owner.count('?client=a')).total).toBe((await seqs('c')).length)
    expect((await seqs('c')).length).toBe(new Set(await seqs('c')).size)
    expect(await refusal('/v1/clients/a/merge', { other: 'c' })).toEqual([409, 'state_conflict'])
    expect((await must('GET', '/v1/clients/c')).merged.map((one: any) => one.hostId)).toEqual(['b', 'a'])
    await unmerge('c')
    expect(await idOf('a')).toBe(await idOf('b'))
    await unmerge('a')
    for (const [id, before] of [
      ['a', a],
      ['b', b],
      ['c', c],
    ] as const)
      expect(without(await pageOf(id), ['later'])).toEqual(without(before, []))
    expect(await isWhole()).toEqual([])
  })

  test('shows in an open stream of the survivor, and so does its end', async () => {
    const headers = { authorization: `Bearer ${owner.key}` }
    const of = async (id: string) =>
      readStream(await door.app.request(`/v1/stream?client=${id}`, { headers }))
    const [a, b] = [await of('a'), await of('b')]
    await merge('a', 'b')
    await owner.append(booked('b', 'while'))
    await a.until(list => list.some(one => one.objects[0]?.id === 'while'))
    await b.until(list => list.some(one => one.objects[0]?.id === 'while'))
    await unmerge('b')
    await owner.append(booked('b', 'after'), booked('a', 'after-a'))
    await a.until(list => list.some(one => one.objects[0]?.id === 'after-a'))
    await b.until(list => list.some(one => one.objects[0]?.id === 'after'))
    expect(a.entries.map(one => one.objects[0]?.id ?? one.action)).toEqual([
      'client.merged',
      'while',
      'client.unmerged',
      'after-a',
    ])
    await Promise.all([a.close(), b.close()])
  })
})

/** Of a page what does not tell of merges, nor of these bookings. */
function without(page: any, bookings: readonly string[]): unknown {
  const isOther = (entry: Entry): boolean =>
    !/^client\.(un)?merged$/.test(entry.action) && !bookings.includes(String(entry.objects[0]?.id))
  const kept = new Set(page.asc.filter(isOther).map((entry: Entry) => entry.seq))
  const only = (list: readonly number[]): number[] => list.filter(seq => kept.has(seq))
  return {
    fields: page.fields,
    name: page.summary.name,
    asc: page.asc.filter(isOther),
    desc: only(page.desc),
    booked: only(page.booked),
    kinds: only(page.kinds),
    found: only(page.found),
    access: page.access,
  }
}

describe('what is decided about merged clients', () => {
  beforeEach(async () => {
    await owner.append(
      created('a', { email: 'a@example.com' }),
      created('b', { email: 'b@example.com' }),
      booked('a', 'of-a'),
      booked('b', 'of-b'),
      booked(['a', 'b'], 'of-both'),
    )
  })
  const erased = (entries: readonly Entry[]): string[] =>
    entries.filter(entry => entry.erased).map(entry => String(entry.objects[0]?.id ?? entry.action))

  test('erasing the one who is merged takes their part only, and ends the merge', async () => {
    const own = await idOf('b')
    await merge('a', 'b')
    await owner.append(booked('b', 'between'))
    const before = await seqs('a')
    await must('POST', `/v1/clients/${own}/erase`, { mode: 'erase' })
    const a = await timeline('a')
    expect(a.map(entry => entry.seq)).toEqual(before.filter(seq => a.some(entry => entry.seq === seq)))
    // Of an entry of both, what it said of the other is gone.
    expect(erased(a)).toEqual(['client.merged', 'of-both'])
    expect(a.find(entry => entry.objects[0]?.id === 'of-a')).toMatchObject({
      clients: [{ name: 'Name of a' }],
    })
    expect(JSON.stringify(a)).not.toMatch(/Name of b|b@example/)
    expect((await must('GET', '/v1/clients/a')).merged).toBeUndefined()
    expect(erased(await timeline(own))).toHaveLength((await seqs(own)).length)
    expect((await timeline(own)).map(entry => entry.action)).not.toContain('client.unmerged')
    // Their id of the host begins somebody new.
    const next = await owner.appendAndRead(booked('b', 'anew'))
    expect([next.clients[0]!.id === own, next.clients[0]!.id === (await idOf('a'))]).toEqual([false, false])
    expect(await isWhole()).toEqual([])
  })

  test.each(['erase', 'anonymise'] as const)(
    'to %s the survivor leaves the other whole, alone',
    async mode => {
      const b = await pageOf('b')
      const own = await idOf('a')
      await merge('a', 'b', { fields: { email: 'other' } })
      await owner.append(booked('b', 'between'))
      await must('POST', '/v1/clients/a/erase', { mode })
      expect(without(await pageOf('b'), [])).toMatchObject({
        fields: (b as any).fields,
        desc: (b as any).desc,
      })
      const entries = await timeline('b')
      expect(JSON.stringify(entries)).not.toMatch(/Name of a|a@example/)
      expect(entries.find(entry => entry.objects[0]?.id === 'of-b')).toMatchObject({
        clients: [{ name: 'Name of b', erased: false }],
      })
      // What was recorded in between went with the survivor.
      expect(await timeline(own)).toHaveLength(6)
      expect(entries.map(entry => entry.objects[0]?.id)).not.toContain('between')
      expect((await must('GET', '/v1/clients')).clients.map((client: any) => client.hostId)).toContain('b')
      expect((await owner.appendAndRead(booked('b', 'later'))).clients[0]).toMatchObject({ hostId: 'b' })
      expect(await isWhole()).toEqual([])
    },
  )

  test('deleting the survivor hides the page with both histories, restoring brings it back, its end erases the survivor', async () => {
    const reader = await owner.withKey(['read'])
    await merge('a', 'b')
    await must('DELETE', '/v1/clients/a', {})
    for (const id of ['a', 'b']) expect((await reader.call('GET', `/v1/clients/${id}`)).status).toBe(404)
    expect((await reader.call('GET', '/v1/clients')).body.clients).toEqual([])
    expect(
      (await reader.read('/v1/entries')).entries.flatMap(entry => entry.clients.map(one => one.hostId)),
    ).toEqual([])
    await owner.append(booked('b', 'hidden'))
    expect((await reader.call('GET', '/v1/objects/booking/hidden/history')).status).toBe(404)
    await must('POST', '/v1/clients/a/restore', {})
    expect((await reader.call('GET', '/v1/clients/b')).status).toBe(200)
    expect(await reader.readAll('/v1/clients/b/timeline')).toHaveLength(
      (await owner.readAll('/v1/clients/a/timeline')).length,
    )
    await must('DELETE', '/v1/clients/a', {})
    now += 91 * DAY
    expect(await eraseDue(door.daybook, owner.workspaceId)).toBe(1)
    const { clients } = (await reader.call('GET', '/v1/clients')).body
    expect(clients).toMatchObject([{ hostId: 'b', erased: false }, { erased: true }])
    expect(await isWhole()).toEqual([])
  })

  test('deleting the one who is merged hides their part of the page, in list and count alike', async () => {
    const reader = await owner.withKey(['read'])
    const own = await idOf('b')
    await merge('a', 'b')
    const whole = await seqs('a')
    await must('DELETE', `/v1/clients/${own}`, {})
    const left = await reader.readAll('/v1/clients/a/timeline')
    expect(left.map(entry => entry.objects[0]?.id ?? entry.action).sort()).toEqual([
      'client.created',
      'client.merged',
      'of-a',
      'of-both',
    ])
    expect(((await reader.call('GET', '/v1/entries/counts?client=a')).body as any).total).toBe(left.length)
    // Those who decide see all of it.
    expect((await seqs('a')).length).toBe(whole.length + 1)
    expect((await owner.count('?client=a')).total).toBe(whole.length + 1)
  })

  test('a hold of either keeps just that one from being erased', async () => {
    const [a, b] = [await idOf('a'), await idOf('b')]
    await merge('a', 'b')
    await must('PUT', `/v1/clients/${b}/hold`, {})
    expect(await refusal(`/v1/clients/${b}/erase`, { mode: 'erase' })).toEqual([409, 'client_held'])
    await must('PUT', `/v1/clients/${a}/hold`, {})
    expect(await refusal(`/v1/clients/${a}/erase`, { mode: 'erase' })).toEqual([409, 'client_held'])
    await unmerge(b)
    expect(await refusal(`/v1/clients/${b}/erase`, { mode: 'erase' })).toEqual([409, 'client_held'])
    expect(await isWhole()).toEqual([])
  })

  test('erasing the page takes every profile on it, or none where one is held; each says what was decided about it', async () => {
    const [a, b] = [await idOf('a'), await idOf('b')]
    await merge('a', 'b')
    await must('PUT', `/v1/clients/${a}/hold`, {})
    const whole = { mode: 'erase', page: true }
    expect(await refusal(`/v1/clients/${a}/erase`, whole)).toEqual([409, 'client_held'])
    await must('DELETE', `/v1/clients/${a}/hold`, {})
    await must('PUT', `/v1/clients/${b}/hold`, {})
    expect(await refusal(`/v1/clients/${a}/erase`, whole)).toEqual([409, 'client_held'])
    const held = await must('GET', `/v1/clients/${a}`)
    expect([held.privacy, held.merged[0].privacy]).toEqual([undefined, { hold: expect.anything() }])
    const staff = await door.member(owner, 'staff', { name: 'Rita' })
    expect((await staff.get(`/v1/clients/${a}`)).body.merged[0].privacy).toBeUndefined()
    expect(await refusal('/v1/clients/a/erase', { mode: 'erase', page: 'yes' })).toEqual([
      422,
      'query_invalid',
    ])
    await must('DELETE', `/v1/clients/${b}/hold`, {})
    expect(await must('POST', `/v1/clients/${a}/erase`, whole)).toMatchObject({ client: a, mode: 'erase' })
    for (const id of [a, b]) expect((await must('GET', `/v1/clients/${id}`)).erased).toBe(true)
    expect(await must('POST', `/v1/clients/${a}/erase`, whole)).toMatchObject({ client: a })
    expect(await isWhole()).toEqual([])
  })

  test('a wish that arrives for the one who is merged is the survivor’s, and is done to the whole person', async () => {
    const [a, b] = [await idOf('a'), await idOf('b')]
    await merge('a', 'b')
    await owner.append({ action: 'client.erasure_requested', actor: { type: 'client', id: 'b' } })
    const { requests } = await must('GET', '/v1/privacy/requests')
    expect(requests).toMatchObject([{ client: { id: a } }])
    const decide = `/v1/privacy/requests/${requests[0].id}/decide`
    await must('PUT', `/v1/clients/${b}/hold`, {})
    expect(await refusal(decide, { decision: 'erase' })).toEqual([409, 'client_held'])
    expect((await must('GET', `/v1/clients/${b}`)).erased).toBe(false)
    await must('DELETE', `/v1/clients/${b}/hold`, {})
    await must('POST', decide, { decision: 'erase' })
    for (const id of [a, b]) expect((await must('GET', `/v1/clients/${id}`)).erased).toBe(true)
    expect(JSON.stringify(await owner.readAll('/v1/entries'))).not.toMatch(/Name of|@example/)
    expect(await isWhole()).toEqual([])
  })

  test('evidence and the client’s own data hold both histories', async () => {
    await merge('a', 'b')
    const count = (await seqs('a')).length
    const evidence = await owner.call('POST', '/v1/evidence', { client: 'b' })
    expect([evidence.status, evidence.headers.get('content-type')]).toEqual([200, 'application/zip'])
    const [made] = (await owner.read('/v1/entries?action=evidence.exported')).entries
    expect(made).toMatchObject({ clients: [{ hostId: 'a' }], data: { count } })
    const csv = await owner.call('GET', '/v1/exports/count?client=b')
    expect(csv.body).toMatchObject({ count: (await seqs('a')).length, exact: true })
    const own = await door.app.request('/v1/clients/b/export?notes=true', {
      headers: { authorization: `Bearer ${owner.key}` },
    })
    const files = unzipSync(new Uint8Array(await own.arrayBuffer()))
    const data = JSON.parse(strFromU8(files['data.json']!))
    expect([data.client.hostId, data.merged.map((one: any) => [one.hostId, one.fields.email])]).toEqual([
      'a',
      [['b', 'b@example.com']],
    ])
    expect(data.objects.map((one: any) => one.id).sort()).toEqual(['of-a', 'of-b', 'of-both'])
    expect(data.entries).toHaveLength((await seqs('a')).length)
    expect(data.entries.flatMap((entry: any) => entry.clients.map((one: any) => one.hostId))).toEqual(
      expect.arrayContaining(['a', 'b']),
    )
    expect(strFromU8(files['data.html']!)).toContain('b@example.com')
  })

  test('every proof holds after merging, separating and erasing, and each leaf is what it was', async () => {
    const policy = await parseTrustPolicy((await owner.call('GET', '/v1/log/trust-policy')).body, crypto)
    const leafOf = async (id: string): Promise<string> => {
      const file: string = (await owner.call('GET', `/v1/entries/${id}/proof`)).body
      const proved = await verifyEvidence(Buffer.from(file), policy, crypto)
      expect(proved).toMatchObject({ ok: true })
      const extra = Buffer.from(/^extra (.+)$/m.exec(file)![1]!, 'base64').toString()
      return extra.split('~')[0]!
    }
    const entries = await timeline('b')
    const before = await Promise.all(entries.map(({ id }) => leafOf(id)))
    await merge('a', 'b')
    await unmerge('a')
    await merge('b', 'a')
    await must('POST', '/v1/clients/b/erase', { mode: 'erase' })
    expect(await Promise.all(entries.map(({ id }) => leafOf(id)))).toEqual(before)
    expect(await isWhole()).toEqual([])
  })
})

describe('rights', () => {
  test('staff may merge whom they see, and not separate; managers may; auditors neither', async () => {
    await owner.append(created('a'), created('b'), created('c'))
    const staff = await door.member(owner, 'staff', { name: 'Rita' })
    const manager = await door.member(owner, 'manager')
    const auditor = await door.member(owner, 'auditor')
    expect((await auditor.call('POST', '/v1/clients/a/merge', { other: 'b' })).status).toBe(403)
    expect((await staff.call('POST', '/v1/clients/a/merge', { other: 'b' })).status).toBe(201)
    expect((await staff.call('POST', '/v1/clients/a/unmerge', {})).status).toBe(403)
    expect((await manager.call('POST', '/v1/clients/a/unmerge', {})).status).toBe(201)
  })

  test('who sees own clients sees a page whole or not at all, and merges only what they see', async () => {
    const rita = await door.member(owner, 'staff', { name: 'Rita', visibility: 'own_clients' })
    await owner.append(created('a', { member: rita.id }), created('b'), booked('b', 'of-b'), created('c'))
    expect((await rita.call('POST', '/v1/clients/a/merge', { other: 'b' })).status).toBe(422)
    await merge('b', 'a')
    const page = (await rita.get('/v1/clients/b/timeline')).body.entries
    expect(page.map((entry: Entry) => entry.seq)).toEqual(await seqs('b'))
    expect((await rita.get('/v1/clients')).body.clients.map((one: any) => one.hostId)).toEqual(['b'])
    expect((await rita.get('/v1/clients/c')).status).toBe(404)
    await unmerge('b')
    expect((await rita.get('/v1/clients/b')).status).toBe(404)
    expect((await rita.get('/v1/clients/a')).status).toBe(200)
  })
})

test('the SDK merges and separates', async () => {
  await owner.append(created('a'), created('b'))
  const { acts } = createClient({
    url: 'http://daybook.test',
    key: owner.key,
    fetch: async (...given) => door.app.request(...given),
  })
  const merged = await acts.merge('a', { other: 'b', reason: 'one person' })
  expect(merged).toMatchObject({ id: await idOf('b'), entry: { duplicate: false } })
  await expect(acts.merge('a', { other: 'b' })).rejects.toMatchObject({ code: 'state_conflict' })
  expect(await acts.unmerge('b')).toMatchObject({ id: merged.id, other: merged.other })
})

describe('two servers', () => {
  test('of merges of the same two at one moment one succeeds, whichever way round', async () => {
    await owner.append(created('a'), created('b'))
    const ask = (of: TestDoor, into: string, other: string) =>
      of.app.request(`/v1/clients/${into}/merge`, {
        method: 'POST',
        headers: { authorization: `Bearer ${owner.key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ other }),
      })
    const answers = await Promise.all([
      ask(door, 'a', 'b'),
      ask(beside, 'b', 'a'),
      ask(beside, 'a', 'b'),
      ask(door, 'b', 'a'),
    ])
    expect(answers.map(answer => answer.status).sort()).toEqual([201, 409, 409, 409])
    expect(await owner.readAll('/v1/entries?action=client.merged')).toHaveLength(1)
    expect(await isWhole()).toEqual([])
  })

  test('while entries keep coming on both, each goes to whom the log says at its place', async () => {
    await owner.append(created('a'), created('b'), booked('b', 'of-b'))
    const b = await idOf('b')
    let going = true
    const write = async (of: TestDoor, name: string): Promise<void> => {
      for (let n = 0; going; n++)
        await of.app.request('/v1/entries', {
          method: 'POST',
          headers: { authorization: `Bearer ${owner.key}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            entries: [
              booked('b', `${name}-${n}`),
              { action: 'booking.noted', object: { type: 'booking', id: 'of-b' }, actor: desk },
              { action: 'booking.noted', client: { id: 'a' }, object: { type: 'booking', id: 'of-b' } },
            ],
          }),
        })
    }
    const writers = [write(door, 'one'), write(beside, 'two')]
    for (let n = 0; n < 4; n++) {
      await merge('a', 'b')
      await new Promise(resolve => setTimeout(resolve, 30))
      await unmerge('a')
      await new Promise(resolve => setTimeout(resolve, 30))
    }
    going = false
    await Promise.all(writers)
    let merged = false
    for (const entry of await owner.readAll('/v1/entries?order=asc')) {
      if (entry.action === 'client.merged') merged = true
      if (entry.action === 'client.unmerged') merged = false
      if (entry.action === 'booking.booked')
        expect([entry.seq, entry.clients.some(one => one.id === b)]).toEqual([entry.seq, !merged])
    }
    expect(await isWhole()).toEqual([])
  })
})

test('what a host tells of merges in its own books merges nobody here', async () => {
  await owner.append(created('a'), created('b'), {
    action: 'client.merged',
    clients: [{ id: 'a' }, { id: 'b' }],
    key: 'merge-1',
  })
  expect(await idOf('b')).not.toBe(await idOf('a'))
  expect(await isWhole()).toEqual([])
})
