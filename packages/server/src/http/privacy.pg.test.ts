import type { Draft, Entry } from '@daybook/protocol'
import { strFromU8, unzipSync } from 'fflate'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eraseDue } from '../privacy/erase-due.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

const DAY = 86_400_000
let now = Date.UTC(2026, 10, 22, 9)
let door: TestDoor
let owner: TestWorkspace
let reader: TestWorkspace
let admin: Client

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
  admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
})
beforeEach(async () => {
  owner = await door.openWorkspace()
  reader = await owner.withKey(['read', 'append'])
})
afterAll(async () => {
  await admin?.end()
  await door?.close()
})
afterEach(() => {
  expect(door.failures).toEqual([])
})

const clara = { id: 'c-1', name: 'Clara Vogel' }
const booking = (id: string, more: Partial<Draft> = {}): Draft => ({
  action: 'booking.booked',
  client: clara,
  object: { type: 'booking', id, name: 'Initial consultation' },
  actor: { type: 'staff', id: 's-1', name: 'Reception' },
  state: {
    startsAt: '2026-12-01T10:00:00Z',
    status: 'booked',
    notes: 'knee of Clara',
    service: 'Consultation',
  },
  reason: 'Clara rang',
  context: { ip: '198.51.100.7' },
  ...more,
})

/** A client of this test alone, with some entries. */
async function someone(
  more: Partial<Draft> = {},
): Promise<{ id: string; hostId: string; bookingId: string }> {
  const hostId = `h-${Math.round(performance.now() * 1000)}`
  const bookingId = `BK-${hostId}`
  const entry = await owner.appendAndRead(
    booking(bookingId, { client: { id: hostId, name: `Marker ${hostId}` }, ...more }),
  )
  return { id: entry.clients[0]!.id, hostId, bookingId }
}

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
const refusal = async (of: TestWorkspace, method: string, path: string, body?: unknown) => {
  const { status, body: problem } = await of.call(method, path, body)
  return [status, problem.code]
}
const pass = (ms: number): void => {
  now += ms
}
const due = (): Promise<number> => eraseDue(door.daybook, owner.workspaceId)

/** When the job of erasures was asked for. */
const asked = async (): Promise<object[]> =>
  (
    await admin.query(
      "select due_at::float8 from daybook_jobs.jobs where job = 'erase-due' and workspace_id = $1",
      [owner.workspaceId],
    )
  ).rows

const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z')
const ids = (entries: readonly Entry[]): string[] => entries.map(entry => entry.id)

/** Tells whether a client's stream opens, and lets it go. */
async function streamStatus(of: TestWorkspace, id: string): Promise<number> {
  const headers = { authorization: `Bearer ${of.key}` }
  const response = await door.app.request(`/v1/stream?client=${id}`, { headers })
  await response.body?.cancel()
  return response.status
}

/** Everything under which a reader could meet a client. */
async function meets(of: TestWorkspace, who: { id: string; hostId: string; bookingId: string }) {
  const clients = await must('GET', `/v1/clients?q=${who.hostId}`, undefined, of)
  const log = await of.readAll('/v1/entries')
  return {
    listed: clients.clients.length,
    client: (await of.call('GET', `/v1/clients/${who.id}`)).status,
    byHostId: (await of.call('GET', `/v1/clients/${who.hostId}`)).status,
    timeline: (await of.call('GET', `/v1/clients/${who.id}/timeline`)).status,
    access: (await of.call('GET', `/v1/clients/${who.id}/access`)).status,
    counts: (await of.call('GET', `/v1/entries/counts?client=${who.id}`)).status,
    stream: await streamStatus(of, who.id),
    booking: (await of.call('GET', `/v1/objects/booking/${who.bookingId}/history`)).status,
    inLog: log.filter(entry => entry.clients.some(client => client.id === who.id)).length,
    found: (await of.readAll(`/v1/entries?q=${who.hostId}`)).length,
    byObject: (await of.readAll(`/v1/entries?object=booking:${who.bookingId}`)).length,
  }
}
const NOWHERE = {
  listed: 0,
  client: 404,
  byHostId: 404,
  timeline: 404,
  access: 404,
  counts: 404,
  stream: 404,
  booking: 404,
  inLog: 0,
  found: 0,
  byObject: 0,
}

