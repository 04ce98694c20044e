import type { Draft } from '@daybook/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readStream } from './stream-reader.ts'
import { openVisitor } from './test-visitor.ts'
import { openTestDoor, type TestAnswer, type TestDoor, type TestWorkspace } from './test-door.ts'

/** Stands in everything of B's that holds text. */
const MARKER = 'Zyxmarker'
/** Ids of B that a caller may send and that an answer may therefore repeat. */
const HOST_CLIENT = 'b-client'
const HOST_OBJECT = 'b-booking'

let door: TestDoor
let a: TestWorkspace
let b: TestWorkspace
let routes: {
  method: string
  path: string
  params: string[]
  query: string[]
  hasBody: boolean
  streams: boolean
}[]
/** Every id by which B's data can be named. */
const ids = {
  clients: [] as string[],
  objects: [] as string[],
  entries: [] as string[],
  keys: [] as string[],
  members: [] as string[],
  invitations: [] as string[],
  exports: [] as string[],
  views: [] as string[],
  letters: [] as string[],
  cursors: [] as string[],
}
let before: string
/** Signed by B. */
let checkpoint: string
/** A client whom A has erased. */
let erased: string

const own = (client: string, object: string, mark: string): Draft[] => [
  {
    action: 'booking.booked',
    key: `${mark}-1`,
    client: { id: client, name: `${mark} Ada` },
    object: { type: 'booking', id: object, name: `${mark} Check` },
    actor: { type: 'staff', id: 'shared-member', name: `${mark} Reception` },
    state: { service: mark, notes: mark },
    reason: mark,
    context: { ip: '203.0.113.9', userAgent: mark, requestId: mark },
    data: { [mark]: mark },
    rule: { id: mark, name: mark },
    reference: { provider: mark, id: mark },
    correlationId: mark,
  },
  {
    action: 'client.updated',
    client: { id: client },
    changes: [{ field: 'email', label: mark, before: null, after: `${mark.toLowerCase()}@example.com` }],
    actor: { type: 'client' },
  },
  {
    action: `${mark}.own`,
    objects: [{ type: 'service', id: 'b-service', name: mark, role: mark }],
    causedBy: { key: `${mark}-1` },
    onBehalfOf: { type: 'integration', id: mark, name: mark },
  },
  { action: 'client.signed_in', client: { id: client }, actor: { type: 'client' }, occurredAt: '2026-01-01' },
]

/** Letters of a workspace without a mail server: to a client who wants to sign in to the portal. */
async function lettersOf(workspace: TestWorkspace): Promise<string[]> {
  await workspace.call('PATCH', '/v1/settings', { onlineBooking: true, onlineSlug: 'of-b' })
  const visitor = openVisitor(door)
  await visitor.post('/portal/of-b/sign-in', { email: `${MARKER.toLowerCase()}@example.com` })
  await door.online.settled()
  const { letters } = (await workspace.call('GET', '/v1/letters')).body
  expect(letters).not.toHaveLength(0)
  return letters.map((letter: any) => letter.id)
}

