import type { ClientExport, Draft } from '@daybook/protocol'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeMarkedDrafts, MARKER } from './marked-drafts.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

const now = Date.UTC(2026, 10, 22, 9)
let door: TestDoor
let owner: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
})
beforeEach(async () => {
  owner = await door.openWorkspace()
})
afterAll(() => door?.close())
afterEach(() => {
  expect(door.failures).toEqual([])
})

/** Stands in everything of the other client and of the staff; nothing of it may come out. */
const CANARY = 'Zyxcanary'
const clara = { id: 'c-1', name: 'Clara Vogel' }
const other = { id: `c-${CANARY}`, name: `Jonas ${CANARY}` }
const staff = { type: 'staff', id: `s-${CANARY}`, name: `Reception ${CANARY}` } as const
const booked = (id: string, more: Partial<Draft> = {}): Draft => ({
  action: 'booking.booked',
  client: clara,
  object: { type: 'booking', id, name: 'Initial consultation' },
  actor: staff,
  changes: [
    { field: 'service', after: 'Consultation' },
    { field: 'startsAt', after: '2026-12-01T10:00:00Z' },
    { field: 'member', after: `Dr ${CANARY}` },
    { field: 'notes', after: 'internal: knee' },
    { field: 'clientNotes', after: 'I limp' },
  ],
  context: { ip: '198.51.100.7', amount: { value: 4000, currency: 'EUR' } },
  ...more,
})

interface Export {
  readonly data: ClientExport
  readonly page: string
  readonly all: string
}
async function exportOf(id: string, query = '', of = owner): Promise<Export> {
  const response = await door.app.request(`/v1/clients/${id}/export${query}`, {
    headers: { authorization: `Bearer ${of.key}` },
  })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip'])
  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="client-data-2026-11-22.zip"',
  )
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
  expect(Object.keys(files)).toEqual(['data.json', 'data.html'])
  const [json, page] = [strFromU8(files['data.json']!), strFromU8(files['data.html']!)]
  return { data: JSON.parse(json) as ClientExport, page, all: json + page }
}

test('a client gets their profile, records and history, readable and for programs', async () => {
  await owner.append(
    {
      action: 'client.created',
      client: clara,
      state: { email: 'clara@example.com', notes: 'internal: pays late' },
    },
    booked('BK-1'),
    {
      action: 'booking.cancelled',
      client: clara,
      object: { type: 'booking', id: 'BK-1' },
      actor: { type: 'client' },
      reason: 'ill',
      context: { ip: '203.0.113.5' },
    },
  )
  const { data, page, all } = await exportOf('c-1')
  expect(data).toMatchObject({
    format: 'daybook client data',
    version: 1,
    madeAt: '2026-11-22T09:00:00Z',
    workspace: { name: 'Harbour Practice', timeZone: 'Europe/Lisbon' },
    client: { hostId: 'c-1', name: 'Clara Vogel', fields: { email: 'clara@example.com' } },
  })
  expect(data.objects).toEqual([
    {
      type: 'booking',
      id: 'BK-1',
      ref: expect.stringMatching(/^ob_/),
      name: 'Initial consultation',
      fields: {
        service: 'Consultation',
        startsAt: '2026-12-01T10:00:00Z',
        status: 'cancelled',
        member: 'Staff',
        clientNotes: 'I limp',
      },
    },
  ])
  expect(data.entries.map(({ action, actor }) => [action, actor.name])).toEqual([
    ['client.created', 'Test key'],
    ['booking.booked', 'Staff'],
    ['booking.cancelled', 'Clara Vogel'],
    ['client.exported', 'Test key'],
  ])
  expect(data.entries[1]!.sentence).toMatch(/^Staff booked Initial consultation for Clara Vogel/)
  // Where the client acted the address is theirs; where the staff did, it is not.
  expect(data.entries.map(entry => entry.context?.ip)).toEqual([
    undefined,
    undefined,
    '203.0.113.5',
    undefined,
  ])
  expect(data.entries[1]!.context).toEqual({ amount: { value: 4000, currency: 'EUR' } })
  for (const text of [
    'Clara Vogel',
    'clara@example.com',
    'Consultation',
    'I limp',
    'Staff',
    'End: 4 entries.',
  ])
    expect(page).toContain(text)
  expect(all).not.toContain('internal')
  expect(all).not.toContain(CANARY)
  expect(page).not.toMatch(/<script|src=|https?:/)
})

test('nothing of other clients or of the names of the staff is in it, whatever an entry is about', async () => {
  await owner.append(
    { action: 'client.created', client: other, state: { email: `${CANARY}@example.com`, phone: CANARY } },
    {
      action: 'client.created',
      client: clara,
      state: { email: 'clara@example.com', referredBy: other.name },
    },
    booked('BK-1', { client: undefined, clients: [clara, other] }),
    booked('BK-2', { client: undefined, clients: [other, clara] }),
    booked('BK-3', { client: other, reason: CANARY }),
    {
      action: 'booking.confirmed',
      clients: [other, clara],
      object: { type: 'booking', id: 'BK-2' },
      actor: { type: 'client', id: other.id },
      context: { ip: '203.0.113.77', userAgent: CANARY },
    },
    { action: 'client.updated', clients: [other, clara], changes: [{ field: 'phone', after: CANARY }] },
    {
      action: 'booking.assigned',
      client: clara,
      object: { type: 'booking', id: 'BK-1' },
      actor: staff,
      data: { member: `Dr ${CANARY}` },
    },
    { action: 'client.merged', clients: [clara, other], actor: staff, data: { other: other.name } },
    {
      action: 'booking.updated',
      client: clara,
      objects: [
        { type: 'booking', id: 'BK-1' },
        { type: 'member', id: CANARY, name: CANARY },
      ],
      onBehalfOf: { type: 'staff', id: CANARY, name: CANARY },
      actor: { type: 'integration', id: 'cal', name: 'Calendar' },
    },
  )
  const otherId = (await owner.call('GET', `/v1/clients/${other.id}`)).body.id as string
  for (const query of ['', '?notes=true', '?lang=de']) {
    const { data, all } = await exportOf('c-1', query)
    expect(all, query).not.toContain(CANARY)
    expect(all, query).not.toContain(otherId)
    expect(all, query).not.toContain('203.0.113.77')
    expect(data.entries.length).toBeGreaterThanOrEqual(6)
    expect(data.objects.map(object => object.id).sort()).toEqual(['BK-1', 'BK-2'])
    for (const entry of data.entries) expect(entry.clients).toMatchObject([{ hostId: 'c-1' }])
  }
})

