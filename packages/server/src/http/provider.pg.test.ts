/** Sign-in through a real OpenID Connect provider on this machine. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'
import { IP, ORIGIN, type Person } from './test-person.ts'
import { codeOf } from './test-totp.ts'

const PASSWORD = 'correct horse battery'
/** Who signs in at the provider, and what it says of them. */
let account = { sub: 'nobody', email: '', email_verified: true, name: '' }
let server: Server
let issuer: string
let door: TestDoor
let workspace: TestWorkspace
let clock = 0

beforeAll(async () => {
  server = createServer()
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  server.on('request', createProvider().callback())
  door = await openTestDoor({
    now: () => Date.now() + clock,
    signIn: {
      oidc: { issuer, clientId: 'daybook', clientSecret: 'a-secret-of-some-length', name: 'Harbour ID' },
    },
  })
  workspace = await door.openWorkspace()
})
afterAll(async () => {
  await door?.close()
  server?.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
})
beforeEach(() => {
  clock += 60 * 60 * 1000
})

/** A provider that signs in whoever `account` is, without asking. */
function createProvider(): Provider {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'daybook',
        client_secret: 'a-secret-of-some-length',
        redirect_uris: [`${ORIGIN}/api/auth/callback/oidc`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['for this test'] },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ ...account, sub }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  })
  provider.use(async (context, next) => {
    if (!context.path.startsWith('/interaction/')) return next()
    const { prompt, params } = await provider.interactionDetails(context.req, context.res)
    if (account.sub === 'refuses') {
      await provider.interactionFinished(context.req, context.res, { error: 'access_denied' })
    } else if (prompt.name === 'login') {
      await provider.interactionFinished(context.req, context.res, { login: { accountId: account.sub } })
    } else {
      const grant = new provider.Grant({ accountId: account.sub, clientId: params['client_id'] as string })
      grant.addOIDCScope('openid email profile')
      await provider.interactionFinished(context.req, context.res, {
        consent: { grantId: await grant.save() },
      })
    }
    context.respond = false
  })
  return provider
}

/** Follows the provider's redirects with a browser of its own until it sends the browser back to us. */
async function atProvider(url: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let next = new URL(url)
  for (let hops = 0; hops < 12; hops++) {
    if (next.origin === ORIGIN) return next
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';')
      const at = pair!.indexOf('=')
      cookies.set(pair!.slice(0, at), pair!.slice(at + 1))
    }
    const location = response.headers.get('location')
    if (location === null)
      throw new Error(`the provider answered ${response.status}: ${await response.text()}`)
    next = new URL(location, next)
  }
  throw new Error('the provider goes in circles')
}

async function signInAs(person: Person, who: Partial<typeof account>): Promise<string | null> {
  account = { sub: 'x', email: '', email_verified: true, name: 'Nora', ...who }
  const { status, body } = await person.post('/api/auth/sign-in/oidc')
  expect([status, new URL(body.url).origin]).toEqual([200, issuer])
  const back = await atProvider(body.url)
  const answer = await person.call('GET', back.pathname + back.search)
  expect(answer.status).toBe(303)
  return answer.headers.get('location')
}
let made = 0
const address = () => `via-${++made}@example.com`
const mayRead = async (person: Person): Promise<number> => {
  person.workspace = workspace.id
  return (await person.get('/v1/entries')).status
}
async function invited(email: string): Promise<void> {
  const body = { email, name: 'Nora N.', role: 'staff' }
  expect((await workspace.call('POST', '/v1/invitations', body)).status).toBe(201)
}