beforeAll(async () => {
  door = await openTestDoor()
  a = await door.openWorkspace({ name: 'Workspace A' })
  b = await door.openWorkspace({ name: `${MARKER} B` })
  await a.append(...own('a-client', 'a-booking', 'Plain'), {
    action: 'client.created',
    client: { id: 'a-gone' },
  })
  erased = (await a.call('POST', '/v1/clients/a-gone/erase', { mode: 'erase' })).body.client
  await b.append(
    ...own(HOST_CLIENT, HOST_OBJECT, MARKER),
    ...own(`${MARKER}-client`, `${MARKER}-booking`, `${MARKER}2`),
  )
  await b.call('POST', '/v1/keys', { name: MARKER, scopes: ['read'] })
  const { id: member } = await door.member(b, 'staff', { name: MARKER, email: `${MARKER}@example.com` })
  ids.members.push(member)
  const invitation = { name: MARKER, email: `${MARKER}-invited@example.com`, role: 'staff' }
  ids.invitations.push((await b.call('POST', '/v1/invitations', invitation)).body.id)
  await b.call('PUT', '/v1/settings/fields', { fields: { [`booking.${MARKER}`]: 'hide' } })
  for (const entry of await b.readAll('/v1/entries')) {
    ids.entries.push(entry.id)
    ids.clients.push(...entry.clients.map(client => client.id))
    ids.objects.push(...entry.objects.map(object => object.ref))
  }
  ids.clients = [...new Set(ids.clients), HOST_CLIENT]
  ids.objects = [...new Set(ids.objects), HOST_OBJECT]
  ids.keys = (await b.call('GET', '/v1/keys')).body.keys.map((key: any) => key.id)
  ids.exports = [(await b.call('POST', '/v1/exports', { format: 'csv' })).body.id]
  ids.views = [(await b.call('POST', '/v1/saved-views', { name: MARKER, shared: true })).body.id]
  ids.letters = await lettersOf(b)
  for (const path of ['/v1/entries', `/v1/clients/${HOST_CLIENT}/timeline`, '/v1/clients'])
    ids.cursors.push((await b.call('GET', `${path}?limit=1`)).body.next)
  checkpoint = (await b.call('GET', '/v1/log/checkpoint')).body
  before = JSON.stringify(await b.readAll('/v1/entries'))

  const { body } = await a.call('GET', '/v1/openapi.json')
  const paths = Object.entries(body.paths as Record<string, Record<string, any>>)
  // What is below /api/auth belongs to no workspace.
  routes = paths
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, about]) => ({
        method: method.toUpperCase(),
        path,
        params: about.parameters.filter((one: any) => one.in === 'path').map((one: any) => one.name),
        query: about.parameters.filter((one: any) => one.in === 'query').map((one: any) => one.name),
        hasBody: about.requestBody !== undefined,
        streams: Object.values(about.responses).some(
          (one: any) => one.content['text/event-stream'] !== undefined,
        ),
      })),
    )
})
afterAll(() => door?.close())

/** Texts like B's ids that name nothing anywhere. */
const unlike = (id: string): string =>
  /^(cl|ob|ak|mb|iv|ex|sv|lt)_/.test(id)
    ? `${id.slice(0, 3)}00000000001`
    : id.startsWith('en_')
      ? `en_${'0'.repeat(26)}`
      : 'nothing-like-it'

