/**
 * Nothing reaches a reader that is not theirs: every route of the OpenAPI document, every field of a draft with a mark of
 * its own, every role, and every limit of the staff.
 */
import type { Draft } from '@daybook/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RIGHTS_OF_ROLE, type Right } from '../policy/rights.ts'
import { makeMarkedDrafts } from './marked-drafts.ts'
import { readStream } from './stream-reader.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'
import type { Person } from './test-person.ts'

/**
 * The same drafts, marked four times: about clients of the member, about clients of others, sign-ins of the member's own
 * clients, and what the member did.
 */
const SETS = { own: 'zqow', others: 'zqot', access: 'zqac', acts: 'zqdo' } as const
type SetName = keyof typeof SETS
/** Only these stand in entries about a client of the member and one of others. */
const SHARED = 'zqsh'
/** Only these stand in a sensitive field of the workspace's own, of a client whom every reader sees. */
const SENSITIVE = 'zqse'

const { drafts: marked, places } = makeMarkedDrafts()
/** Who an entry is about: known from the client as well, and from what else they are in. */
const NAMES = /^(clients?|actor\(client\)|onBehalfOf\(client\))\/(id|name)$/
const ADDRESS = /^context\/(ip|userAgent)$/

interface DescribedRoute {
  readonly name: string
  readonly path: string
  readonly right: Right | 'anyone'
  readonly query: readonly string[]
  readonly streams: boolean
}

let door: TestDoor
let owner: TestWorkspace
let routes: DescribedRoute[]
const readers = {} as Record<'everyone' | 'own_clients' | 'own_acts' | 'auditor', Person & { id: string }>
const ids = { clients: [] as string[], objects: [] as string[], entries: [] as string[] }

beforeAll(async () => {
  door = await openTestDoor()
  owner = await door.openWorkspace()
  readers.everyone = await door.member(owner, 'staff', { visibility: 'everyone' })
  readers.own_clients = await door.member(owner, 'staff', { visibility: 'own_clients' })
  readers.own_acts = await door.member(owner, 'staff', { visibility: 'own_acts' })
  readers.auditor = await door.member(owner, 'auditor')
  for (const name of Object.keys(SETS) as SetName[])
    for (const draft of draftsOf(name)) await owner.append(draft)
  for (const id of clientsOf('own').concat(clientsOf('access'))) await assign(id, readers.own_clients.id)
  await owner.append({
    action: 'booking.booked',
    clients: [
      { id: 'shared-own', name: 'Shared Own' },
      { id: `${SHARED}1z`, name: `${SHARED}2z` },
    ],
    object: { type: 'booking', id: 'shared-booking' },
    context: { ip: '203.0.113.77' },
  })
  await assign('shared-own', readers.own_clients.id)
  await tellSensitive()
  await gatherIds()
  routes = await readRoutes()
})
afterAll(() => door?.close())

const assign = (client: string, member: string) =>
  owner.append({
    action: 'client.updated',
    client: { id: client },
    changes: [{ field: 'member', after: member }],
  })

/** By everything that can say a field: a first state, changes, a state, an act, a whole profile. */
async function tellSensitive(): Promise<void> {
  const field = { label: 'Diagnosis', kind: 'text', sensitive: true }
  expect((await owner.call('PUT', '/v1/settings/client-fields/diagnosis', field)).status).toBe(200)
  const client = { id: 'shared-own' }
  const mark = (n: number): string => `${SENSITIVE}${n}z`
  const mine = { type: 'staff', id: readers.own_acts.id } as const
  await owner.append(
    { action: 'client.updated', client, changes: [{ field: 'diagnosis', after: mark(1) }] },
    { action: 'client.updated', client, before: { diagnosis: mark(1) }, after: { diagnosis: mark(2) } },
    { action: 'client.updated', client, actor: mine, changes: [{ field: 'diagnosis', after: mark(3) }] },
    { action: 'client.recorded', client: { id: 'first-own', name: 'First' }, state: { diagnosis: mark(4) } },
  )
  await assign('first-own', readers.own_clients.id)
  const act = { fields: { diagnosis: mark(5) } }
  expect((await owner.call('POST', '/v1/clients/first-own/update', act)).status).toBe(201)
  const put = { state: { name: 'First', member: readers.own_clients.id, diagnosis: mark(6) } }
  expect((await owner.call('PUT', '/v1/clients/first-own', put)).status).toBe(200 + 1)
}

function draftsOf(name: SetName): Draft[] {
  const text = JSON.stringify(marked).replaceAll('zqmk', SETS[name])
  return (JSON.parse(text) as Draft[]).map((draft, i) => {
    const { causedBy, ...rest } = draft
    const made: Draft = { ...rest, type: 'booking', related: 'session', ...(causedBy !== '' && { causedBy }) }
    if (name === 'access')
      return { ...made, action: `${SETS.access}${90_000 + i}z`, type: 'auth', related: 'access' }
    return name === 'acts' ? { ...made, actor: { type: 'staff', id: readers.own_acts.id } } : made
  })
}

