import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWorkspace } from '../actions/create-workspace.ts'
import { formatId, parseId } from '../ids.ts'
import {
  ask,
  asAdmin,
  BASE,
  DEVICE,
  IP,
  openSignIn,
  type SignInFixture,
  signInWith,
} from './sign-in.fixture.ts'

let at: SignInFixture
beforeEach(async () => {
  at = await openSignIn()
})
afterEach(() => at.close())

const firstLink = async (): Promise<string> => (await at.signIn.firstSignInLink())!
const signedIn = async (): Promise<string> => (await signInWith(at.signIn, await firstLink())).cookie
const workspaceOf = async (cookie: string): Promise<string> =>
  (await at.signIn.session(ask('/', { headers: { cookie } })))!.workspaces[0]!.id
const recognise = (cookie: string, workspace: string, init: Parameters<typeof ask>[1] = {}) =>
  at.signIn.recognise(
    ask('/v1/entries', { ...init, headers: { cookie, 'daybook-workspace': workspace, ...init.headers } }),
  )

test('a session is recognised in the workspace of its member, and in no other', async () => {
  const cookie = await signedIn()
  const id = await workspaceOf(cookie)
  expect(await recognise(cookie, id)).toEqual({
    workspaceId: parseId('ws', id),
    kind: 'member',
    actor: { type: 'staff', id: expect.stringMatching(/^mb_/), name: 'Owner' },
    scopes: [],
    member: {
      id: expect.any(Number),
      role: 'owner',
      visibility: undefined,
      twoFactor: false,
      secondFactorAt: expect.any(Number),
    },
  })
  for (const other of ['', 'ws_00000000001', 'nonsense'])
    expect(await recognise(cookie, other)).toBeUndefined()
  expect(await at.signIn.recognise(ask('/v1/entries', { headers: { cookie } }))).toBeUndefined()
})

test('a session is asked for: without one, or with a forged one, nobody is recognised', async () => {
  const cookie = await signedIn()
  const id = await workspaceOf(cookie)
  const token = (await at.daybook.pools.auth.query('select token from daybook_auth.sessions')).rows[0].token
  for (const forged of [
    '',
    'other=1',
    `daybook.session_token=${token}`,
    `daybook.session_token=${token}.AAAA`,
  ]) {
    expect(await recognise(forged, id)).toBeUndefined()
    expect(await at.signIn.session(ask('/', { headers: { cookie: forged } }))).toBeUndefined()
  }
})

test('a session of one who is no owner opens no workspace that they are no member of', async () => {
  const cookie = await signedIn()
  const id = await workspaceOf(cookie)
  await asAdmin(at.database.adminUrl, async admin => {
    await admin.query('delete from daybook.members')
    await admin.query('delete from daybook_auth.owners')
  })
  expect(await recognise(cookie, id)).toBeUndefined()
  expect(await at.signIn.session(ask('/', { headers: { cookie } }))).toBeUndefined()
})

test('a session of the owner reaches workspaces that were made later', async () => {
  const cookie = await signedIn()
  const make = (name: string) => {
    at.clock.now += 1
    return createWorkspace(at.daybook, { name, timeZone: 'UTC' })
  }
  const first = await make('Second')
  const second = await make('Third')
  expect(await recognise(cookie, formatId('ws', first.id))).toMatchObject({ workspaceId: first.id })
  const session = await at.signIn.session(ask('/', { headers: { cookie } }))
  expect(session!.workspaces.map(({ name }) => name)).toEqual(['My workspace', 'Second', 'Third'])
  expect(await recognise(cookie, formatId('ws', second.id))).toMatchObject({ workspaceId: second.id })
})

test('a session changes nothing on behalf of another site', async () => {
  const cookie = await signedIn()
  const id = await workspaceOf(cookie)
  const post = (headers: Record<string, string>) =>
    at.signIn.recognise(
      new Request(`${BASE}/v1/entries`, {
        method: 'POST',
        headers: { cookie, 'daybook-workspace': id, ...headers },
      }),
    )
  for (const headers of [
    {},
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: 'http://127.0.0.1:4701' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: BASE },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
  ] as Record<string, string>[]) {
    await expect(post(headers), JSON.stringify(headers)).rejects.toMatchObject({ code: 'csrf_refused' })
  }
  for (const headers of [{ origin: BASE }, { 'sec-fetch-site': 'same-origin' }] as Record<string, string>[]) {
    expect(await post(headers)).toMatchObject({ kind: 'member' })
  }
  const signOut = ask('/api/auth/sign-out', {
    method: 'POST',
    headers: { cookie, 'sec-fetch-site': 'cross-site' },
  })
  expect(await (await at.fetch(signOut)).json()).toMatchObject({ code: 'csrf_refused' })
  expect(await recognise(cookie, id)).toBeDefined()
})

