import type { Draft, Entry } from '@daybook/protocol'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eraseDue } from '../privacy/erase-due.ts'
import { KEPT_TABLES, ROW_STORES } from '../privacy/erasure-stores.ts'
import { parseId } from '../ids.ts'
import { readStream } from './stream-reader.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let now = Date.UTC(2026, 10, 22, 9)
let door: TestDoor
let owner: TestWorkspace
let admin: Client

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
  admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
})
beforeEach(async () => {
  owner = await door.openWorkspace()
})
afterAll(async () => {
  await admin?.end()
  await door?.close()
})
afterEach(() => {
  expect(door.failures).toEqual([])
})

const clara = { id: 'c-1', name: 'Clara Vogel' }
const jonas = { id: 'c-2', name: 'Jonas Petersen' }
const staff = { type: 'staff', id: 's-1', name: 'Reception' } as const
const booked = (id: string, more: Partial<Draft> = {}): Draft => ({
  action: 'booking.booked',
  client: clara,
  object: { type: 'booking', id, name: 'Initial consultation' },
  actor: staff,
  state: {
    startsAt: '2026-12-01T10:00:00Z',
    status: 'booked',
    notes: 'Clara’s knee',
    service: 'Consultation',
    member: 's-1',
  },
  reason: 'Clara rang',
  context: { ip: '198.51.100.7', amount: { value: 4000, currency: 'EUR' } },
  ...more,
})
const together = (id: string, more: Partial<Draft> = {}): Draft =>
  booked(id, { client: undefined, clients: [clara, jonas], ...more })

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
const erase = (id: string, mode = 'erase'): Promise<any> => must('POST', `/v1/clients/${id}/erase`, { mode })
const rows = async (table: string, where = 'true'): Promise<any[]> =>
  (await admin.query(`select * from daybook.${table} where workspace_id = ${owner.workspaceId} and ${where}`))
    .rows
const clientId = async (hostId: string): Promise<string> => (await must('GET', `/v1/clients/${hostId}`)).id
const timeline = (id: string): Promise<Entry[]> => owner.readAll(`/v1/clients/${id}/timeline?order=asc`)
const PERSONAL = /Clara|knee|c-1|198\.51/