/** What B has for each parameter of a path; a route with another fails here until it is told. */
function valuesOf(path: string, param: string): string[] {
  if (param === 'type') return ['booking']
  if (param === 'act') return ['update']
  if (param === 'id' && path.startsWith('/v1/clients/')) return ids.clients
  if (param === 'id' && path.startsWith('/v1/objects/')) return ids.objects
  if (param === 'id' && /^\/v1\/(entries|privacy\/requests)\//.test(path)) return ids.entries
  if (param === 'id' && path.startsWith('/v1/keys/')) return ids.keys
  if (param === 'id' && path.startsWith('/v1/members/')) return ids.members
  if (param === 'id' && path.startsWith('/v1/invitations/')) return ids.invitations
  if (param === 'id' && path.startsWith('/v1/exports/')) return ids.exports
  if (param === 'id' && path.startsWith('/v1/saved-views/')) return ids.views
  if (param === 'id' && path.startsWith('/v1/letters/')) return ids.letters
  throw new Error(`tell this test how to fill {${param}} of ${path}`)
}

const QUERIES: Readonly<Record<string, () => string[]>> = {
  client: () => ids.clients,
  object: () => ids.objects.map(id => (id.startsWith('ob_') ? id : `booking:${id}`)),
  actor: () => [
    'shared-member',
    'staff:shared-member',
    ...ids.clients,
    ...ids.clients.map(id => `client:${id}`),
    ...ids.keys,
    ...ids.keys.map(id => `key:${id}`),
  ],
  cursor: () => ids.cursors,
  'state of /v1/privacy/clients': () => ['held', 'deleted'],
  next: () => [],
  q: () => ['zyx', 'ada', '203.0.113.9', HOST_CLIENT, ...ids.clients],
  action: () => ['booking.*', 'booking.booked'],
  field: () => ['email', 'service'],
  named: () => ['online_booking'],
  category: () => ['bookings'],
  type: () => ['booking'],
  source: () => ['staff'],
  outcome: () => ['success'],
  related: () => ['session', 'access'],
  from: () => ['2000-01-01'],
  to: () => ['2100-01-01'],
  limit: () => ['200'],
  order: () => ['asc'],
  sort: () => ['lastActivity', 'nextSession', 'bookings'],
  lang: () => ['de'],
  at: () => ['2100-01-01'],
  status: () => ['scheduled'],
  member: () => [MARKER],
  service: () => [MARKER, ...ids.objects],
  kind: () => ['not_sent', 'unpaid', 'to_approve'],
  deleted: () => ['true'],
  known: () => ['2100-01-01'],
  lastSeq: () => ['0'],
  state: () => ['open', 'decided', 'all'],
  years: () => ['10'],
  booking: () => ids.objects,
  duration: () => ['60'],
  participants: () => ['2'],
  'from of /v1/free-times': () => ['2026-01-01'],
  'to of /v1/free-times': () => ['2026-01-02'],
  'from of /v1/log/consistency': () => ['1'],
  'to of /v1/log/consistency': () => ['2'],
  notes: () => ['true'],
  requested: () => ['true'],
}
/** What a route needs to answer at all. */
const NEEDED: Readonly<Record<string, string>> = {
  '/v1/settings/retention/preview': 'years=10',
  '/v1/free-times': 'booking=a-booking&from=2026-01-01&to=2026-01-02',
}
/** What is asked for instead of something that the route needs. */
const INSTEAD: Readonly<Record<string, string>> = { service: 'booking' }
/** Parameters that name one thing: where there is none, there is no answer. */
const NAMES_ONE: ReadonlySet<string> = new Set([
  'client',
  'booking of /v1/free-times',
  'service of /v1/free-times',
])

/** Bodies that name B's things by every id of ours; what they make belongs to A. */
const BODIES: Readonly<Record<string, () => unknown[]>> = {
  'POST /v1/entries': () => [
    ...ids.clients
      .filter(id => id !== HOST_CLIENT)
      .flatMap(id => [
        { action: 'my.own', client: { id } },
        { action: 'my.own', actor: { type: 'client', id } },
        { action: 'my.own', onBehalfOf: { type: 'client', id } },
      ]),
    ...ids.objects
      .filter(id => id !== HOST_OBJECT)
      .map(id => ({ action: 'my.own', object: { type: 'booking', id } })),
    ...ids.entries.map(causedBy => ({ action: 'my.own', causedBy })),
    { action: 'my.own', causedBy: { key: `${MARKER}-1` } },
  ],
  'POST /v1/keys': () => [{ scopes: ['read'] }],
  'POST /v1/clients/import': () => [{ format: 'csv', text: 'Name,E-mail\nX,x@example.com' }],
  'POST /v1/clients': () => [{ act: 'create', fields: { name: 'X' } }],
  'PUT /v1/settings/fields': () => [{ fields: {} }],
  'PATCH /v1/settings': () => [{ clientWord: 'guest', fields: { 'booking.notes': 'track' } }],
  'PUT /v1/settings/security': () => [{ twoFactor: [] }],
  // Somebody who is invited, or a member, over there: here nobody yet.
  'POST /v1/invitations': () => [
    { name: 'X', email: `${MARKER}-invited@example.com`, role: 'staff' },
    { name: 'X', email: `${MARKER}@example.com`, role: 'staff' },
  ],
  'PUT /v1/settings/privacy': () => [{ graceDays: 30 }],
  'PUT /v1/settings/retention': () => [{ years: 10 }],
  'POST /v1/log/cosignatures': () => [{ note: checkpoint }],
  'POST /v1/log/check': () => [{}],
  'POST /v1/workspace/close': () => [{ name: MARKER }],
  'POST /v1/demo': () => [{}],
  'POST /v1/evidence': () => [
    ...ids.clients.map(client => ({ client })),
    ...ids.entries.map(id => ({ entries: [id] })),
    { entries: ids.entries },
    ...ids.objects.map(id => ({ object: id.startsWith('ob_') ? id : `booking:${id}` })),
  ],
  'POST /v1/saved-views': () => [{ name: 'Mine', shared: true }],
  'POST /v1/privacy/requests': () => ids.clients.map(client => ({ client })),
  'POST /v1/exports': () => [
    { format: 'csv' },
    ...ids.clients.map(client => ({ format: 'csv', filter: { client } })),
  ],
}
/** How a route refuses a body that names something unknown, where it is not about a draft. */
const REFUSALS: Readonly<Record<string, [status: number, code: string]>> = {
  'POST /v1/privacy/requests': [404, 'not_found'],
  'POST /v1/evidence': [404, 'not_found'],
  'POST /v1/exports': [404, 'not_found'],
}

/** Routes that make what is not there yet. */
const MAKES: ReadonlySet<string> = new Set(['PUT /v1/clients/{id}'])

async function askAsA(method: string, path: string, body: unknown, streams: boolean): Promise<TestAnswer> {
  if (!streams) return a.call(method, path, body)
  const response = await door.app.request(path, { headers: { authorization: `Bearer ${a.key}` } })
  if (response.status !== 200)
    return { status: response.status, body: await response.json(), headers: response.headers }
  const stream = readStream(response)
  // What A appends now comes behind everything that could come before it.
  if (!/[?&](?!lastSeq)/.test(path)) {
    const [last] = await a.append({ action: 'my.last' })
    await stream.until(entries => entries.some(entry => entry.id === last!.id))
  }
  await stream.close()
  return { status: 200, body: stream.entries, headers: response.headers }
}

const withoutRequest = ({ status, body }: TestAnswer): unknown => ({ status, ...body, requestId: undefined })

test('an id of B is unknown to A on every route, like an id that nobody has', async () => {
  for (const { method, path, params, streams } of routes) {
    // What a host calls a thing is new where nobody has called one so: the next test puts it.
    if (!params.includes('id') || `${method} ${path}` === 'PUT /v1/objects/{type}/{id}') continue
    for (const id of valuesOf(path, 'id')) {
      const fill = (value: string): string =>
        path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'id' ? value : valuesOf(path, name)[0]!))
      const body = method === 'GET' || method === 'DELETE' ? undefined : {}
      const answer = await askAsA(method, fill(id), body, streams)
      // What may begin under any id of the host's is told first what its body lacks.
      const expected = MAKES.has(`${method} ${path}`) ? [422, 'query_invalid'] : [404, 'not_found']
      expect([method, fill(id), answer.status, answer.body.code]).toEqual([method, fill(id), ...expected])
      expect(withoutRequest(answer)).toEqual(
        withoutRequest(await askAsA(method, fill(unlike(id)), body, streams)),
      )
      expect(JSON.stringify(answer.body)).not.toContain(MARKER)
    }
  }
})