test('a session ends at once with the sign-out, and both are entries with address and device', async () => {
  const cookie = await signedIn()
  const id = await workspaceOf(cookie)
  const signOut = () => at.fetch(ask('/api/auth/sign-out', { method: 'POST', headers: { cookie }, body: {} }))
  const out = await signOut()
  expect(out.status).toBe(200)
  expect(out.headers.getSetCookie().join()).toMatch(/daybook\.session_token=;.*Max-Age=0/)
  expect(await recognise(cookie, id)).toBeUndefined()
  expect(await at.signIn.session(ask('/', { headers: { cookie } }))).toBeUndefined()
  const actor: unknown = expect.stringMatching(/^mb_/)
  expect(await at.accessOf(parseId('ws', id)!)).toMatchObject([
    {
      action: 'account.signed_in',
      type: 'auth',
      source: 'staff',
      actor: { type: 'staff', id: actor, name: 'Owner' },
      context: { ip: IP, userAgent: DEVICE },
      data: { method: 'one-time link' },
    },
    {
      action: 'account.signed_out',
      actor: { type: 'staff', id: actor },
      context: { ip: IP, userAgent: DEVICE },
    },
  ])
  // Signing out twice is no second sign-out.
  await signOut()
  expect(await at.accessOf(parseId('ws', id)!)).toHaveLength(2)
})

test('a session is recorded in the log of every workspace of its owner', async () => {
  const made = [
    await createWorkspace(at.daybook, { name: 'One', timeZone: 'UTC' }),
    await createWorkspace(at.daybook, { name: 'Two', timeZone: 'UTC' }),
  ]
  await signedIn()
  expect(await at.daybook.workspaces.ids()).toHaveLength(3)
  for (const { id } of made) expect(await at.accessOf(id)).toMatchObject([{ action: 'account.signed_in' }])
})

test('a session ignores a forwarding header, which anybody can send', async () => {
  const request = ask(await firstLink(), { method: 'POST', headers: { 'x-forwarded-for': '203.0.113.9' } })
  await at.signIn.handle(request, { ip: IP })
  const [id] = await at.daybook.workspaces.ids()
  expect(await at.accessOf(id!)).toMatchObject([{ context: { ip: IP } }])
  const { rows } = await at.daybook.pools.auth.query('select ip_address from daybook_auth.sessions')
  expect(rows).toEqual([{ ip_address: IP }])
})

test('a session ends at its time', async () => {
  const cookie = await signedIn()
  await at.daybook.pools.auth.query(
    `update daybook_auth.sessions set expires_at = now() - interval '1 second'`,
  )
  expect(await at.signIn.session(ask('/', { headers: { cookie } }))).toBeUndefined()
  const [id] = await at.daybook.workspaces.ids()
  expect(await at.accessOf(id!)).toMatchObject([
    { action: 'account.signed_in' },
    {
      action: 'account.session_expired',
      actor: { type: 'system' },
      source: 'system',
      objects: [{ type: 'member', name: 'Owner' }],
      context: { ip: IP, userAgent: DEVICE },
    },
  ])
})

test('a session that nobody uses any more ends too, once', async () => {
  await signedIn()
  await at.daybook.pools.auth.query(
    `update daybook_auth.sessions set expires_at = now() - interval '1 second'`,
  )
  await Promise.all([at.signIn.sweep(), at.signIn.sweep()])
  const [id] = await at.daybook.workspaces.ids()
  expect((await at.accessOf(id!)).map(entry => entry.action)).toEqual([
    'account.signed_in',
    'account.session_expired',
  ])
  expect((await at.daybook.pools.auth.query('select from daybook_auth.sessions')).rowCount).toBe(0)
})