const clientsOf = (name: SetName): string[] =>
  [...places].flatMap(([n, place]) =>
    /^(clients?)\/id$/.test(place) || (name !== 'acts' && /^(actor|onBehalfOf)\(client\)\/id$/.test(place))
      ? [`${SETS[name]}${n}z`]
      : [],
  )

async function gatherIds(): Promise<void> {
  const some = <T>(list: readonly T[]): T[] => list.filter((_, i) => i % Math.ceil(list.length / 40) === 0)
  const entries = await owner.readAll('/v1/entries')
  ids.entries = some(entries.map(entry => entry.id))
  ids.clients = some([
    ...new Set(entries.flatMap(entry => entry.clients.flatMap(one => [one.id, one.hostId!]))),
  ]).concat('shared-own', 'first-own')
  ids.objects = some([...new Set(entries.flatMap(entry => entry.objects.flatMap(one => [one.ref, one.id!])))])
}

async function readRoutes(): Promise<DescribedRoute[]> {
  const { body } = await owner.call('GET', '/v1/openapi.json')
  return Object.entries(body.paths as Record<string, Record<string, any>>).flatMap(([path, { get }]) =>
    get === undefined || !path.startsWith('/v1/')
      ? []
      : [
          {
            name: `GET ${path}`,
            path,
            right: get['x-right'],
            query: get.parameters.filter((one: any) => one.in === 'query').map((one: any) => one.name),
            streams: Object.values(get.responses).some(
              (one: any) => one.content['text/event-stream'] !== undefined,
            ),
          },
        ],
  )
}

/** What fills a path; a route with another parameter fails here until it is told. */
function pathsOf({ path }: DescribedRoute): string[] {
  if (!path.includes('{')) return [path]
  const fill = (name: string, values: readonly string[]): string[] =>
    values.map(value => path.replace('{type}', 'booking').replace(`{${name}}`, encodeURIComponent(value)))
  if (path.startsWith('/v1/clients/{id}')) return fill('id', ids.clients)
  if (path.startsWith('/v1/objects/booking/{id}')) return fill('id', ids.objects)
  if (path.startsWith('/v1/objects/{type}/{id}')) return fill('id', ids.objects)
  if (path.startsWith('/v1/entries/{id}')) return fill('id', ids.entries)
  if (path === '/v1/objects/{type}')
    return ['booking', 'payment', 'invoice', 'message', 'service'].map(type => path.replace('{type}', type))
  if (path === '/v1/log/tile/{path}')
    return ['/v1/log/tile/0/000', '/v1/log/tile/entries/000', '/v1/log/tile/entries/000.p/5']
  if (path.startsWith('/v1/exports/{id}') || path.startsWith('/v1/saved-views/{id}')) return []
  throw new Error(`tell this test how to fill ${path}`)
}

/** What a query may ask for, with `nothing` where no entry can have it: answers must be the same. */
const valuesOf = (forbidden: readonly string[]): Readonly<Record<string, readonly string[]>> => ({
  q: forbidden,
  field: forbidden,
  actor: [...forbidden, ...forbidden.map(one => `client:${one}`), ...forbidden.map(one => `staff:${one}`)],
  object: forbidden.flatMap(one => [`booking:${one}`, one]),
  action: forbidden,
  client: forbidden,
})

/** All marks in a text, in what it holds as base64, and in what that holds. */
function marksIn(text: string, depth = 3): Set<string> {
  const found = new Set(text.match(/zq(ow|ot|ac|do|sh|se)\d+z/g))
  if (depth > 0)
    for (const [token] of text.matchAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g))
      for (const mark of marksIn(Buffer.from(token, 'base64').toString('latin1'), depth - 1)) found.add(mark)
  return found
}

const placeOf = (mark: string): string => places.get(Number(mark.slice(4, -1))) ?? 'shared'

/** True of a mark that must not reach this reader anywhere. */
function isForbidden(reader: keyof typeof readers, mark: string): boolean {
  const set = mark.slice(0, 4)
  const place = placeOf(mark)
  const known = NAMES.test(place)
  if (set === SENSITIVE) return reader !== 'auditor'
  switch (reader) {
    case 'auditor':
      return false
    case 'everyone':
      return (set === SETS.access && !known) || ADDRESS.test(place)
    case 'own_clients':
      if (set === SHARED || set === SETS.others || set === SETS.acts) return true
      return (set === SETS.access && !known) || ADDRESS.test(place)
    case 'own_acts':
      return set !== SETS.acts || ADDRESS.test(place)
  }
}

