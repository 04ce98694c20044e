import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask, BASE, everythingStored, openSignIn, type SignInFixture, signInWith } from './sign-in.fixture.ts'
import { makeSignInLink } from './sign-in-link.ts'

let at: SignInFixture
beforeEach(async () => {
  at = await openSignIn()
})
afterEach(() => at.close())

const firstLink = async (): Promise<string> => (await at.signIn.firstSignInLink())!
const signedIn = async (): Promise<string> => (await signInWith(at.signIn, await firstLink())).cookie

test('no endpoint of better-auth is open but those that we lead to', async () => {
  const cookie = await signedIn()
  const closed = [
    ['POST', 'sign-up/email'],
    ['POST', 'sign-in/social'],
    ['POST', 'update-user'],
    ['POST', 'set-password'],
    ['POST', 'delete-user'],
    ['POST', 'change-email'],
    ['POST', 'link-social'],
    ['POST', 'verify-password'],
    ['POST', 'refresh-token'],
    ['GET', 'list-accounts'],
    ['GET', 'reset-password/x'],
    ['GET', 'verify-email'],
    ['POST', 'two-factor/get-totp-uri'],
    ['POST', 'two-factor/send-otp'],
    ['POST', 'two-factor/view-backup-codes'],
    ['POST', 'two-factor/generate-totp'],
    ['POST', 'challenged-user'],
    ['POST', 'user-of-reset'],
    ['GET', 'callback/google'],
    ['POST', 'callback/oidc'],
    ['GET', 'sign-in/email'],
    ['POST', 'revoke-sessions'],
    ['GET', 'ok'],
    ['GET', 'error'],
    ['POST', 'get-session'],
    ['GET', 'sign-out'],
    ['POST', 'open-session'],
    ['POST', 'openSession'],
    ['POST', 'sign-out/'],
    ['POST', '/sign-up/email'],
    ['GET', ''],
  ] as const
  for (const [method, path] of closed) {
    const request = ask(`/api/auth/${path}`, { method, headers: { cookie } })
    const response = await at.fetch(request)
    expect([method, path, response.status, (await response.json()).code]).toEqual([
      method,
      path,
      404,
      'not_found',
    ])
  }
  expect((await at.daybook.pools.auth.query('select from daybook_auth.users')).rowCount).toBe(1)
  expect(await at.signIn.handle(ask('/v1/entries'))).toBeUndefined()
  expect(await at.signIn.handle(ask('/api/authority'))).toBeUndefined()
})

test('the session as JSON does not hold its token', async () => {
  const cookie = await signedIn()
  const shown = await at.fetch(ask('/api/auth/get-session', { headers: { cookie } }))
  const text = await shown.text()
  expect(JSON.parse(text)).toMatchObject({ user: { name: 'Owner' }, session: { id: expect.any(String) } })
  const { rows } = await at.daybook.pools.auth.query('select token from daybook_auth.sessions')
  expect(text).not.toContain(rows[0].token)
  const nobody = await at.fetch(ask('/api/auth/get-session'))
  expect(await nobody.json()).toBeNull()
})

test('the role of the application sees no table of sign-in, and the role of sign-in owns none', async () => {
  const { app, auth } = at.daybook.pools
  await expect(app.query('select * from daybook_auth.sessions')).rejects.toThrow('permission denied')
  await expect(auth.query('create table daybook_auth.mine (n int)')).rejects.toThrow('permission denied')
  await expect(auth.query('select * from daybook.entries')).rejects.toThrow('permission denied')
})

test('nothing in the database signs anybody in: neither link nor cookie stands there', async () => {
  const used = await firstLink()
  const { cookie } = await signInWith(at.signIn, used)
  const open = await makeSignInLink(at.daybook, BASE)
  const signed = decodeURIComponent(cookie.split('=').slice(1).join('='))
  const secrets = [
    used.split('/').at(-1)!,
    open.split('/').at(-1)!,
    signed,
    signed.split('.')[1]!,
    at.daybook.folder.server.session,
  ]
  const stored = await everythingStored(at.database.adminUrl)
  expect(stored.length).toBeGreaterThan(1000)
  for (const secret of secrets) {
    expect(stored).not.toContain(secret)
    expect(stored).not.toContain(Buffer.from(secret).toString('hex'))
  }
})