test('no query of A finds anything of B', async () => {
  for (const { method, path, params, query, streams } of routes) {
    if (method !== 'GET' || (params.includes('id') && /\/(entries|exports|saved-views)\/\{id\}/.test(path)))
      continue
    const target = path
      .replace('{type}', 'booking')
      .replace('{path}', 'entries/000.p/5')
      .replace(
        '{id}',
        path.endsWith('/erasure') ? erased : path.includes('/clients/') ? 'a-client' : 'a-booking',
      )
    const plain = await askAsA(
      method,
      [target, NEEDED[path]].filter(part => part !== undefined).join('?'),
      undefined,
      streams,
    )
    expect([target, plain.status]).toEqual([target, 200])
    expect(JSON.stringify(plain.body)).not.toContain(MARKER)
    for (const name of query) {
      const values = QUERIES[`${name} of ${path}`] ?? QUERIES[name]
      if (values === undefined) throw new Error(`tell this test how to fill ?${name}= of ${path}`)
      for (const value of values()) {
        const others = (NEEDED[path] ?? '')
          .split('&')
          .filter(part => part !== '' && !part.startsWith(`${name}=`))
          .filter(part => INSTEAD[name] === undefined || !part.startsWith(`${INSTEAD[name]}=`))
        const asked = `${target}?${[`${name}=${encodeURIComponent(value)}`, ...others].join('&')}`
        const answer = await askAsA(method, asked, undefined, streams)
        expect([asked, answer.status]).toEqual([
          asked,
          name === 'cursor' ? 422 : NAMES_ONE.has(name) || NAMES_ONE.has(`${name} of ${target}`) ? 404 : 200,
        ])
        expect(JSON.stringify(answer.body)).not.toContain(MARKER)
        const leaked = [
          ...ids.entries,
          ...ids.clients.slice(0, -1),
          ...ids.objects.slice(0, -1),
          ...ids.keys,
        ].filter(id => JSON.stringify(answer.body).includes(id))
        expect([asked, leaked]).toEqual([asked, []])
        if (
          name === 'object' ||
          (name === 'actor' && value !== 'shared-member' && value !== 'staff:shared-member')
        ) {
          expect([
            asked,
            answer.body.total ?? answer.body.count ?? answer.body.entries?.length ?? answer.body.length,
          ]).toEqual([asked, 0])
        }
      }
    }
  }
})

