/** Signing in by password and second factor, through the door. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'
import { DEVICE, IP, type Person, type PersonAnswer } from './test-person.ts'
import { codeOf } from './test-totp.ts'

const PASSWORD = 'correct horse battery'
let clock = 0
let door: TestDoor
let workspace: TestWorkspace
let second: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor({ now: () => Date.now() + clock })
  workspace = await door.openWorkspace()
  second = await door.openWorkspace({ name: 'Second' })
})
afterAll(() => door?.close())
// Nobody waits here for the minute that another test's tries have used up.
beforeEach(() => {
  clock += 2 * 60 * 60 * 1000
})

let made = 0
/**
 * A member with a password, and a browser in which they are signed in. The code of this half minute switches a second
 * factor on; the next one is theirs to sign in with, also when the half minute ends meanwhile.
 */
async function member(given: { in?: TestWorkspace; factor?: boolean } = {}) {
  const email = `rita-${++made}@example.com`
  const signedIn = await door.member(given.in ?? workspace, 'staff', {
    name: 'Rita',
    email,
    password: PASSWORD,
  })
  let secret = ''
  let backupCodes: string[] = []
  if (given.factor) {
    const begun = await signedIn.post('/api/auth/two-factor/enable', { password: PASSWORD })
    ;({ secret, backupCodes } = begun.body)
    const first = await signedIn.post('/api/auth/two-factor/verify-totp', { code: codeOf(secret) })
    expect(first.status).toBe(200)
  }
  return { email, signedIn, id: signedIn.id, secret, backupCodes }
}

const signIn = (person: Person, email: string, password = PASSWORD): Promise<PersonAnswer> =>
  person.post('/api/auth/sign-in/email', { email, password })
const mayRead = async (person: Person): Promise<number> => {
  person.workspace = workspace.id
  return (await person.get('/v1/entries')).status
}
/** What the log says of a member, oldest first. */
const entriesOf = async (id: string, where = workspace) =>
  (await where.readAll(`/v1/entries?actor=staff:${id}&action=account.*&order=asc`)).map(
    ({ action, actor, outcome, reason, context, data, type }) => ({
      action,
      actor,
      outcome,
      reason,
      context,
      data,
      type,
    }),
  )
const last = async (id: string) => (await entriesOf(id)).at(-1)

