import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWorkspace } from '../actions/create-workspace.ts'
import { RIGHTS } from '../policy/rights.ts'
import { createSignIn } from './create-sign-in.ts'
import { ask, asAdmin, BASE, openSignIn, type SignInFixture, signInWith } from './sign-in.fixture.ts'
import { makeSignInLink, pathForLog } from './sign-in-link.ts'

let at: SignInFixture
beforeEach(async () => {
  at = await openSignIn()
})
afterEach(() => at.close())

const DAY = 24 * 3_600_000
const firstLink = async (): Promise<string> => (await at.signIn.firstSignInLink())!
const signedIn = async (): Promise<string> => (await signInWith(at.signIn, await firstLink())).cookie
const sessionsStored = async (): Promise<number> =>
  (await at.daybook.pools.auth.query('select from daybook_auth.sessions')).rowCount!

test('a one-time link signs the owner in once, to say who they are, and is then not offered again', async () => {
  const link = await firstLink()
  expect(link).toMatch(new RegExp(`^${BASE}/sign-in/once/[A-Za-z0-9_-]{43}$`))
  const { response, cookie } = await signInWith(at.signIn, link)
  expect([response.status, response.headers.get('location')]).toEqual([303, '/welcome'])
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.getSetCookie().join()).toMatch(
    /^daybook\.session_token=.*; Path=\/; HttpOnly; SameSite=Lax$/,
  )
  expect(await at.signIn.session(ask('/', { headers: { cookie } }))).toEqual({
    member: {
      id: expect.stringMatching(/^mb_/),
      name: 'Owner',
      email: 'owner@localhost.invalid',
      twoFactor: false,
      password: false,
    },
    workspaces: [
      {
        id: expect.stringMatching(/^ws_/),
        name: 'My workspace',
        timeZone: 'Europe/Lisbon',
        locale: 'en',
        role: 'owner',
        rights: RIGHTS,
        clientWord: 'client',
        profileViews: false,
        demo: false,
        twoFactorMissing: false,
      },
    ],
    setUp: true,
  })
  expect(await at.signIn.firstSignInLink()).toBeUndefined()

  const again = await signInWith(at.signIn, link)
  expect([again.response.status, again.cookie]).toEqual([410, ''])
  expect(await again.response.text()).toContain('npx daybook sign-in-link')
})

test('a one-time link gives one session to many who use it at the same moment', async () => {
  const link = await firstLink()
  const all = await Promise.all(Array.from({ length: 8 }, () => signInWith(at.signIn, link)))
  expect(all.map(({ response }) => response.status).sort((a, b) => a - b)).toEqual([
    303,
    ...Array.from({ length: 7 }, () => 410),
  ])
  expect(await sessionsStored()).toBe(1)
  expect(await at.daybook.workspaces.ids()).toHaveLength(1)
})

test('a one-time link is not used up by being opened, on a page without script', async () => {
  const link = await firstLink()
  for (let i = 0; i < 3; i++) {
    const page = (await at.signIn.handle(ask(link)))!
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('cache-control')).toBe('no-store')
    const html = await page.text()
    expect(html).toContain('<form method="post">')
    expect(html).not.toMatch(/<script|<style|style=|\son\w+=/)
  }
  expect((await signInWith(at.signIn, link)).response.status).toBe(303)
})

test('a one-time link ends after 24 hours, when a newer one is made, and never was where it is unknown', async () => {
  const replaced = await firstLink()
  const newest = await firstLink()
  const unknown = `${BASE}/sign-in/once/${'A'.repeat(43)}`
  for (const link of [replaced, unknown, `${unknown}B`, `${BASE}/sign-in/once/%00`]) {
    expect((await at.signIn.handle(ask(link)))!.status).toBe(410)
    expect((await signInWith(at.signIn, link)).response.status).toBe(410)
  }
  at.clock.now += DAY
  expect((await at.signIn.handle(ask(newest)))!.status).toBe(410)
  expect((await signInWith(at.signIn, newest)).response.status).toBe(410)
  expect(await sessionsStored()).toBe(0)
})

test('a one-time link can be made again on the command line after the first sign-in', async () => {
  await signedIn()
  const { response, cookie } = await signInWith(at.signIn, await makeSignInLink(at.daybook, BASE))
  expect(response.status).toBe(303)
  expect(await at.signIn.session(ask('/', { headers: { cookie } }))).toMatchObject({
    workspaces: [{ role: 'owner' }],
  })
  expect((await at.daybook.pools.auth.query('select from daybook_auth.users')).rowCount).toBe(1)
})

test('a one-time link refuses a form on another site', async () => {
  const link = await firstLink()
  for (const headers of [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
  ]) {
    await expect(at.signIn.handle(ask(link, { method: 'POST', headers }))).rejects.toMatchObject({
      code: 'csrf_refused',
    })
  }
  // Its own page sends no referrer, so that browsers send no origin either.
  const own = ask(link, { method: 'POST', headers: { origin: 'null' } })
  expect((await at.signIn.handle(own))!.status).toBe(303)
})

test('a one-time link leaves no session where the sign-in cannot be recorded, and can be tried again', async () => {
  const workspace = await createWorkspace(at.daybook, {
    name: 'Harbour Practice',
    timeZone: 'Europe/Lisbon',
  })
  const link = await firstLink()
  await asAdmin(at.database.adminUrl, async admin => {
    await admin.query('revoke insert on daybook.entries from daybook_app')
    await expect(signInWith(at.signIn, link)).rejects.toThrow()
    expect(await sessionsStored()).toBe(0)
    await admin.query('grant insert on daybook.entries to daybook_app')
  })
  expect((await signInWith(at.signIn, link)).response.status).toBe(303)
  expect(await at.accessOf(workspace.id)).toHaveLength(1)
})

test('a one-time link sets a cookie that only https carries where the address is https', async () => {
  const signIn = createSignIn(at.daybook, { baseUrl: 'https://daybook.example.com' })
  const { response } = await signInWith(signIn, (await signIn.firstSignInLink())!)
  expect(response.headers.getSetCookie().join()).toMatch(/^__Secure-daybook\.session_token=.*; Secure/)
})

test('a one-time link has no token in the path that the log may hold', () => {
  expect(pathForLog(`/sign-in/once/${'A'.repeat(43)}`)).toBe('/sign-in/once/…')
  expect(pathForLog('/v1/entries')).toBe('/v1/entries')
})
