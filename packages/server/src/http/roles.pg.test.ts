import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MemberRole, ROLES, type Scope, SCOPES } from '../entry/workspace.ts'
import { DECIDED_ROUTES } from '../policy/route-rights.ts'
import { RIGHTS, RIGHTS_OF_ROLE, RIGHTS_OF_SCOPE, type Right } from '../policy/rights.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'
import { IP, type Person } from './test-person.ts'

interface DescribedRoute {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly right: Right | 'anyone' | undefined
  readonly hasBody: boolean
}

let door: TestDoor
let clock = Date.now()
let owner: TestWorkspace
let routes: DescribedRoute[]
const members = new Map<MemberRole, Person>()

beforeAll(async () => {
  door = await openTestDoor({ now: () => clock++ })
  owner = await door.openWorkspace()
  for (const role of ROLES) members.set(role, await door.member(owner, role))
  const { body } = await owner.call('GET', '/v1/openapi.json')
  routes = Object.entries(body.paths as Record<string, Record<string, any>>)
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, about]) => ({
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path: path.replaceAll(/\{\w+\}/g, 'x'),
        right: about['x-right'],
        hasBody: about.requestBody !== undefined,
      })),
    )
})
afterAll(() => door?.close())

/** Whether a route refuses for want of a right: nothing that it is sent is valid, so that no act is done. */
async function isRefused(
  { method, path, hasBody }: DescribedRoute,
  call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: any }>,
): Promise<boolean> {
  // A parameter that nobody knows ends a stream before it begins.
  const { status, body } = await call(
    method,
    `${path}?no-such-parameter=1`,
    hasBody ? { nonsense: true } : undefined,
  )
  expect(status).not.toBe(500)
  return status === 403 && body.code === 'scope_missing'
}

test('every route says which right it needs', () => {
  expect(routes.length).toBeGreaterThan(50)
  for (const { name, right } of routes)
    expect([name, right]).toEqual([
      name,
      expect.toSatisfy((given: string) => [...RIGHTS, 'anyone'].includes(given)),
    ])
})

test('no right is kept for a route that is gone', () => {
  const served = routes.map(({ name }) => name)
  expect(DECIDED_ROUTES.filter(name => !served.includes(name))).toEqual([])
})

test.each(ROLES)('one of the role %s reaches what the table says, and nothing else', async role => {
  for (const route of routes) {
    const may = route.right === 'anyone' || RIGHTS_OF_ROLE[role].has(route.right!)
    const refused = await isRefused(route, (...asked) => members.get(role)!.call(...asked))
    expect([route.name, refused]).toEqual([route.name, !may])
  }
})

test.each(SCOPES)(
  'a key of the scope %s reaches what the table says, and nothing else',
  async (scope: Scope) => {
    const key = await owner.withKey([scope])
    for (const route of routes) {
      const may = route.right === 'anyone' || RIGHTS_OF_SCOPE[scope].has(route.right!)
      expect([route.name, await isRefused(route, key.call)]).toEqual([route.name, !may])
    }
  },
)

test('whoever is given another role has its rights from the next request on, and the session says so', async () => {
  const person = await door.member(owner, 'staff')
  const rights = async () => (await person.get('/v1/session')).body.workspaces[0].rights
  expect((await person.get('/v1/keys')).status).toBe(403)
  expect(await rights()).toEqual(['read', 'act', 'verify'])
  expect((await owner.call('PUT', `/v1/members/${person.id}`, { role: 'auditor' })).status).toBe(200)
  expect((await person.get('/v1/keys')).status).toBe(200)
  expect(await rights()).toEqual([
    'read',
    'access',
    'sensitive',
    'export',
    'verify',
    'readHold',
    'readSettings',
  ])
  expect((await person.post('/v1/entries', { action: 'my.own' })).body.code).toBe('scope_missing')
})

test('an auditor and an owner see that a client is held; one of the staff does not', async () => {
  await owner.append({ action: 'client.created', client: { id: 'held', name: 'Held' } })
  expect((await owner.call('PUT', '/v1/clients/held/hold', { reason: 'a dispute' })).status).toBe(200)
  const holds = await Promise.all(
    ROLES.map(
      async role => (await members.get(role)!.get('/v1/clients/held')).body.privacy?.hold !== undefined,
    ),
  )
  expect(holds).toEqual([true, true, true, false, true])
})

test('a member writes in their own name or in a client’s, and nothing that tells of sign-ins or security', async () => {
  const write = async (draft: object) => {
    const { status, body } = await members.get('staff')!.post('/v1/entries', { action: 'my.own', ...draft })
    return status === 201 || body.errors[0].path
  }
  expect(await write({})).toBe(true)
  expect(await write({ actor: { type: 'client', id: 'c' } })).toBe(true)
  expect(await write({ actor: { type: 'staff', id: 'somebody-else' } })).toBe('/actor')
  expect(await write({ actor: { type: 'system' } })).toBe('/actor')
  expect(await write({ actor: { type: 'key', id: 'ak_1' } })).toBe('/actor')
  expect(await write({ action: 'account.signed_in' })).toBe('/action')
  expect(await write({ type: 'security' })).toBe('/action')
})

test('what a member was refused is an entry for those who see security, once in ten minutes for each right', async () => {
  const workspace = await door.openWorkspace()
  const staff = await door.member(workspace, 'staff', { name: 'Sofia' })
  const told = async () => (await workspace.read('/v1/entries?action=access.denied&order=asc')).entries
  for (let i = 0; i < 3; i++) {
    expect((await staff.post('/v1/exports', { format: 'csv' })).status).toBe(403)
    expect((await staff.get('/v1/clients/somebody/access')).status).toBe(403)
  }
  expect(await told()).toMatchObject([
    {
      type: 'security',
      outcome: 'denied',
      actor: { type: 'staff', id: staff.id, name: 'Sofia' },
      data: { right: 'export', route: 'POST /v1/exports' },
      context: { ip: IP, device: 'Firefox on Linux' },
    },
    // The address names somebody: only the route is told.
    { data: { right: 'access', route: 'GET /v1/clients/{id}/access' } },
  ])
  clock += 10 * 60_000
  await staff.post('/v1/exports', { format: 'csv' })
  expect(await told()).toHaveLength(3)
  expect((await staff.get('/v1/entries?action=access.denied')).body.entries).toEqual([])
  // Keys are as whoever made them wanted.
  const key = await workspace.withKey(['append'])
  expect((await key.call('GET', '/v1/entries')).status).toBe(403)
  expect(await told()).toHaveLength(3)
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