test('every place of a draft that can hold something of another client keeps it', async () => {
  // The other one's own entries, each field of the schema marked.
  const { drafts } = makeMarkedDrafts()
  for (const draft of drafts)
    expect([201, 422]).toContain((await owner.call('POST', '/v1/entries', draft)).status)
  await owner.append(booked('BK-own'))
  const { all } = await exportOf('c-1', '?notes=true')
  expect(all.match(MARKER)).toBeNull()
})

test('internal notes and entries are in it only where they were chosen', async () => {
  await owner.append(
    { action: 'client.created', client: clara, state: { notes: 'pays late' } },
    booked('BK-1'),
    {
      action: 'booking.note_added',
      client: clara,
      object: { type: 'booking', id: 'BK-1' },
      actor: staff,
      data: { note: 'was rude' },
    },
    { action: 'client.tagged', client: clara, actor: staff, data: { tag: 'difficult' } },
    { action: 'client.signed_in', client: clara, actor: { type: 'client' }, context: { ip: '203.0.113.5' } },
  )
  const without = await exportOf('c-1')
  for (const text of ['pays late', 'internal: knee', 'was rude', 'difficult'])
    expect(without.all).not.toContain(text)
  // Their own sign-ins are the client's.
  expect(without.data.entries.map(entry => entry.action)).toContain('client.signed_in')
  const chosen = await exportOf('c-1', '?notes=true')
  for (const text of ['pays late', 'internal: knee', 'was rude', 'difficult']) {
    expect(JSON.stringify(chosen.data)).toContain(text)
    expect(chosen.page).toContain(text)
  }
})

test('it is an entry on the client’s timeline; so is that the client asked for it', async () => {
  await owner.append(booked('BK-1'))
  await exportOf('c-1')
  await exportOf('c-1', '?requested=true')
  const entries = await owner.readAll('/v1/clients/c-1/timeline?type=export&order=asc')
  expect(entries.map(entry => entry.action)).toEqual([
    'client.exported',
    'client.export_requested',
    'client.exported',
  ])
  expect(entries[2]!.causedBy).toBe(entries[1]!.id)
  expect(entries[1]!.sentence).toContain('recorded the request of Clara Vogel for their data')
})

test('hidden values and removed ones stay out; what was erased by age says so', async () => {
  await owner.call('PUT', '/v1/settings/fields', { fields: { 'client.diagnosis': 'hide' } })
  await owner.append({
    action: 'client.updated',
    client: clara,
    changes: [
      { field: 'diagnosis', after: 'secret' },
      { field: 'city', before: 'Porto', after: null },
    ],
  })
  const { data, all } = await exportOf('c-1')
  expect(all).not.toContain('secret')
  expect(data.client.fields).toEqual({})
})

test('a client who is gone, hidden or unknown has no export', async () => {
  await owner.append(booked('BK-1'))
  const reader = await owner.withKey(['read'])
  const appender = await owner.withKey(['append'])
  expect((await appender.call('GET', '/v1/clients/c-1/export')).body.code).toBe('scope_missing')
  expect((await owner.call('GET', '/v1/clients/c-9/export')).status).toBe(404)
  expect((await owner.call('GET', '/v1/clients/c-1/export?notes=maybe')).body.code).toBe('query_invalid')
  const { id } = (await owner.call('GET', '/v1/clients/c-1')).body
  await owner.call('DELETE', '/v1/clients/c-1')
  expect((await reader.call('GET', '/v1/clients/c-1/export')).status).toBe(404)
  // Within the grace period those who may restore may still export.
  await exportOf('c-1')
  await owner.call('POST', `/v1/clients/${id}/erase`, { mode: 'erase' })
  expect((await owner.call('GET', `/v1/clients/${id}/export`)).body.code).toBe('state_conflict')
  expect((await owner.readAll(`/v1/clients/${id}/timeline?type=export`)).length).toBe(1)
})

test('a long history is written in pieces; a reader who goes away stops it', async () => {
  const drafts = Array.from({ length: 1200 }, (_, i) => booked(`BK-${i}`, { key: `k-${i}` }))
  for (let at = 0; at < drafts.length; at += 400) await owner.append(...drafts.slice(at, at + 400))
  const { data } = await exportOf('c-1')
  expect(data.entries).toHaveLength(1201)
  expect(data.objects).toHaveLength(1200)
  const response = await door.app.request('/v1/clients/c-1/export', {
    headers: { authorization: `Bearer ${owner.key}` },
  })
  const reader = response.body!.getReader()
  let pieces = 0
  while (pieces < 3 && !(await reader.read()).done) pieces++
  expect(pieces).toBe(3)
  await reader.cancel()
})