describe('a password', () => {
  test('signs in, and the sign-in is an entry with address and device in every workspace', async () => {
    const { email, id } = await member()
    await door.member(second, 'admin', { email })
    const person = door.person()
    const { status, text, headers } = await signIn(person, email.toUpperCase())
    expect([status, text]).toEqual([200, '{}'])
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.getSetCookie().join()).toMatch(
      /^daybook\.session_token=.*; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(await mayRead(person)).toBe(200)
    for (const where of [workspace, second]) {
      expect((await entriesOf(id, where)).at(-1)).toMatchObject({
        action: 'account.signed_in',
        actor: { type: 'staff', id, name: where === workspace ? 'Rita' : 'Ms admin' },
        type: 'auth',
        context: { ip: IP, userAgent: DEVICE, device: 'Firefox on Linux' },
        data: { method: 'password' },
      })
    }
  })

  test('that is wrong and an address that nobody has are refused alike; only the first is an entry', async () => {
    const { email, id } = await member()
    const before = (await workspace.readAll('/v1/entries')).length
    const answers: PersonAnswer[] = []
    for (const [address, password] of [
      [email, 'wrong horse battery'],
      [email, ''],
      [email, 'x'.repeat(500)],
      ['nobody@example.com', PASSWORD],
      ['nobody', PASSWORD],
      ['', ''],
    ] as const) {
      clock += 60_000
      answers.push(await signIn(door.person(), address, password))
    }
    for (const { status, body, headers } of answers) {
      const { requestId: _, ...rest } = body
      expect([status, rest]).toEqual([
        401,
        {
          type: 'about:blank',
          title: 'Not signed in',
          status: 401,
          code: 'sign_in_failed',
          detail: 'The e-mail or the password is wrong.',
        },
      ])
      expect(headers.getSetCookie()).toEqual([])
      expect([...headers.keys()].sort()).toEqual([...answers[0]!.headers.keys()].sort())
    }
    expect((await workspace.readAll('/v1/entries')).length).toBe(before + 3)
    expect(await last(id)).toMatchObject({
      action: 'account.sign_in_failed',
      outcome: 'failure',
      reason: 'wrong password',
      context: { ip: IP, device: 'Firefox on Linux' },
    })
    expect(JSON.stringify(await workspace.readAll('/v1/entries'))).not.toContain('nobody')
  })

  test('can be tried three times quickly: the fourth is 429 for every address alike, and ends by waiting', async () => {
    const { email, id } = await member()
    for (const address of [email, `nobody-${made}@example.com`]) {
      const person = door.person({ ip: `198.51.100.${made++ % 250}` })
      for (let i = 0; i < 3; i++) expect((await signIn(person, address, 'wrong')).status).toBe(401)
      const { status, body, headers } = await signIn(person, address)
      expect([status, body.code, body.detail]).toEqual([
        429,
        'rate_limited',
        expect.stringMatching(/^Too many tries\. Try again in \d+ s\.$/),
      ])
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      expect(headers.getSetCookie()).toEqual([])
    }
    // Whoever waits elsewhere is not kept out.
    expect((await signIn(door.person({ ip: '203.0.113.200' }), email)).status).toBe(200)
    clock += 31_000
    expect((await signIn(door.person({ ip: `198.51.100.${(made - 2) % 250}` }), email)).status).toBe(200)
    expect((await entriesOf(id)).filter(entry => entry.action === 'account.sign_in_failed')).toHaveLength(3)
  })

  test('cannot be tried many times slowly either, from one network or at one account', async () => {
    const { email } = await member()
    // One person's IPv6 network, address by address.
    const many = Array.from({ length: 30 }, (_, i) => i)
    const tryAll = (each: (i: number) => Promise<PersonAnswer>) =>
      Promise.all(many.map(async i => (await each(i)).status))
    const neighbour = (i: number) => door.person({ ip: `2001:db8:1:2::${i.toString(16)}` })
    const refused = many.map(() => 401)
    expect(await tryAll(i => signIn(neighbour(i), `a-${i}@example.com`, 'wrong'))).toEqual(refused)
    expect((await signIn(neighbour(99), 'a-99@example.com')).status).toBe(429)
    expect((await signIn(door.person({ ip: '2001:db8:1:3::1' }), 'a-99@example.com')).status).toBe(401)
    expect(await tryAll(i => signIn(door.person({ ip: `192.0.2.${i + 20}` }), email, 'wrong'))).toEqual(
      refused,
    )
    expect((await signIn(door.person({ ip: '192.0.2.99' }), email)).status).toBe(429)
  })

  test('that is right forgets the tries before it', async () => {
    const { email } = await member()
    const person = door.person({ ip: '198.51.100.251' })
    for (let round = 0; round < 3; round++) {
      expect((await signIn(person, email, 'wrong')).status).toBe(401)
      expect((await signIn(person, email, 'wrong')).status).toBe(401)
      expect((await signIn(person, email)).status).toBe(200)
    }
  })

  test('opens no session where the sign-in cannot be recorded', async () => {
    const { email, signedIn } = await member()
    await signedIn.post('/api/auth/sign-out')
    const admin = new (await import('pg')).Client({ connectionString: door.database!.adminUrl })
    await admin.connect()
    try {
      await admin.query('revoke insert on daybook.entries from daybook_app')
      const person = door.person()
      const { status, headers } = await signIn(person, email)
      expect([status, headers.getSetCookie()]).toEqual([500, []])
      await admin.query('grant insert on daybook.entries to daybook_app')
      const { rows } = await admin.query(
        'select from daybook_auth.sessions join daybook_auth.users on users.id = user_id where email = $1',
        [email],
      )
      expect(rows).toEqual([])
      door.failures.length = 0
    } finally {
      await admin.end()
    }
  })

  test('is taken from our own pages only', async () => {
    const { email } = await member()
    const body = { email, password: PASSWORD }
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null', 'sec-fetch-site': undefined },
      { origin: undefined, 'sec-fetch-site': undefined },
      { origin: 'https://evil.example', 'sec-fetch-site': undefined },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const person = door.person()
      const answer = await person.call('POST', '/api/auth/sign-in/email', body, headers)
      expect([headers, answer.status, answer.body.code]).toEqual([headers, 403, 'csrf_refused'])
      expect(person.cookies.size).toBe(0)
    }
  })

  test('stands nowhere in clear, and in no answer', async () => {
    const { email } = await member()
    const person = door.person()
    await signIn(person, email)
    const everything = JSON.stringify([
      await workspace.readAll('/v1/entries'),
      (await person.get('/api/auth/get-session')).body,
      (await person.get('/v1/session')).body,
    ])
    expect(everything).toContain(email)
    expect(everything).not.toContain(PASSWORD)
    const { rows } = await door.daybook.pools.auth.query('select * from daybook_auth.accounts')
    expect(JSON.stringify(rows)).not.toContain(PASSWORD)
  })
})

