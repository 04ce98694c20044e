/** One's own sessions and password, through the door. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readStream } from './stream-reader.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'
import { IP, ORIGIN, type Person } from './test-person.ts'
import { codeOf } from './test-totp.ts'

const PASSWORD = 'correct horse battery'
const NEW = 'staple that is longer'
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
let clock = 0
let door: TestDoor
let workspace: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor({ now: () => Date.now() + clock })
  workspace = await door.openWorkspace()
})
afterAll(() => door?.close())
beforeEach(() => {
  clock += 2 * 60 * 60 * 1000
})

let made = 0
async function member() {
  const email = `sofia-${++made}@example.com`
  const person = await door.member(workspace, 'staff', { name: 'Sofia', email, password: PASSWORD })
  return { email, person, id: person.id }
}
async function alsoOn(device: string | undefined, email: string, password = PASSWORD): Promise<Person> {
  const person = door.person({ device, ip: '203.0.113.8' })
  person.workspace = workspace.id
  const { status } = await person.post('/api/auth/sign-in/email', { email, password })
  expect(status).toBe(200)
  return person
}
const mayRead = async (person: Person): Promise<number> => (await person.get('/v1/entries')).status
const entriesOf = (id: string) =>
  workspace.readAll(`/v1/entries?actor=staff:${id}&action=account.*&order=asc`)
const last = async (id: string) => (await entriesOf(id)).at(-1)

describe('the list of sessions', () => {
  test('names device, address and last use of each, this one first, and no token', async () => {
    const { email, person } = await member()
    await alsoOn(PHONE, email)
    const { body, text } = await person.get('/api/auth/list-sessions')
    expect(body.sessions).toEqual([
      expect.objectContaining({ current: true, method: 'test', lastUsedAt: expect.stringMatching(/Z$/) }),
      {
        id: expect.any(String),
        device: 'Safari on iPhone',
        ip: '203.0.113.8',
        method: 'password',
        createdAt: expect.stringMatching(/Z$/),
        lastUsedAt: expect.stringMatching(/Z$/),
        current: false,
      },
    ])
    const { rows } = await door.daybook.pools.auth.query('select token from daybook_auth.sessions')
    for (const { token } of rows) expect(text).not.toContain(token)
  })

  test('ends a session at once: its next request is refused, and the act is an entry with the device', async () => {
    const { email, person, id } = await member()
    const phone = await alsoOn(PHONE, email)
    expect(await mayRead(phone)).toBe(200)
    const { body } = await person.get('/api/auth/list-sessions')
    const { status } = await person.post('/api/auth/revoke-session', { id: body.sessions[1].id })
    expect([status, await mayRead(phone), (await phone.get('/v1/session')).status]).toEqual([200, 401, 401])
    expect(await mayRead(person)).toBe(200)
    expect(await last(id)).toMatchObject({
      action: 'account.session_revoked',
      type: 'security',
      data: { device: 'Safari on iPhone' },
      context: { ip: IP, device: 'Firefox on Linux' },
    })
    const again = await person.post('/api/auth/revoke-session', { id: body.sessions[1].id })
    expect([again.status, again.body.code]).toEqual([404, 'not_found'])
  })

  test('does not reach the sessions of somebody else', async () => {
    const mine = await member()
    const other = await member()
    const { body } = await other.person.get('/api/auth/list-sessions')
    const answer = await mine.person.post('/api/auth/revoke-session', { id: body.sessions[0].id })
    expect([answer.status, await mayRead(other.person)]).toEqual([404, 200])
    expect(JSON.stringify((await mine.person.get('/api/auth/list-sessions')).body)).not.toContain(
      body.sessions[0].id,
    )
  })

  test('ends all but this one', async () => {
    const { email, person, id } = await member()
    const others = [await alsoOn(PHONE, email), await alsoOn(undefined, email)]
    expect((await person.post('/api/auth/revoke-other-sessions')).body).toEqual({ ended: 2 })
    for (const other of others) expect(await mayRead(other)).toBe(401)
    expect(await mayRead(person)).toBe(200)
    expect((await entriesOf(id)).filter(one => one.action === 'account.session_revoked')).toHaveLength(2)
  })

  test('ends an open stream with the session, within some seconds', async () => {
    const { person } = await member()
    const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await door.app.request(`${ORIGIN}/v1/stream`, {
      headers: { cookie, 'daybook-workspace': workspace.id },
    })
    expect(response.status).toBe(200)
    const stream = readStream(response)
    await person.post('/api/auth/sign-out')
    await expect(stream.until(() => false)).rejects.toThrow('the stream ended')
    await workspace.append({ action: 'my.own' })
    expect(stream.entries.map(entry => entry.action)).not.toContain('my.own')
  })
})

describe('a changed password', () => {
  test('ends every other session, and signs in from then on', async () => {
    const { email, person, id } = await member()
    const phone = await alsoOn(PHONE, email)
    const stolen = person.copy()
    const { status, text } = await person.post('/api/auth/change-password', {
      currentPassword: PASSWORD,
      newPassword: NEW,
    })
    expect([status, text]).toEqual([200, '{}'])
    expect(await mayRead(person)).toBe(200)
    expect([await mayRead(phone), await mayRead(stolen)]).toEqual([401, 401])
    expect(await last(id)).toMatchObject({
      action: 'account.password_changed',
      type: 'security',
      context: { ip: IP, device: 'Firefox on Linux' },
    })
    await alsoOn(PHONE, email, NEW)
    const old = await door.person().post('/api/auth/sign-in/email', { email, password: PASSWORD })
    expect(old.status).toBe(401)
  })

  test('keeps the second factor that this session has given', async () => {
    const { person } = await member()
    const { secret } = (await person.post('/api/auth/two-factor/enable', { password: PASSWORD })).body
    await person.post('/api/auth/two-factor/verify-totp', { code: codeOf(secret) })
    await person.post('/api/auth/change-password', { currentPassword: PASSWORD, newPassword: NEW })
    expect(await mayRead(person)).toBe(200)
  })

  test('needs the one before, which cannot be guessed here', async () => {
    const { person } = await member()
    const change = (currentPassword: string) =>
      person.post('/api/auth/change-password', { currentPassword, newPassword: NEW })
    for (let i = 0; i < 3; i++)
      expect((await change('wrong')).body).toMatchObject({
        code: 'query_invalid',
        errors: [{ path: '/currentPassword', message: 'is not your password' }],
      })
    expect((await change(PASSWORD)).status).toBe(429)
  })

  test.each([
    ['short', 'nine char', 'needs at least 10 characters'],
    ['too long', 'x1y2z3w4'.repeat(20), 'may have at most 128 characters'],
    ['of few characters', 'ababababababab', 'repeats too few characters'],
    ['among the first to be tried', 'Password2026', 'is one of the first that anybody would try'],
    ['made of the name', 'Sofia-sofia-1', 'is made of your own name or address'],
  ])('is refused where it is %s', async (_, newPassword, message) => {
    const { person } = await member()
    const { status, body } = await person.post('/api/auth/change-password', {
      currentPassword: PASSWORD,
      newPassword,
    })
    expect([status, body.errors]).toEqual([422, [{ path: '/newPassword', message }]])
  })
})

test('a stream ends when the role of its listener changes, so that it begins again with the new one', async () => {
  const owner = await door.member(workspace, 'owner')
  const { person, id } = await member()
  const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { cookie, 'daybook-workspace': workspace.id }
  const stream = readStream(await door.app.request(`${ORIGIN}/v1/stream`, { headers }))
  expect((await owner.call('PUT', `/v1/members/${id}`, { role: 'auditor' })).status).toBe(200)
  await expect(stream.until(() => false)).rejects.toThrow('the stream ended')
})

test('without a session nothing of this answers', async () => {
  const person = door.person()
  expect((await person.get('/api/auth/list-sessions')).status).toBe(401)
  for (const [path, body] of [
    ['revoke-session', { id: 'x' }],
    ['revoke-other-sessions', {}],
    ['change-password', { currentPassword: PASSWORD, newPassword: NEW }],
    ['two-factor/enable', { password: PASSWORD }],
    ['two-factor/disable', {}],
    ['two-factor/generate-backup-codes', {}],
    ['two-factor/verify-totp', { code: '000000' }],
    ['two-factor/verify-backup-code', { code: 'x' }],
    ['set-up', { name: 'X', email: 'x@example.com', password: PASSWORD }],
  ] as const) {
    const { status, body: answer } = await person.post(`/api/auth/${path}`, body)
    expect([path, status, answer.code]).toEqual([path, 401, 'unauthenticated'])
  }
  expect(door.failures).toEqual([])
})