test('nothing that A writes names, reads or changes anything of B', async () => {
  for (const { method, path, hasBody, params } of routes) {
    if (!hasBody || params.length > 0) continue
    const bodies = BODIES[`${method} ${path}`]
    if (bodies === undefined) throw new Error(`tell this test what to send to ${method} ${path}`)
    for (const body of bodies()) {
      const answer = await a.call(method, path, body)
      expect(JSON.stringify(answer.body)).not.toContain(MARKER)
      const ours = JSON.stringify(body).match(/(cl|ob|en)_[0-9a-z]+/)?.[0]
      if (ours === undefined) continue
      const refused = REFUSALS[`${method} ${path}`] ?? [422, 'entry_invalid']
      expect([body, answer.status, answer.body.code]).toEqual([body, ...refused])
    }
  }
  // The same host's ids and keys are A's own, and begin empty.
  const entry = await a.appendAndRead({
    action: 'booking.updated',
    key: `${MARKER}-1`,
    client: { id: HOST_CLIENT },
    object: { type: 'booking', id: HOST_OBJECT },
    actor: { type: 'staff', id: 'shared-member' },
  })
  expect(JSON.stringify({ ...entry, key: '' })).not.toContain(MARKER)
  expect(ids.clients).not.toContain(entry.clients[0]!.id)
  expect((await a.read(`/v1/clients/${HOST_CLIENT}/timeline`)).entries).toHaveLength(1)
})

test('a state that A puts under an id of B is A’s own, or of nothing', async () => {
  for (const id of ids.objects) {
    const own = id.startsWith('ob_')
    const put = await a.call('PUT', `/v1/objects/booking/${id}`, { state: { service: 'X' } })
    expect([id, put.status, JSON.stringify(put.body).includes(MARKER)]).toEqual([id, own ? 404 : 201, false])
  }
})

test('B is as it was, and its keys still open it', async () => {
  expect(JSON.stringify(await b.readAll('/v1/entries'))).toBe(before)
  expect((await b.call('GET', '/v1/keys')).body.keys.every((key: any) => key.revokedAt === undefined)).toBe(
    true,
  )
  expect(before).toContain(MARKER)
})

test('health and metrics name no workspace and nobody', async () => {
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    const text = await (await door.app.request(path)).text()
    expect(text).not.toContain(MARKER)
    expect(text).not.toContain(b.id.slice(3))
  }
  expect(door.failures).toEqual([])
})