describe('erasing', () => {
  test('destroys every key, clears the read models, keeps the skeleton, and answers a receipt of all of it', async () => {
    await owner.append({ action: 'client.created', client: clara, state: { email: 'clara@example.com' } })
    await owner.append(
      booked('BK-1'),
      booked('BK-2', { occurredAt: '2024-05-05T10:00:00Z' }),
      together('BK-3'),
    )
    const id = await clientId('c-1')
    const own = parseId('cl', id)!
    expect((await rows('client_keys', `client_id = ${own}`)).map(row => row.kind).sort()).toEqual([
      -1, 0, 2024, 2026,
    ])
    const before = await timeline(id)
    const receipt = await erase('c-1')
    expect(receipt).toEqual({
      client: id,
      mode: 'erase',
      at: '2026-11-22T09:00:00Z',
      entry: expect.stringMatching(/^en_/),
      stores: expect.any(Array),
      outsideAt: '2026-11-22T09:00:00Z',
    })
    expect(Object.fromEntries(receipt.stores.map((one: any) => [one.store, one.count]))).toEqual({
      marks: 2,
      client_merges: 0,
      saved_views: 0,
      client_sessions: 0,
      client_links: 0,
      letters: 0,
      client_keys: 4,
      clients: 1,
      objects: 2,
      'objects of several clients': 1,
      assigned: 2,
      object_clients: 3,
      exports: 0,
      'files of exports': 0,
      'memory of the servers': undefined,
    })
    expect(await must('GET', `/v1/clients/${id}/erasure`)).toEqual(receipt)
    expect(await rows('client_keys', `client_id = ${own}`)).toEqual([])
    expect(await rows('object_clients', `client_id = ${own}`)).toEqual([])
    // What was of several clients is assigned as before.
    expect(await rows('assigned')).toHaveLength(1)
    expect(await rows('clients', `client_id = ${own}`)).toMatchObject([{ lookup: null, directory: null }])
    const objects = await rows('objects', "type = 'booking'")
    expect(objects.filter(row => row.state === null)).toHaveLength(2)
    for (const row of objects.filter(one => one.state === null))
      expect(row).toMatchObject({
        lookup: null,
        state_keys: null,
        client_id: null,
        starts_at: null,
        status: null,
      })

    const after = await timeline(id)
    expect(after.map(entry => entry.action)).toEqual([...before.map(entry => entry.action), 'client.erased'])
    expect(after.map(({ seq, occurredAt }) => [seq, occurredAt]).slice(0, 4)).toEqual(
      before.map(({ seq, occurredAt }) => [seq, occurredAt]),
    )
    for (const entry of after) {
      expect(entry.erased).toBe(true)
      expect(entry.clients.find(client => client.id === id)).toEqual({
        id,
        erased: true,
        gone: { mode: 'erase', at: receipt.at },
      })
      if (entry.clients.length === 1) expect(JSON.stringify(entry)).not.toMatch(PERSONAL)
    }
    expect(await must('GET', `/v1/clients/${id}`)).toEqual({
      id,
      erased: true,
      privacy: { gone: { mode: 'erase', at: receipt.at, entry: receipt.entry } },
      bookings: 3,
      noShows: 0,
      lastProfileEdit: expect.anything(),
      entries: 5,
      lastActivity: expect.objectContaining({ action: 'client.erased' }),
    })
  })

  test('leaves the other’s part of a shared entry, and what they own together, readable', async () => {
    const shared = await owner.appendAndRead(together('BK-3'))
    await owner.append(together('BK-4', { clients: [jonas, clara] }))
    const before = (await must('GET', '/v1/objects/booking/BK-3/history')).entries
    expect(before).toHaveLength(1)
    const [first, second] = [await clientId('c-1'), await clientId('c-2')]
    await erase(first)
    const entry = await must('GET', `/v1/entries/${shared.id}`)
    expect(entry.clients).toEqual([
      { id: first, erased: true, gone: { mode: 'erase', at: expect.any(String) } },
      { id: second, hostId: 'c-2', name: 'Jonas Petersen', erased: false },
    ])
    expect(entry).toMatchObject({
      erased: true,
      objects: shared.objects,
      state: shared.state,
      context: shared.context,
      reason: 'Clara rang',
    })
    // The state goes on: a change is told against it, for the one who is left.
    for (const id of ['BK-3', 'BK-4']) {
      const moved = await owner.appendAndRead({
        action: 'booking.rescheduled',
        object: { type: 'booking', id },
        state: {
          startsAt: '2026-12-02T10:00:00Z',
          status: 'booked',
          notes: 'Clara’s knee',
          service: 'Consultation',
          member: 's-1',
        },
      })
      expect(moved.changes).toMatchObject([{ field: 'startsAt', before: '2026-12-01T10:00:00Z' }])
      expect(moved.clients).toEqual([{ id: second, hostId: 'c-2', name: 'Jonas Petersen', erased: false }])
    }
    const third = { id: 'c-3', name: 'Mira' }
    await owner.append(booked('BK-4', { client: third, state: { status: 'confirmed' } }))
    await erase('c-2')
    const last = await owner.appendAndRead(
      booked('BK-4', { client: undefined, state: { status: 'completed' } }),
    )
    expect(last.clients).toMatchObject([{ hostId: 'c-3' }])
    expect(last.changes).toMatchObject([{ field: 'status', before: 'confirmed', after: 'completed' }])
  })

  test('finds nothing any more by name, id or text, nor anything of theirs', async () => {
    await owner.append(booked('BK-1'), together('BK-3'))
    await erase('c-1')
    for (const q of ['Clara', 'Vogel', 'c-1']) {
      expect((await must('GET', `/v1/clients?q=${q}`)).clients).toEqual([])
      const found = await owner.readAll(`/v1/entries?q=${q}`)
      // What stands in the other’s part as well stays theirs.
      for (const entry of found) expect(entry.clients.map(client => client.hostId)).toContain('c-2')
    }
    expect((await owner.call('GET', '/v1/clients/c-1')).status).toBe(404)
    expect((await owner.call('GET', '/v1/clients/c-1/timeline')).status).toBe(404)
    expect((await owner.call('GET', '/v1/objects/booking/BK-1/history')).status).toBe(404)
    const { clients } = await must('GET', '/v1/clients')
    expect(clients.filter((client: any) => client.erased)).toHaveLength(1)
    expect(JSON.stringify(clients)).not.toMatch(/Clara|c-1/)
  })

  test('counts, pages and cursors go on as if nothing had happened', async () => {
    await owner.append(...Array.from({ length: 30 }, (_, i) => booked(`BK-${i}`)))
    const id = await clientId('c-1')
    const counts = await owner.count(`?client=${id}`)
    const page = await owner.read(`/v1/clients/${id}/timeline?limit=10`)
    const log = await owner.read('/v1/entries?limit=10')
    await erase(id)
    expect(await owner.count(`?client=${id}`)).toMatchObject({
      total: 31,
      exact: true,
      facets: { action: { ...counts.facets.action, 'client.erased': 1 } },
    })
    const rest = await owner.readAll(`/v1/clients/${id}/timeline`, 10)
    expect(rest).toHaveLength(31)
    const next = await owner.read(`/v1/clients/${id}/timeline?limit=10&cursor=${page.next}`)
    expect(next.entries.map(entry => entry.seq)).toEqual(rest.slice(11, 21).map(entry => entry.seq))
    expect((await owner.read(`/v1/entries?limit=10&cursor=${log.next}`)).entries).toHaveLength(10)
  })

  test('is done once: a repeated call answers the receipt of then', async () => {
    await owner.append(booked('BK-1'))
    const id = await clientId('c-1')
    const receipt = await erase(id)
    now += 1000
    expect(await erase(id)).toEqual(receipt)
    expect((await owner.call('POST', `/v1/clients/${id}/erase`, { mode: 'anonymise' })).body.code).toBe(
      'state_conflict',
    )
    expect(await owner.readAll('/v1/entries?action=client.erased')).toHaveLength(1)
  })

  test('asked twice at one moment, it is done once', async () => {
    await owner.append(booked('BK-1'))
    const id = await clientId('c-1')
    const answers = await Promise.all(
      [1, 2, 3].map(() => owner.call('POST', `/v1/clients/${id}/erase`, { mode: 'erase' })),
    )
    expect(answers.map(one => one.status)).toContain(200)
    expect(answers.every(one => one.status === 200 || one.body.code === 'state_conflict')).toBe(true)
    expect(await owner.readAll('/v1/entries?action=client.erased')).toHaveLength(1)
  })

  test('a failure in the middle of it leaves everything as it was', async () => {
    await owner.append(booked('BK-1'))
    const id = await clientId('c-1')
    await admin.query('alter table daybook.erasures add constraint broken check (mode <> 2) not valid')
    try {
      expect((await owner.call('POST', `/v1/clients/${id}/erase`, { mode: 'erase' })).status).toBe(500)
    } finally {
      await admin.query('alter table daybook.erasures drop constraint broken')
    }
    door.failures.length = 0
    expect(await owner.readAll('/v1/entries?action=client.erased')).toEqual([])
    expect((await timeline('c-1'))[0]).toMatchObject({
      erased: false,
      clients: [{ hostId: 'c-1', name: 'Clara Vogel' }],
    })
    await owner.append(booked('BK-2'))
    expect(await timeline('c-1')).toHaveLength(2)
  })

  test('a client unknown here, or a mode unknown here, is refused', async () => {
    expect((await owner.call('POST', '/v1/clients/nobody/erase', { mode: 'erase' })).status).toBe(404)
    await owner.append(booked('BK-1'))
    for (const body of [undefined, {}, { mode: 'delete' }, { mode: 'erase', really: true }])
      expect((await owner.call('POST', '/v1/clients/c-1/erase', body)).body.code).toBe('query_invalid')
    expect((await owner.call('GET', '/v1/clients/c-1/erasure')).body.code).toBe('not_found')
    const reader = await owner.withKey(['read', 'append'])
    for (const [method, path] of [
      ['DELETE', '/v1/clients/c-1'],
      ['POST', '/v1/clients/c-1/restore'],
      ['POST', '/v1/clients/c-1/erase'],
      ['PUT', '/v1/clients/c-1/hold'],
      ['DELETE', '/v1/clients/c-1/hold'],
      ['GET', '/v1/clients/c-1/erasure'],
      ['GET', '/v1/privacy/requests'],
      ['PUT', '/v1/settings/privacy'],
    ] as const)
      expect([path, (await reader.call(method, path, method === 'GET' ? undefined : {})).body.code]).toEqual([
        path,
        'scope_missing',
      ])
  })
})