async function read(reader: Person, route: DescribedRoute, path: string): Promise<string> {
  if (!route.streams) return (await reader.get(path)).text
  const response = await door.app.request(path.includes('?') ? path : `${path}?lastSeq=0`, {
    headers: {
      cookie: [...reader.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'daybook-workspace': owner.id,
    },
  })
  if (response.status !== 200) return response.text()
  const stream = readStream(response)
  // Whoever hears nothing else hears nothing of this either: the id behind it is what is waited for.
  await stream.idle()
  await stream.close()
  return JSON.stringify(stream.entries)
}

describe.each(['everyone', 'own_clients', 'own_acts', 'auditor'] as const)('one who sees %s', name => {
  const role = name === 'auditor' ? 'auditor' : 'staff'

  test('is told nothing by any route that is not theirs, and what is theirs', async () => {
    const seen = new Set<string>()
    for (const route of routes) {
      if (route.right !== 'anyone' && !RIGHTS_OF_ROLE[role].has(route.right)) continue
      for (const path of pathsOf(route)) {
        const full = route.query.includes('limit') ? `${path}?limit=200` : path
        const marks = marksIn(await read(readers[name], route, full))
        const leaked = [...marks].filter(mark => isForbidden(name, mark))
        expect([path, leaked.map(mark => `${mark} of ${placeOf(mark)}`)]).toEqual([path, []])
        for (const mark of marks) seen.add(mark)
      }
    }
    const sets = new Set([...seen].map(mark => mark.slice(0, 4)))
    const expected = { everyone: 5, own_clients: 2, own_acts: 1, auditor: 6 }[name]
    expect([name, [...sets].sort()]).toEqual([name, expect.toSatisfy(list => list.length >= expected)])
  })

  test('learns nothing from a filter: what is not theirs is like what nobody has', async () => {
    if (name === 'auditor') return
    const marks = [...places.keys()].flatMap(n => Object.values(SETS).map(prefix => `${prefix}${n}z`))
    const forbidden = [...marks.filter(mark => isForbidden(name, mark)), `${SHARED}1z`, '203.0.113.77']
    const sample = forbidden
      .filter((_, i) => i % Math.ceil(forbidden.length / 30) === 0)
      .concat(`${SENSITIVE}2z`)
    const asks = valuesOf([...sample, '203.0.113.77'])
    for (const route of routes) {
      if (route.streams || route.path.includes('{')) continue
      if (route.right !== 'anyone' && !RIGHTS_OF_ROLE[role].has(route.right)) continue
      for (const param of route.query) {
        const values = asks[param]
        if (values === undefined) continue
        const nothing = await shapeOf(readers[name], `${route.path}?${param}=zqnobodyhasthis`)
        for (const value of values) {
          if (name === 'everyone' && value === `${SHARED}1z`) continue
          const path = `${route.path}?${param}=${encodeURIComponent(value)}`
          expect([path, await shapeOf(readers[name], path)]).toEqual([path, nothing])
        }
      }
    }
  })

  test('counts what they can read: as many as the list has, in every facet, and pages end where the list ends', async () => {
    const person = readers[name]
    const entries: any[] = []
    for (let next: string | null = ''; next !== null; ) {
      const { body } = await person.get(`/v1/entries?limit=200${next && `&cursor=${next}`}`)
      entries.push(...body.entries)
      next = body.next
    }
    const { total, exact, facets } = (await person.get('/v1/entries/counts')).body
    expect([exact, total]).toEqual([true, entries.length])
    const tally = (of: (entry: any) => string): Record<string, number> => {
      const counts: Record<string, number> = {}
      for (const entry of entries) counts[of(entry)] = (counts[of(entry)] ?? 0) + 1
      return counts
    }
    expect({ ...facets.action }).toEqual(tally(entry => entry.action))
    expect({ ...facets.type }).toEqual(tally(entry => entry.type))
    expect({ ...facets.source }).toEqual(tally(entry => entry.source))
    for (const client of ids.clients.slice(0, 20)) {
      const path = encodeURIComponent(client)
      const timeline = await person.get(`/v1/clients/${path}/timeline?limit=200`)
      const count = await person.get(`/v1/entries/counts?client=${path}`)
      expect([client, timeline.status]).toEqual([client, count.status])
      if (timeline.status === 200)
        expect([client, count.body.total]).toEqual([client, timeline.body.entries.length])
    }
  })
})

/** What an answer tells besides the id of the request, and what the caller sent. */
async function shapeOf(reader: Person, path: string): Promise<unknown> {
  const { status, body } = await reader.get(path)
  const { requestId: _, ...rest } = body
  return { status, ...rest }
}

test('one of the staff sees the device of a booking act, and neither its address nor what the browser said', async () => {
  const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
  const draft = {
    action: 'booking.booked',
    client: { id: 'device' },
    context: { ip: '203.0.113.80', userAgent },
  }
  const { id } = await owner.appendAndRead(draft)
  const contextFor = async (reader: Person) => (await reader.get(`/v1/entries/${id}`)).body.context
  expect(await contextFor(readers.auditor)).toMatchObject({
    ip: '203.0.113.80',
    userAgent,
    device: 'Firefox on Linux',
  })
  expect(await contextFor(readers.everyone)).toEqual({ device: 'Firefox on Linux' })
})

test('an entry of two clients is there for whoever sees one, with the other’s part closed', async () => {
  const { entries } = (await readers.own_clients.get('/v1/clients/shared-own/timeline')).body
  const booked = entries.find((entry: any) => entry.action === 'booking.booked')
  expect(booked.clients).toMatchObject([{ hostId: 'shared-own', name: 'Shared Own' }, { erased: false }])
  expect(booked.clients[1].name).toBeUndefined()
  expect((await readers.own_clients.get(`/v1/clients/${booked.clients[1].id}`)).status).toBe(404)
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