describe('a second factor', () => {
  test('is shown as an address and a text, and is active only after its first code', async () => {
    const { email, signedIn, id } = await member()
    expect((await signedIn.post('/api/auth/two-factor/enable', { password: 'wrong' })).body).toMatchObject({
      code: 'query_invalid',
      errors: [{ path: '/password', message: 'is not your password' }],
    })
    const { body } = await signedIn.post('/api/auth/two-factor/enable', { password: PASSWORD })
    expect(body).toEqual({
      uri: `otpauth://totp/Daybook:${encodeURIComponent(email)}?secret=${body.secret}&issuer=Daybook&digits=6&period=30`,
      secret: expect.stringMatching(/^[A-Z2-7]{32,}$/),
      backupCodes: expect.any(Array),
    })
    expect(body.backupCodes).toHaveLength(10)
    expect((await signedIn.get('/v1/session')).body.member.twoFactor).toBe(false)
    expect((await signIn(door.person(), email)).body).toEqual({})

    const wrong = await signedIn.post('/api/auth/two-factor/verify-totp', { code: '000000' })
    expect([wrong.status, wrong.body.code]).toEqual([401, 'sign_in_failed'])
    const right = await signedIn.post('/api/auth/two-factor/verify-totp', { code: codeOf(body.secret) })
    expect([right.status, right.text]).toEqual([200, '{}'])
    expect((await signedIn.get('/v1/session')).body.member.twoFactor).toBe(true)
    expect(await mayRead(signedIn)).toBe(200)
    expect(await last(id)).toMatchObject({
      action: 'account.two_factor_enabled',
      type: 'security',
      context: { ip: IP },
    })
    const again = await signedIn.post('/api/auth/two-factor/enable', { password: PASSWORD })
    expect([again.status, again.body.code]).toEqual([409, 'state_conflict'])
  })

  test('on, the password alone never yields an authenticated request', async () => {
    const { email, secret, id } = await member({ factor: true })
    const person = door.person()
    const { body, headers } = await signIn(person, email)
    expect(body).toEqual({ twoFactorRedirect: true })
    expect(headers.getSetCookie().filter(line => /session_token=[^;]/.test(line))).toEqual([])
    const { rows } = await door.daybook.pools.auth.query(
      `select from daybook_auth.sessions where method = 'password' and user_id =
         (select id from daybook_auth.users where email = $1)`,
      [email],
    )
    expect(rows).toEqual([])
    person.workspace = workspace.id
    for (const path of ['/v1/entries', '/v1/session', '/v1/workspace', '/v1/openapi.json'])
      expect([path, (await person.get(path)).status]).toEqual([path, 401])
    expect((await person.get('/api/auth/get-session')).body).toBeNull()
    for (const [path, input] of [
      ['two-factor/disable', { password: PASSWORD }],
      ['two-factor/enable', { password: PASSWORD }],
      ['two-factor/generate-backup-codes', { password: PASSWORD }],
      ['change-password', { currentPassword: PASSWORD, newPassword: 'another horse battery' }],
      ['revoke-other-sessions', {}],
    ] as const)
      expect([path, (await person.post(`/api/auth/${path}`, input)).status]).toEqual([path, 401])
    expect((await person.get('/api/auth/list-sessions')).status).toBe(401)
    expect((await entriesOf(id)).filter(one => one.action === 'account.signed_in')).toHaveLength(0)

    expect((await person.post('/api/auth/two-factor/verify-totp', { code: codeOf(secret, 1) })).status).toBe(
      200,
    )
    expect(await mayRead(person)).toBe(200)
    expect(await last(id)).toMatchObject({
      action: 'account.signed_in',
      data: { method: 'password and code' },
      context: { ip: IP, device: 'Firefox on Linux' },
    })
  })

  test('closes sessions that began without it, until it is given there too', async () => {
    const { email, signedIn } = await member()
    const other = door.person()
    await signIn(other, email)
    expect(await mayRead(other)).toBe(200)
    const { secret } = (await signedIn.post('/api/auth/two-factor/enable', { password: PASSWORD })).body
    await signedIn.post('/api/auth/two-factor/verify-totp', { code: codeOf(secret) })
    expect(await mayRead(other)).toBe(401)
    expect((await other.get('/api/auth/get-session')).body).toEqual({ secondFactorNeeded: true })
    expect((await other.post('/api/auth/two-factor/verify-totp', { code: codeOf(secret, 1) })).status).toBe(
      200,
    )
    expect(await mayRead(other)).toBe(200)
  })

  test('takes each code once, and no code of somebody else', async () => {
    const { email, secret, id } = await member({ factor: true })
    const other = await member({ factor: true })
    const code = codeOf(secret, 1)
    const first = door.person()
    await signIn(first, email)
    expect(
      (await first.post('/api/auth/two-factor/verify-totp', { code: codeOf(other.secret, 1) })).status,
    ).toBe(401)
    expect((await first.post('/api/auth/two-factor/verify-totp', { code })).status).toBe(200)
    const replay = door.person()
    await signIn(replay, email)
    const { status, body, headers } = await replay.post('/api/auth/two-factor/verify-totp', { code })
    expect([status, body.detail]).toEqual([401, 'This code was used before. Wait for the next one.'])
    expect(headers.getSetCookie().join()).not.toMatch(/session_token=[^;]/)
    expect(await mayRead(replay)).toBe(401)
    expect(await last(id)).toMatchObject({ action: 'account.sign_in_failed', reason: 'wrong code' })
  })

  test('can be tried three times quickly', async () => {
    const { email, secret } = await member({ factor: true })
    const person = door.person()
    await signIn(person, email)
    for (let i = 0; i < 3; i++)
      expect((await person.post('/api/auth/two-factor/verify-totp', { code: '000000' })).status).toBe(401)
    const { status, body } = await person.post('/api/auth/two-factor/verify-totp', { code: codeOf(secret) })
    expect([status, body.detail]).toEqual([
      429,
      expect.stringMatching(/^Too many tries\. Try again in \d+ s\.$/),
    ])
  })

  test('may be a backup code, which works once; new ones end the old', async () => {
    const { email, signedIn, backupCodes, id } = await member({ factor: true })
    const person = door.person()
    await signIn(person, email)
    const use = (who: Person, code: string) => who.post('/api/auth/two-factor/verify-backup-code', { code })
    expect((await use(person, ` ${backupCodes[0]} `)).status).toBe(200)
    expect(await mayRead(person)).toBe(200)
    expect((await entriesOf(id)).slice(-2)).toMatchObject([
      { action: 'account.backup_code_used', type: 'security', data: { left: 9 }, context: { ip: IP } },
      { action: 'account.signed_in', data: { method: 'password and backup code' } },
    ])
    const again = door.person()
    await signIn(again, email)
    expect([(await use(again, backupCodes[0]!)).status, await mayRead(again)]).toEqual([401, 401])

    const renewed = await signedIn.post('/api/auth/two-factor/generate-backup-codes', { password: PASSWORD })
    expect(renewed.body.backupCodes).toHaveLength(10)
    expect((await last(id))!.action).toBe('account.backup_codes_renewed')
    expect((await use(again, backupCodes[1]!)).status).toBe(401)
    expect((await use(again, renewed.body.backupCodes[1]!)).status).toBe(200)
  })

  test('gives one session to many who use one backup code at the same moment', async () => {
    const { email, backupCodes } = await member({ factor: true })
    const people = Array.from({ length: 3 }, () => door.person())
    for (const person of people) await signIn(person, email)
    const answers = await Promise.all(
      people.map(person => person.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
  })

  test('is switched off with the password', async () => {
    const { email, signedIn, id } = await member({ factor: true })
    expect((await signedIn.post('/api/auth/two-factor/disable', { password: 'wrong' })).status).toBe(422)
    expect((await signedIn.post('/api/auth/two-factor/disable', { password: PASSWORD })).status).toBe(200)
    expect(await last(id)).toMatchObject({ action: 'account.two_factor_disabled', type: 'security' })
    expect(await mayRead(signedIn)).toBe(200)
    expect((await signIn(door.person(), email)).body).toEqual({})
  })

  test('and its backup codes are enciphered in the database', async () => {
    const { secret, backupCodes } = await member({ factor: true })
    const { rows } = await door.daybook.pools.auth.query('select * from daybook_auth.two_factors')
    const stored = JSON.stringify(rows)
    expect(stored).not.toContain(secret)
    for (const code of backupCodes) expect(stored).not.toContain(code)
  })
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