describe('after an erasure', () => {
  test('what arrives under the host’s id of the client or of their booking begins anew', async () => {
    await owner.append(booked('BK-1'))
    const id = await clientId('c-1')
    await erase(id)
    const entry = await owner.appendAndRead(
      booked('BK-1', { reason: undefined, state: { status: 'booked' } }),
    )
    expect(entry.clients[0]!.id).not.toBe(id)
    expect(entry).toMatchObject({
      baseline: true,
      erased: false,
      clients: [{ hostId: 'c-1', name: 'Clara Vogel' }],
    })
    expect(await timeline('c-1')).toHaveLength(1)
    expect(await timeline(id)).toHaveLength(2)
    expect(await owner.readAll('/v1/objects/booking/BK-1/history')).toHaveLength(1)
    await erase('c-1')
    expect((await must('GET', '/v1/clients')).clients).toHaveLength(2)
  })

  test('Daybook’s own ids of the client and of what was theirs take nothing any more', async () => {
    const { clients, objects } = await owner.appendAndRead(booked('BK-1'))
    await erase('c-1')
    for (const draft of [
      { action: 'client.updated', client: { id: clients[0]!.id } },
      { action: 'booking.updated', object: { type: 'booking', id: objects[0]!.ref } },
    ]) {
      const { status, body } = await owner.call('POST', '/v1/entries', draft)
      expect([status, body.code]).toEqual([422, 'entry_invalid'])
    }
    expect(await owner.readAll(`/v1/objects/booking/${objects[0]!.ref}/history`)).toHaveLength(1)
  })

  test('a key of theirs always answers duplicate, whatever is sent with it', async () => {
    const [first] = await owner.append(booked('BK-1', { key: 'k-1' }), together('BK-2', { key: 'k-2' }))
    const other = booked('BK-9', { key: 'k-1', client: { id: 'c-9', name: 'Another' } })
    expect((await owner.call('POST', '/v1/entries', other)).body.code).toBe('key_conflict')
    await erase('c-1')
    for (const draft of [booked('BK-1', { key: 'k-1' }), other]) {
      const { status, body } = await owner.call('POST', '/v1/entries', draft)
      expect([status, body.entries]).toEqual([200, [{ id: first!.id, seq: first!.seq, duplicate: true }]])
    }
    expect((await owner.call('POST', '/v1/entries', together('BK-7', { key: 'k-2' }))).status).toBe(200)
    expect((await owner.call('GET', '/v1/clients/c-9')).status).toBe(404)
    expect((await owner.call('GET', '/v1/clients/c-1')).status).toBe(404)
    const [fresh] = await owner.append(booked('BK-1', { key: 'k-3' }))
    expect(fresh!.duplicate).toBe(false)
  })

  test('evidence of an entry has the same leaf and the same place, and tells nothing of the client', async () => {
    const entry = await owner.appendAndRead(booked('BK-1'))
    const evidence = async (): Promise<{ leaf: string; index: string; told: string }> => {
      const text = String((await owner.call('GET', `/v1/entries/${entry.id}/proof`)).body)
      const [leaf, ...disclosures] = Buffer.from(text.match(/^extra (\S+)$/m)![1]!, 'base64')
        .toString()
        .split('~')
      const told = disclosures.map(one => Buffer.from(one, 'base64url').toString()).join('\n')
      return { leaf: leaf!, index: text.match(/^index (\d+)$/m)![1]!, told }
    }
    const before = await evidence()
    expect(before.told).toMatch(/Clara/)
    await erase('c-1')
    const after = await evidence()
    expect([after.leaf, after.index]).toEqual([before.leaf, before.index])
    expect(after.told).not.toMatch(PERSONAL)
    expect(after.told).toContain('booking.booked')
  })

  test('a stream replays nothing personal of them, and what waited in an open one is dropped', async () => {
    await owner.append(booked('BK-1'), together('BK-2'))
    const headers = { authorization: `Bearer ${owner.key}` }
    // Nobody reads this one: what it is sent waits.
    const idle = await door.app.request('/v1/stream?lastSeq=0', { headers })
    const live = readStream(await door.app.request('/v1/stream', { headers }))
    await erase('c-1')
    await live.until(entries => entries.some(entry => entry.action === 'client.erased'))
    expect(JSON.stringify(live.entries)).not.toMatch(/Clara|c-1/)
    await live.close()
    await expect(idle.text()).rejects.toThrow()
    const replay = readStream(await door.app.request('/v1/stream?lastSeq=0', { headers }))
    await replay.until(entries => entries.some(entry => entry.action === 'client.erased'))
    for (const entry of replay.entries.filter(one => one.clients.length === 1))
      expect(JSON.stringify(entry)).not.toMatch(PERSONAL)
    await replay.close()
  })

  test('another server forgets the client within a second, though nobody asks it for anything', async () => {
    const beside = await openTestDoor({ beside: door, now: () => now })
    const call = async (path: string): Promise<any> =>
      (await beside.app.request(path, { headers: { authorization: `Bearer ${owner.key}` } })).json()
    try {
      const entry = await owner.appendAndRead(booked('BK-1'))
      expect((await call('/v1/clients?q=Clara')).clients).toHaveLength(1)
      expect((await call(`/v1/entries/${entry.id}`)).erased).toBe(false)
      const own = parseId('cl', entry.clients[0]!.id)!
      const keys = beside.daybook.clientKeys
      expect(keys.get(owner.workspaceId, own, 0)).toBeDefined()
      await erase('c-1')
      await expect
        .poll(() => keys.get(owner.workspaceId, own, 0), { timeout: 5000, interval: 20 })
        .toBeUndefined()
      expect((await call(`/v1/entries/${entry.id}`)).erased).toBe(true)
      expect((await call('/v1/clients?q=Clara')).clients).toEqual([])
    } finally {
      await beside.close()
    }
  })

  test('the ledger knows of it, and the next run of the job makes backups noise as well', async () => {
    await owner.append(booked('BK-1'), booked('BK-2', { client: jonas }))
    const receipt = await erase('c-1')
    const [record] = door.daybook.ledger.read(owner.workspaceId)
    expect(record).toMatchObject({ what: 'erased', client: parseId('cl', receipt.client), kek: 1 })
    expect(receipt.horizonAt).toBeUndefined()
    now += 5000
    await eraseDue(door.daybook, owner.workspaceId)
    expect(door.daybook.keks.numbers(owner.workspaceId)).toEqual([2])
    expect((await must('GET', `/v1/clients/${receipt.client}/erasure`)).horizonAt).toBe(
      new Date(now).toISOString().replace('.000Z', 'Z'),
    )
    await eraseDue(door.daybook, owner.workspaceId)
    expect(door.daybook.keks.numbers(owner.workspaceId)).toEqual([2])
    expect((await timeline('c-2'))[0]).toMatchObject({ erased: false, clients: [{ name: 'Jonas Petersen' }] })
  })

  test('a server that was killed right after the commit has the rest done by the next run', async () => {
    await owner.append(booked('BK-1'))
    const { client } = await erase('c-1')
    await admin.query('update daybook.erasures set outside_at = null where workspace_id = $1', [
      owner.workspaceId,
    ])
    await eraseDue(door.daybook, owner.workspaceId)
    expect((await must('GET', `/v1/clients/${client}/erasure`)).outsideAt).toBeDefined()
    expect(door.daybook.ledger.read(owner.workspaceId)).toHaveLength(1)
  })
})