describe('the provider', () => {
  test('is offered by its name', async () => {
    expect((await door.person().get('/api/auth/ways-in')).body).toEqual({
      provider: 'Harbour ID',
      mail: false,
    })
  })

  test('lets in whom somebody has invited by the verified address, as a member; again without an invitation', async () => {
    const email = address()
    await invited(email)
    const person = door.person()
    expect(await signInAs(person, { sub: email, email })).toBe('/')
    expect(await mayRead(person)).toBe(200)
    const session = (await person.get('/v1/session')).body
    expect(session.member).toMatchObject({ name: 'Nora', email, password: false })
    const entries = await workspace.readAll(`/v1/entries?actor=staff:${session.member.id}&order=asc`)
    expect(entries).toMatchObject([
      { action: 'member.joined', context: { ip: IP } },
      {
        action: 'account.signed_in',
        data: { method: 'Harbour ID' },
        context: { ip: IP, device: 'Firefox on Linux' },
      },
    ])
    const later = door.person()
    expect(await signInAs(later, { sub: email, email })).toBe('/')
    expect(await mayRead(later)).toBe(200)
    expect((await later.get('/api/auth/list-sessions')).body.sessions[0].method).toBe('Harbour ID')
  })

  test('lets in nobody who is not invited, or whose address is not verified', async () => {
    const email = address()
    await invited(email)
    for (const who of [
      { sub: 'stranger', email: address() },
      { sub: 'unverified', email, email_verified: false },
      { sub: 'refuses', email },
    ]) {
      const person = door.person()
      const location = await signInAs(person, who)
      expect([who.sub, location]).toEqual([
        who.sub,
        expect.stringMatching(/^\/sign-in\?problem=(unknown|provider)$/),
      ])
      expect([...person.cookies.keys()].filter(name => name.includes('session'))).toEqual([])
      expect((await person.get('/v1/session')).status).toBe(401)
    }
    const { rows } = await door.daybook.pools.auth.query('select email from daybook_auth.users')
    expect(rows.map(row => row.email)).not.toContain(email)
  })

  test('does not take over an account that has a password here', async () => {
    const email = address()
    await door.member(workspace, 'owner', { email, password: PASSWORD })
    const person = door.person()
    expect(await signInAs(person, { sub: 'thief', email })).toBe('/sign-in?problem=unknown')
    expect((await person.get('/v1/session')).status).toBe(401)
  })

  test('does not stand for the second factor that somebody has here', async () => {
    const email = address()
    await invited(email)
    const person = door.person()
    await signInAs(person, { sub: email, email })
    const begun = await person.post('/api/auth/two-factor/enable')
    expect(begun.status).toBe(200)
    await person.post('/api/auth/two-factor/verify-totp', { code: codeOf(begun.body.secret) })

    const later = door.person()
    expect(await signInAs(later, { sub: email, email })).toBe('/sign-in?code')
    expect([await mayRead(later), (await later.get('/v1/session')).status]).toEqual([401, 401])
    const code = codeOf(begun.body.secret, 1)
    expect((await later.post('/api/auth/two-factor/verify-totp', { code })).status).toBe(200)
    expect(await mayRead(later)).toBe(200)
    const [last] = (await workspace.read('/v1/entries?action=account.signed_in&limit=1')).entries
    expect(last!.data).toEqual({ method: 'Harbour ID and code' })
  })

  test('cannot be answered for in another browser, twice, or with something made up', async () => {
    const email = address()
    await invited(email)
    account = { sub: email, email, email_verified: true, name: 'Nora' }
    const person = door.person()
    const back = await atProvider((await person.post('/api/auth/sign-in/oidc')).body.url)
    const stranger = await door.person().call('GET', back.pathname + back.search)
    expect([stranger.status, stranger.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/sign-in\?problem=/),
    ])
    for (const query of ['', '?code=x', '?code=x&state=y', '?error=https://evil.example']) {
      const answer = await person.call('GET', back.pathname + query)
      expect([query, answer.status, answer.headers.get('location')]).toEqual([
        query,
        303,
        expect.stringMatching(/^\/sign-in\?problem=(unknown|provider)$/),
      ])
    }
    expect((await person.get('/v1/session')).status).toBe(401)
  })

  test('leaves no token of its own in the database', async () => {
    const { rows } = await door.daybook.pools.auth.query('select * from daybook_auth.accounts')
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows)
      expect([row.access_token, row.refresh_token, row.id_token]).toEqual([null, null, null])
  })
})

test('a provider that is away keeps nobody from signing in by password', async () => {
  const away = await openTestDoor({
    signIn: {
      oidc: { issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'x', name: 'Away' },
    },
  })
  try {
    const there = await away.openWorkspace()
    const email = address()
    await away.member(there, 'staff', { email, password: PASSWORD })
    const person = away.person()
    expect((await person.post('/api/auth/sign-in/email', { email, password: PASSWORD })).status).toBe(200)
    const refused = await away.person().post('/api/auth/sign-in/oidc')
    expect([refused.status, refused.body.code]).toEqual([503, 'provider_unavailable'])
  } finally {
    await away.close()
  }
})

test('without a provider nothing of it answers', async () => {
  const plain = await openTestDoor()
  try {
    expect((await plain.person().post('/api/auth/sign-in/oidc')).status).toBe(404)
    expect((await plain.person().get('/api/auth/callback/oidc?code=x&state=y')).status).toBe(404)
    expect((await plain.person().get('/api/auth/ways-in')).body).toEqual({ provider: null, mail: false })
  } finally {
    await plain.close()
  }
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