describe('deleting', () => {
  test('starts the grace period, with an entry that names the day of the erasure', async () => {
    const { id, hostId } = await someone()
    const answer = await must('DELETE', `/v1/clients/${hostId}`, { reason: 'moved away' })
    expect(answer).toEqual({
      id,
      deleted: { at: iso(now), entry: expect.stringMatching(/^en_/), eraseAt: iso(now + 90 * DAY) },
    })
    const entry = (await must('GET', `/v1/entries/${answer.deleted.entry}`)) as Entry
    expect(entry).toMatchObject({
      action: 'client.deleted',
      reason: 'moved away',
      data: { date: '2027-02-20' },
      clients: [{ id, hostId, deleted: true }],
    })
    expect(entry.sentence).toContain(`deleted Marker ${hostId}; erasure on`)
    expect(await must('DELETE', `/v1/clients/${id}`), 'a second time changes nothing').toEqual(answer)
  })

  test('hides the client from ordinary readers everywhere, and marks them for those who may restore', async () => {
    const who = await someone()
    const [seen] = await owner.readAll(`/v1/clients/${who.id}/timeline`)
    const before = await owner.count('')
    expect(await meets(reader, who)).toMatchObject({ listed: 1, client: 200, inLog: 1, found: 1 })
    await must('DELETE', `/v1/clients/${who.id}`)
    expect(await meets(reader, who)).toEqual(NOWHERE)
    expect((await reader.call('GET', `/v1/entries/${seen!.id}`)).status).toBe(404)
    expect((await reader.call('GET', `/v1/entries/${seen!.id}/proof`)).status).toBe(404)
    expect(await meets(owner, who)).toMatchObject({
      listed: 1,
      client: 200,
      timeline: 200,
      inLog: 2,
      found: 2,
    })
    expect(await must('GET', `/v1/clients/${who.id}`)).toMatchObject({
      privacy: { deleted: { at: iso(now), eraseAt: iso(now + 90 * DAY) } },
    })
    expect((await must('GET', `/v1/entries/${seen!.id}`)).clients[0]).toMatchObject({ deleted: true })
    expect((await owner.count('')).total).toBe(before.total + 1)
  })

  test('what arrives for a deleted client is kept, hidden with them, and back after a restore', async () => {
    const who = await someone()
    await must('DELETE', `/v1/clients/${who.id}`)
    const [late] = await reader.append(
      booking(`${who.bookingId}-2`, {
        client: { id: who.hostId },
        object: { type: 'booking', id: `${who.bookingId}-2` },
      }),
    )
    await reader.append({ action: 'booking.cancelled', object: { type: 'booking', id: who.bookingId } })
    expect(await meets(reader, who)).toEqual(NOWHERE)
    expect((await reader.call('GET', `/v1/entries/${late!.id}`)).status).toBe(404)
    pass(30 * DAY)
    const restored = await must('POST', `/v1/clients/${who.hostId}/restore`, { reason: 'a mistake' })
    expect(restored).toEqual({ id: who.id })
    expect(await meets(reader, who)).toMatchObject({ listed: 1, client: 200, timeline: 200, booking: 200 })
    expect((await reader.readAll(`/v1/clients/${who.id}/timeline?order=asc`)).map(one => one.action)).toEqual(
      expect.arrayContaining([
        'booking.booked',
        'booking.booked',
        'booking.cancelled',
        'client.deleted',
        'client.restored',
      ]),
    )
    pass(400 * DAY)
    expect(await due()).toBe(0)
    expect((await must('GET', `/v1/clients/${who.id}`)).erased).toBe(false)
    expect(await refusal(owner, 'POST', `/v1/clients/${who.id}/restore`)).toEqual([409, 'state_conflict'])
  })

  test('an entry that is about somebody else too stays, without what it says of the one hidden', async () => {
    const one = await someone()
    const other = await someone()
    const entry = await owner.appendAndRead({
      action: 'booking.booked',
      clients: [
        { id: one.hostId, name: `Marker ${one.hostId}` },
        { id: other.hostId, name: `Marker ${other.hostId}` },
      ],
      object: { type: 'booking', id: 'BK-shared' },
      reason: 'a family',
    })
    await must('DELETE', `/v1/clients/${one.id}`)
    const seen = (await must('GET', `/v1/entries/${entry.id}`, undefined, reader)) as Entry
    expect(seen.clients).toEqual([
      { id: one.id, erased: false },
      { id: other.id, hostId: other.hostId, name: `Marker ${other.hostId}`, erased: false },
    ])
    expect(seen.reason).toBe('a family')
    expect(ids(await reader.readAll(`/v1/clients/${other.id}/timeline`))).toContain(entry.id)
    expect(await reader.readAll(`/v1/entries?q=${one.hostId}`)).toEqual([])
    expect(ids(await reader.readAll(`/v1/entries?q=${other.hostId}`))).toContain(entry.id)
    const proof = await reader.call('GET', `/v1/entries/${entry.id}/proof`)
    expect(proof.status).toBe(200)
    const told = Buffer.from(String(proof.body).match(/^extra (\S+)$/m)![1]!, 'base64').toString()
    const disclosed = told
      .split('~')
      .slice(1)
      .map(part => Buffer.from(part, 'base64url').toString())
      .join('')
    expect(disclosed).not.toContain(one.hostId)
    expect(disclosed).toContain(other.hostId)
  })

  test('evidence is made of what the reader sees', async () => {
    const one = await someone()
    const other = await someone()
    const object = { type: 'booking', id: 'BK-shared' }
    const shared = await owner.appendAndRead({
      action: 'booking.booked',
      clients: [
        { id: one.hostId, name: `Marker ${one.hostId}` },
        { id: other.hostId, name: `Marker ${other.hostId}` },
      ],
      object,
    })
    const alone = await owner.appendAndRead({
      action: 'booking.updated',
      client: { id: one.hostId },
      object,
    })
    await must('DELETE', `/v1/clients/${one.id}`)
    for (const body of [
      { client: one.id },
      { object: `booking:${one.bookingId}` },
      { entries: [shared.id, alone.id] },
    ])
      expect(await refusal(reader, 'POST', '/v1/evidence', body)).toEqual([404, 'not_found'])
    const bundle = async (of: TestWorkspace): Promise<Record<string, string>> => {
      const response = await door.app.request('/v1/evidence', {
        method: 'POST',
        headers: { authorization: `Bearer ${of.key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ object: 'booking:BK-shared' }),
      })
      expect(response.status).toBe(200)
      const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
      return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]))
    }
    const toldBy = (file: string): string =>
      Buffer.from(file.match(/^extra (\S+)$/m)![1]!, 'base64')
        .toString()
        .split('~')
        .slice(1)
        .map(part => Buffer.from(part, 'base64url').toString())
        .join('')
    const proof = `entries/${shared.seq}.tlog-proof`
    const files = await bundle(reader)
    expect(Object.keys(files).filter(name => name.startsWith('entries/'))).toEqual([proof])
    expect(toldBy(files[proof]!)).toContain(other.hostId)
    expect(toldBy(files[proof]!) + files['report.html']).not.toContain(one.hostId)
    const whole = await bundle(owner)
    expect(Object.keys(whole)).toContain(`entries/${alone.seq}.tlog-proof`)
    expect(toldBy(whole[proof]!)).toContain(one.hostId)
  })

  test.each([
    '',
    '&action=booking.*',
    '&source=staff',
    '&from=2026-11-01&to=2026-12-31',
    '&category=customers',
    '&outcome=success',
  ])('counts leave out exactly what lists leave out: ?%s', async query => {
    const one = await someone()
    const other = await someone()
    await owner.append({
      action: 'booking.confirmed',
      clients: [{ id: one.hostId }, { id: other.hostId }],
      object: { type: 'booking', id: one.bookingId },
    })
    await must('DELETE', `/v1/clients/${one.id}`)
    const entries = await reader.readAll(`/v1/entries?order=asc${query}`)
    const counts = await reader.count(`?${query.slice(1)}`)
    expect(counts).toMatchObject({ total: entries.length, exact: true })
    const actions: Record<string, number> = {}
    for (const { action } of entries) actions[action] = (actions[action] ?? 0) + 1
    expect(counts.facets.action).toEqual(actions)
  })

  test('the grace period is the workspace’s, from 0 to 365 days, and changing it is an entry', async () => {
    const settings = '/v1/settings/privacy'
    expect((await must('GET', '/v1/workspace')).privacy).toEqual({ graceDays: 90, onRequest: 'ask' })
    expect(await must('PUT', settings, { graceDays: 7 })).toEqual({ graceDays: 7, onRequest: 'ask' })
    const [entry] = await owner.readAll('/v1/entries?action=settings.updated')
    expect(entry!.changes).toMatchObject([{ field: 'graceDays', before: 90, after: 7 }])
    const { id } = await someone()
    expect((await must('DELETE', `/v1/clients/${id}`)).deleted.eraseAt).toBe(iso(now + 7 * DAY))
    await must('PUT', settings, { graceDays: 0 })
    const at = await someone()
    expect(await asked()).toEqual([])
    await must('DELETE', `/v1/clients/${at.id}`)
    expect(await asked()).toEqual([{ due_at: now }])
    expect(await due()).toBe(1)
    expect(await must('GET', `/v1/clients/${at.id}`)).toMatchObject({ erased: true })
    await must('PUT', settings, { graceDays: 90 })
    for (const wrong of [
      { graceDays: -1 },
      { graceDays: 366 },
      { graceDays: 1.5 },
      { onRequest: 'never' },
      { days: 3 },
    ])
      expect(await refusal(owner, 'PUT', settings, wrong)).toEqual([422, 'query_invalid'])
    expect((await must('GET', '/v1/workspace')).fields).toEqual({})
  })

  test('at its end a job erases, as the system, because of the deletion', async () => {
    const { id } = await someone()
    const { deleted } = await must('DELETE', `/v1/clients/${id}`)
    pass(90 * DAY - 1)
    expect(await due()).toBe(0)
    pass(1)
    expect(await due()).toBe(1)
    const [last] = await owner.readAll(`/v1/clients/${id}/timeline`)
    expect(last).toMatchObject({
      action: 'client.erased',
      actor: { type: 'system' },
      source: 'automated',
      causedBy: deleted.entry,
      erased: true,
    })
    expect(await due()).toBe(0)
    expect(await refusal(owner, 'POST', `/v1/clients/${id}/restore`)).toEqual([409, 'state_conflict'])
    expect(await refusal(owner, 'DELETE', `/v1/clients/${id}`)).toEqual([409, 'state_conflict'])
  })
})

describe('a legal hold', () => {
  test('blocks erasure until it is released; each is an entry', async () => {
    const { id } = await someone()
    const { hold } = await must('PUT', `/v1/clients/${id}/hold`, { reason: 'a lawsuit' })
    expect(hold).toEqual({ since: iso(now), entry: expect.stringMatching(/^en_/) })
    expect(await must('GET', `/v1/entries/${hold.entry}`)).toMatchObject({
      action: 'hold.placed',
      reason: 'a lawsuit',
    })
    expect((await must('PUT', `/v1/clients/${id}/hold`)).hold).toEqual(hold)
    for (const mode of ['erase', 'anonymise'])
      expect(await refusal(owner, 'POST', `/v1/clients/${id}/erase`, { mode })).toEqual([409, 'client_held'])
    expect(await must('DELETE', `/v1/clients/${id}/hold`)).toEqual({ id })
    expect(await refusal(owner, 'DELETE', `/v1/clients/${id}/hold`)).toEqual([409, 'state_conflict'])
    await must('POST', `/v1/clients/${id}/erase`, { mode: 'erase' })
    expect((await owner.readAll(`/v1/clients/${id}/timeline`)).map(one => one.action)).toEqual([
      'client.erased',
      'hold.released',
      'hold.placed',
      'booking.booked',
    ])
    expect(await refusal(owner, 'PUT', `/v1/clients/${id}/hold`)).toEqual([409, 'state_conflict'])
  })

  test('set in the grace period stops the clock: the days that are left run on after the release', async () => {
    const { id } = await someone()
    await must('DELETE', `/v1/clients/${id}`)
    pass(60 * DAY)
    const { deleted } = await must('PUT', `/v1/clients/${id}/hold`)
    expect(deleted).toMatchObject({ daysLeft: 30 })
    expect(deleted.eraseAt).toBeUndefined()
    pass(1000 * DAY)
    expect(await due()).toBe(0)
    const released = await must('DELETE', `/v1/clients/${id}/hold`)
    expect(released.deleted.eraseAt).toBe(iso(now + 30 * DAY))
    pass(30 * DAY - 1)
    expect(await due()).toBe(0)
    pass(1)
    expect(await due()).toBe(1)
  })

  test('set before the deletion lets nothing run: the whole grace period begins at the release', async () => {
    const { id } = await someone()
    await must('PUT', `/v1/clients/${id}/hold`)
    const { deleted } = await must('DELETE', `/v1/clients/${id}`)
    expect(deleted).toMatchObject({ daysLeft: 90 })
    const entry = await must('GET', `/v1/entries/${deleted.entry}`)
    expect(entry.data).toBeUndefined()
    pass(100 * DAY)
    expect(await due()).toBe(0)
    expect((await must('DELETE', `/v1/clients/${id}/hold`)).deleted.eraseAt).toBe(iso(now + 90 * DAY))
    await must('POST', `/v1/clients/${id}/restore`)
  })
})