describe('anonymising', () => {
  test('lets the person go and keeps the business facts', async () => {
    await owner.append(booked('BK-1'), together('BK-3'))
    const id = await clientId('c-1')
    const own = parseId('cl', id)!
    const receipt = await erase(id, 'anonymise')
    expect(receipt.mode).toBe('anonymise')
    expect((await rows('client_keys', `client_id = ${own}`)).map(row => row.kind)).toEqual([0])
    const [entry] = await timeline(id)
    expect(entry).toMatchObject({
      erased: true,
      clients: [{ id, erased: true }],
      objects: [{ id: 'BK-1', name: 'Initial consultation' }],
      context: { amount: { value: 4000, currency: 'EUR' } },
    })
    expect(entry!.state).toMatchObject({ startsAt: '2026-12-01T10:00:00Z', service: 'Consultation' })
    expect(JSON.stringify(entry)).not.toMatch(PERSONAL)
    const [object] = await rows('objects', `client_id = ${own}`)
    expect(object.starts_at).not.toBeNull()
    expect(object.status).toBe('booked')
    expect(await rows('object_clients', `client_id = ${own} and state is not null`)).toEqual([])
    expect((await owner.call('GET', '/v1/clients/c-1')).status).toBe(404)
    expect((await must('GET', '/v1/clients?q=Clara')).clients).toEqual([])
    expect(await owner.readAll('/v1/objects/booking/BK-1/history')).toHaveLength(1)
    expect(await owner.readAll(`/v1/clients/${id}/timeline?q=consultation`)).toHaveLength(2)
  })

  test('what still happens to their booking keeps its facts, and nothing personal', async () => {
    await owner.append(booked('BK-1'))
    const id = await clientId('c-1')
    await erase(id, 'anonymise')
    const moved = await owner.appendAndRead({
      action: 'booking.rescheduled',
      object: { type: 'booking', id: 'BK-1' },
      changes: [
        { field: 'startsAt', after: '2026-12-03T10:00:00Z' },
        { field: 'notes', after: 'Clara’s other knee' },
      ],
      reason: 'Clara rang again',
    })
    expect(moved).toMatchObject({ erased: true, clients: [{ id, erased: true }], objects: [{ id: 'BK-1' }] })
    expect(moved.changes).toMatchObject([{ field: 'startsAt', after: '2026-12-03T10:00:00Z' }])
    expect(JSON.stringify(moved)).not.toMatch(PERSONAL)
    const own = parseId('cl', id)!
    expect((await rows('client_keys', `client_id = ${own}`)).map(row => row.kind)).toEqual([0])
    const again = await owner.appendAndRead(
      booked('BK-1', { state: { startsAt: '2026-12-04T10:00:00Z', notes: 'new' } }),
    )
    expect(again.clients).toMatchObject([{ hostId: 'c-1', name: 'Clara Vogel', erased: false }])
    expect(again.clients[0]!.id).not.toBe(id)
    expect((await rows('client_keys', `client_id = ${own}`)).map(row => row.kind)).toEqual([0])
    expect(await rows('object_clients', `client_id = ${own} and state is not null`)).toEqual([])
  })

  test('may be followed by an erasure, which takes the facts as well', async () => {
    await owner.append(booked('BK-1'))
    const id = await clientId('c-1')
    await erase(id, 'anonymise')
    await owner.append({
      action: 'booking.completed',
      object: { type: 'booking', id: 'BK-1' },
      reason: 'fine',
    })
    await erase(id)
    expect(await rows('client_keys', `client_id = ${parseId('cl', id)}`)).toEqual([])
    const entries = await timeline(id)
    expect(entries.map(entry => entry.action)).toEqual([
      'booking.booked',
      'client.anonymised',
      'booking.completed',
      'client.erased',
    ])
    for (const entry of entries)
      expect(entry).toMatchObject({ erased: true, clients: [{ id, erased: true }] })
    expect(JSON.stringify(entries)).not.toMatch(/Consultation|BK-1/i)
    expect(await must('GET', `/v1/clients/${id}`)).toMatchObject({ privacy: { gone: { mode: 'erase' } } })
  })
})

test('every table is either cleared by an erasure or said to hold nothing of a client', async () => {
  const { rows: found } = await admin.query(
    `select relname from pg_class where relnamespace = 'daybook'::regnamespace and relkind in ('r', 'p') order by 1`,
  )
  const cleared = ROW_STORES.flatMap(one => (/^\w+$/.test(one.store) ? one.store : []))
  expect([...cleared, ...Object.keys(KEPT_TABLES)].sort()).toEqual(found.map(row => row.relname))
})
