/** Members, invitations, roles and what an admin may do for a member, through the door. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'
import { DEVICE, IP, type Person } from './test-person.ts'
import { codeOf } from './test-totp.ts'

const PASSWORD = 'correct horse battery'
let clock = 0
let door: TestDoor
let workspace: TestWorkspace
let owner: Person & { id: string }
let admin: Person & { id: string }

beforeAll(async () => {
  door = await openTestDoor({ now: () => Date.now() + clock })
})
afterAll(() => door?.close())
beforeEach(async () => {
  clock += 2 * 60 * 60 * 1000
  workspace = await door.openWorkspace()
  owner = await door.member(workspace, 'owner', { name: 'Olga Owner' })
  admin = await door.member(workspace, 'admin', { name: 'Adam Admin' })
})

let made = 0
const address = (): string => `new-${++made}@example.com`
const invite = (by: Person, more: object = {}) =>
  by.post('/v1/invitations', { email: address(), name: 'Nora New', role: 'staff', ...more })
const tokenOf = (url: string): string => new URL(url).hash.slice(1)
const accept = (person: Person, url: string, more: object = { password: PASSWORD }) =>
  person.post('/api/auth/accept-invitation', { token: tokenOf(url), ...more })
const log = (action: string) => workspace.readAll(`/v1/entries?action=${action}&order=asc`)
const enter = (person: Person): Person => Object.assign(person, { workspace: workspace.id })

describe('an invitation', () => {
  test('is a link that makes somebody a member once, in the role it says, with an entry for each step', async () => {
    const email = address()
    const { status, body } = await invite(owner, { email: email.toUpperCase(), visibility: 'own_clients' })
    expect([status, body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^iv_/),
        email,
        expiresAt: expect.stringMatching(/Z$/),
        url: expect.stringMatching(
          /^http:\/\/localhost\/invitation#[0-9a-z]{11}\.[0-9a-z]{11}\.[A-Za-z0-9_-]{43}$/,
        ),
        mailed: false,
      },
    ])
    const [invited] = await log('member.invited')
    expect(invited).toMatchObject({
      sentence: 'Olga Owner invited Nora New',
      type: 'security',
      actor: { type: 'staff', id: owner.id },
      objects: [{ type: 'member', name: 'Nora New' }],
      data: { role: 'staff' },
      context: { ip: IP, userAgent: DEVICE },
    })
    const listed = (await owner.get('/v1/members')).body
    expect(listed.invitations).toEqual([
      expect.objectContaining({
        id: body.id,
        email,
        name: 'Nora New',
        role: 'staff',
        visibility: 'own_clients',
        invitedBy: 'Olga Owner',
      }),
    ])

    const nora = door.person()
    const shown = await nora.post('/api/auth/invitation', { token: tokenOf(body.url) })
    expect(shown.body).toEqual({
      workspace: 'Harbour Practice',
      invitedBy: 'Olga Owner',
      email,
      name: 'Nora New',
      role: 'staff',
      expiresAt: body.expiresAt,
      hasAccount: false,
    })
    const joined = await accept(nora, body.url, { name: 'Nora Novak', password: PASSWORD })
    expect([joined.status, joined.text]).toEqual([200, '{}'])
    const session = (await nora.get('/v1/session')).body
    expect(session).toMatchObject({
      member: { id: invited!.objects[0]!.id, name: 'Nora Novak', email, twoFactor: false, password: true },
      workspaces: [{ id: workspace.id, role: 'staff' }],
      setUp: false,
    })
    expect((await enter(nora).get('/v1/entries')).status).toBe(200)
    expect(await log('member.joined')).toMatchObject([
      { sentence: 'Nora Novak joined', actor: { id: session.member.id }, context: { ip: IP } },
    ])
    expect(await log('account.signed_in')).toMatchObject([{ data: { method: 'invitation' } }])
    expect((await owner.get('/v1/members')).body).toMatchObject({
      members: [
        { name: 'Olga Owner', role: 'owner' },
        { name: 'Adam Admin', role: 'admin' },
        { id: session.member.id, name: 'Nora Novak', email, role: 'staff', visibility: 'own_clients' },
      ],
      invitations: [],
    })

    const again = await accept(door.person(), body.url)
    expect([again.status, again.body.code]).toEqual([410, 'link_ended'])
    expect((await nora.post('/api/auth/invitation', { token: tokenOf(body.url) })).status).toBe(410)
    const known = await invite(owner, { email })
    expect([known.status, known.body.code]).toEqual([409, 'name_taken'])
  })

  test('lets in one of many who use it at the same moment', async () => {
    const { body } = await invite(owner)
    const people = Array.from({ length: 4 }, () => door.person())
    const answers = await Promise.all(people.map(person => accept(person, body.url)))
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses[0]).toBe(200)
    for (const status of statuses.slice(1)) expect([410, 422]).toContain(status)
    expect((await owner.get('/v1/members')).body.members).toHaveLength(3)
    expect(await log('member.joined')).toHaveLength(1)
  })

  test('ends after seven days, when it is withdrawn, and when a newer one is made', async () => {
    const email = address()
    const first = (await invite(owner, { email })).body
    const second = (await invite(owner, { email })).body
    expect((await accept(door.person(), first.url)).status).toBe(410)
    expect((await owner.get('/v1/members')).body.invitations).toHaveLength(1)

    expect((await owner.call('DELETE', `/v1/invitations/${second.id}`)).status).toBe(200)
    expect((await accept(door.person(), second.url)).status).toBe(410)
    expect(await log('member.removed')).toMatchObject([
      { objects: [{ name: 'Nora New' }], reason: 'invitation withdrawn' },
    ])

    const third = (await invite(owner)).body
    clock += 7 * 24 * 60 * 60 * 1000
    expect((await accept(door.person(), third.url)).status).toBe(410)
    expect((await door.person().post('/api/auth/invitation', { token: tokenOf(third.url) })).status).toBe(410)
  })

  test('is opened by its own secret only, and cannot be guessed', async () => {
    const [token, other] = [tokenOf((await invite(owner)).body.url), tokenOf((await invite(owner)).body.url)]
    const [ws, id] = token.split('.')
    for (const wrong of [
      '',
      'x',
      `${ws}.${id}`,
      `${ws}.${id}.${'A'.repeat(43)}`,
      `${ws}.${id}.${other.split('.')[2]}`,
      `${ws}.00000000001.${token.split('.')[2]}`,
      `00000000001.${id}.${token.split('.')[2]}`,
      token.toUpperCase(),
    ]) {
      const answer = await door.person().post('/api/auth/invitation', { token: wrong })
      expect([wrong, answer.status, answer.body.code]).toEqual([wrong, 410, 'link_ended'])
    }
    const stored = await door.daybook.pools.app.query('select 1')
    expect(stored.rowCount).toBe(1)
    const person = door.person({ ip: '198.51.100.40' })
    const tries = []
    for (let i = 0; i < 31; i++)
      tries.push((await person.post('/api/auth/invitation', { token: `${ws}.${id}.${i}` })).status)
    expect(tries.at(-1)).toBe(429)
  })

  test('for somebody who has an account is accepted by signing in with it, as the same person', async () => {
    const other = await door.openWorkspace({ name: 'Other' })
    const email = address()
    const person = await door.member(other, 'manager', { name: 'Nora', email, password: PASSWORD })
    const { url } = (await invite(owner, { email, name: 'N. N.' })).body
    const stranger = door.person()
    expect((await stranger.post('/api/auth/invitation', { token: tokenOf(url) })).body.hasAccount).toBe(true)
    const refused = await accept(stranger, url)
    expect([refused.status, refused.body.code, stranger.cookies.size]).toEqual([422, 'query_invalid', 0])
    expect((await accept(owner, url)).status).toBe(422)

    expect((await person.post('/api/auth/invitation', { token: tokenOf(url) })).body.signedInAs).toBe(email)
    expect((await accept(person, url, {})).status).toBe(200)
    expect((await enter(person).get('/v1/session')).body).toMatchObject({
      member: { id: person.id, name: 'Nora' },
      workspaces: [
        { name: 'Other', role: 'manager' },
        { name: 'Harbour Practice', role: 'staff' },
      ],
    })
    expect((await person.get('/v1/entries')).status).toBe(200)
    expect((await log('member.invited'))[0]!.objects[0]!.id).toBe(person.id)
  })

  test('of an owner is an owner’s to make; of anybody else an admin’s too, and nobody else’s', async () => {
    expect((await invite(owner, { role: 'owner' })).status).toBe(201)
    const refused = await invite(admin, { role: 'owner' })
    expect([refused.status, refused.body.code]).toEqual([403, 'scope_missing'])
    expect((await invite(admin, { role: 'admin' })).status).toBe(201)
    for (const role of ['manager', 'staff', 'auditor'] as const) {
      const member = await door.member(workspace, role)
      expect([role, (await invite(member)).status, (await member.get('/v1/members')).status]).toEqual([
        role,
        403,
        // An auditor reads settings, and changes none.
        role === 'auditor' ? 200 : 403,
      ])
    }
    const byKey = await workspace.call('POST', '/v1/invitations', {
      email: address(),
      name: 'X',
      role: 'owner',
    })
    expect(byKey.status).toBe(403)
  })

  test.each([
    ['no address', { email: 'nobody' }, '/email'],
    ['no name', { name: ' ' }, '/name'],
    ['an unknown role', { role: 'root' }, '/role'],
    ['a view for one who is no staff', { role: 'manager', visibility: 'own_acts' }, '/visibility'],
    ['an unknown name', { admin: true }, '/admin'],
  ])('is refused with %s', async (_, input, path) => {
    const { status, body } = await invite(owner, input)
    expect([status, body.errors.map((one: any) => one.path)]).toEqual([422, [path]])
  })

  test('refuses a weak password, and can be used then', async () => {
    const { url } = (await invite(owner)).body
    const person = door.person()
    expect((await accept(person, url, { password: 'short' })).body.errors[0].path).toBe('/password')
    expect((await accept(person, url)).status).toBe(200)
  })
})

describe('a role', () => {
  test('that is changed holds from the next request, and the change is an entry with before and after', async () => {
    const member = await door.member(workspace, 'staff', { name: 'Sofia' })
    expect((await member.get('/v1/keys')).status).toBe(403)
    expect((await owner.call('PUT', `/v1/members/${member.id}`, { role: 'admin' })).status).toBe(200)
    expect((await member.get('/v1/keys')).status).toBe(200)
    expect((await owner.call('PUT', `/v1/members/${member.id}`, { role: 'auditor' })).status).toBe(200)
    expect((await member.get('/v1/keys')).status).toBe(200)
    expect((await member.post('/v1/keys', { scopes: ['read'] })).status).toBe(403)
    expect((await member.post('/v1/entries', { action: 'my.own' })).status).toBe(403)
    expect((await member.get('/v1/session')).body.workspaces[0].role).toBe('auditor')
    expect(await log('member.role_changed')).toMatchObject([
      {
        sentence: 'Olga Owner made Sofia admin',
        changes: [{ field: 'role', before: 'staff', after: 'admin' }],
        objects: [{ type: 'member', id: member.id }],
        context: { ip: IP, userAgent: DEVICE },
      },
      { changes: [{ before: 'admin', after: 'auditor' }] },
    ])
    // What changes nothing is no entry.
    await owner.call('PUT', `/v1/members/${member.id}`, { role: 'auditor' })
    await owner.call('PUT', `/v1/members/${member.id}`, {})
    expect(await log('member.role_changed')).toHaveLength(2)
  })

  test('is handed on with each request, with the view that a member of the staff has', async () => {
    const member = await door.member(workspace, 'staff', { visibility: 'own_acts' })
    const recognised = () =>
      door.signIn.recognise(
        new Request('http://localhost/v1/entries', {
          headers: {
            cookie: [...member.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
            'daybook-workspace': workspace.id,
          },
        }),
      )
    expect(await recognised()).toMatchObject({
      kind: 'member',
      member: { role: 'staff', visibility: 'own_acts', twoFactor: false },
    })
    await owner.call('PUT', `/v1/members/${member.id}`, { visibility: 'own_clients' })
    expect((await recognised())!.member).toMatchObject({ visibility: 'own_clients' })
    await owner.call('PUT', `/v1/members/${member.id}`, { role: 'manager' })
    expect((await recognised())!.member).toMatchObject({ role: 'manager', visibility: undefined })
  })

  test('of the last owner cannot be taken, by removal or by another role, also not by two at once', async () => {
    for (const attempt of [
      () => owner.call('PUT', `/v1/members/${owner.id}`, { role: 'admin' }),
      () => owner.call('DELETE', `/v1/members/${owner.id}`),
    ]) {
      const { status, body } = await attempt()
      expect([status, body.code]).toEqual([409, 'last_owner'])
    }
    // Their two entries may come into one group: tried often enough, they do.
    for (let tries = 0; tries < 10; tries++) {
      const small = await door.openWorkspace({ name: `Two owners ${tries}` })
      const [first, second] = [await door.member(small, 'owner'), await door.member(small, 'owner')]
      const answers = await Promise.all([
        first.call('PUT', `/v1/members/${first.id}`, { role: 'admin' }),
        tries % 2 === 0
          ? second.call('PUT', `/v1/members/${second.id}`, { role: 'admin' })
          : second.call('DELETE', `/v1/members/${second.id}`),
      ])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      const { members } = (await small.call('GET', '/v1/members')).body
      expect(members.filter((one: any) => one.role === 'owner')).toHaveLength(1)
    }
  })

  test('of an owner is not an admin’s to give or to take', async () => {
    for (const [path, input] of [
      [owner.id, { role: 'staff' }],
      [admin.id, { role: 'owner' }],
    ] as const) {
      const { status, body } = await admin.call('PUT', `/v1/members/${path}`, input)
      expect([status, body.code]).toEqual([403, 'scope_missing'])
    }
    expect((await admin.call('DELETE', `/v1/members/${owner.id}`)).status).toBe(403)
  })
})

describe('a removed member', () => {
  test('reaches nothing from the next request on, and comes back as the same person', async () => {
    const email = address()
    const member = await door.member(workspace, 'staff', { name: 'Sofia', email, password: PASSWORD })
    expect((await owner.call('DELETE', `/v1/members/${member.id}`)).status).toBe(200)
    expect((await member.get('/v1/entries')).status).toBe(401)
    expect((await member.get('/v1/session')).status).toBe(401)
    expect(await log('member.removed')).toMatchObject([
      { sentence: 'Olga Owner removed Sofia', objects: [{ id: member.id }] },
    ])
    expect((await owner.call('DELETE', `/v1/members/${member.id}`)).status).toBe(404)

    const { url } = (await invite(owner, { email })).body
    const back = door.person()
    await back.post('/api/auth/sign-in/email', { email, password: PASSWORD })
    expect((await accept(back, url, {})).status).toBe(200)
    expect((await back.get('/v1/session')).body.member.id).toBe(member.id)
  })

  test('stays signed in where they work still', async () => {
    const other = await door.openWorkspace({ name: 'Other' })
    const email = address()
    const member = await door.member(workspace, 'staff', { email })
    await door.member(other, 'staff', { email })
    await owner.call('DELETE', `/v1/members/${member.id}`)
    expect((await member.get('/v1/entries')).status).toBe(401)
    member.workspace = other.id
    expect((await member.get('/v1/entries')).status).toBe(200)
  })
})

describe('help for a member', () => {
  test('is a link that sets a new password once, ends every session, and is two entries', async () => {
    const email = address()
    const member = await door.member(workspace, 'staff', { name: 'Sofia', email, password: PASSWORD })
    const { status, body } = await admin.post(`/v1/members/${member.id}/password-link`)
    expect([status, body]).toEqual([
      201,
      {
        url: expect.stringMatching(/^http:\/\/localhost\/reset-password#[\w-]{43}$/),
        expiresAt: expect.any(String),
      },
    ])
    const token = tokenOf(body.url)
    const { rows } = await door.daybook.pools.auth.query('select * from daybook_auth.verifications')
    expect(JSON.stringify(rows)).not.toContain(token)

    const reset = (newPassword: string) =>
      door.person().post('/api/auth/reset-password', { token, newPassword })
    expect((await reset('short')).body.errors[0].path).toBe('/newPassword')
    const done = await reset('staple that is longer')
    expect([done.status, done.body]).toEqual([200, { email }])
    expect((await member.get('/v1/entries')).status).toBe(401)
    expect((await reset('another staple still')).body.code).toBe('link_ended')
    const again = door.person()
    expect(
      (await again.post('/api/auth/sign-in/email', { email, password: 'staple that is longer' })).status,
    ).toBe(200)
    const [requested] = await log('account.password_reset_requested')
    expect(requested).toMatchObject({
      actor: { id: admin.id },
      objects: [{ type: 'member', id: member.id, name: 'Sofia' }],
      context: { ip: IP },
    })
    expect(await log('account.password_reset')).toMatchObject([
      { actor: { id: member.id }, context: { ip: IP } },
    ])
  })

  test('ends their sessions, or their second factor, with an entry', async () => {
    const email = address()
    const member = await door.member(workspace, 'staff', { email, password: PASSWORD })
    expect((await admin.post(`/v1/members/${member.id}/sign-out`)).status).toBe(200)
    expect((await member.get('/v1/entries')).status).toBe(401)
    expect(await log('account.session_revoked')).toMatchObject([
      { actor: { id: admin.id }, objects: [{ id: member.id }] },
    ])
    const back = door.person()
    await back.post('/api/auth/sign-in/email', { email, password: PASSWORD })
    const { secret } = (await back.post('/api/auth/two-factor/enable', { password: PASSWORD })).body
    await back.post('/api/auth/two-factor/verify-totp', { code: codeOf(secret) })
    expect((await owner.get('/v1/members')).body.members.at(-1).twoFactor).toBe(true)
    expect((await admin.call('DELETE', `/v1/members/${member.id}/two-factor`)).status).toBe(200)
    const plain = await door.person().post('/api/auth/sign-in/email', { email, password: PASSWORD })
    expect(plain.body).toEqual({})
    expect(await log('account.two_factor_disabled')).toMatchObject([{ actor: { id: admin.id } }])
    expect((await admin.call('DELETE', `/v1/members/${member.id}/two-factor`)).status).toBe(404)
  })

  test('is given by those only who may change the member everywhere, and by no key', async () => {
    const other = await door.openWorkspace({ name: 'Other' })
    const email = address()
    const member = await door.member(workspace, 'staff', { email })
    await door.member(other, 'owner', { email })
    for (const by of [admin, owner])
      for (const [method, path] of [
        ['POST', 'password-link'],
        ['POST', 'sign-out'],
        ['DELETE', 'two-factor'],
      ] as const) {
        const { status, body } = await by.call(method, `/v1/members/${member.id}/${path}`, {})
        expect([path, status, body.code]).toEqual([path, 403, 'scope_missing'])
      }
    const plain = await door.member(workspace, 'staff')
    expect((await admin.post(`/v1/members/${owner.id}/password-link`)).status).toBe(403)
    expect((await workspace.call('POST', `/v1/members/${plain.id}/password-link`)).status).toBe(403)
  })

  test('asks for a fresh second factor of one who has one', async () => {
    const email = address()
    const helper = await door.member(workspace, 'admin', { email, password: PASSWORD })
    const { secret } = (await helper.post('/api/auth/two-factor/enable', { password: PASSWORD })).body
    await helper.post('/api/auth/two-factor/verify-totp', { code: codeOf(secret) })
    const member = await door.member(workspace, 'staff')
    const ask = () => helper.post(`/v1/members/${member.id}/password-link`)
    const makeKey = () => helper.post('/v1/keys', { scopes: ['read'] })
    await workspace.append({ action: 'client.created', client: { id: 'c-factor' } })
    const erase = () => helper.post('/v1/clients/c-factor/erase', { mode: 'erase' })
    const remove = () => helper.call('DELETE', '/v1/clients/c-factor', {})
    for (const refused of [await ask(), await makeKey(), await remove(), await erase()])
      expect([refused.status, refused.body.code]).toEqual([403, 'second_factor_required'])
    expect((await helper.post('/api/auth/two-factor/verify-totp', { code: codeOf(secret, 1) })).status).toBe(
      200,
    )
    // The test's clock is ahead of better-auth's: the factor is as old as that.
    clock = 0
    expect([(await ask()).status, (await makeKey()).status]).toEqual([201, 201])
    expect([(await remove()).status, (await erase()).status]).toEqual([200, 200])
  })
})

describe('two factors that a role is asked for', () => {
  test('leave a member without them only the set-up, at once; the change is an entry', async () => {
    const member = await door.member(workspace, 'staff', { password: PASSWORD })
    expect((await member.get('/v1/entries')).status).toBe(200)
    expect((await owner.get('/v1/settings/security')).body).toEqual({ twoFactor: [] })
    const set = await owner.call('PUT', '/v1/settings/security', { twoFactor: ['staff', 'manager'] })
    expect([set.status, set.body]).toEqual([200, { twoFactor: ['manager', 'staff'] }])
    expect(await log('settings.updated')).toMatchObject([
      {
        changes: [{ field: 'twoFactor', before: [], after: ['manager', 'staff'] }],
        context: { ip: IP },
      },
    ])
    for (const path of ['/v1/entries', '/v1/clients', '/v1/workspace', '/v1/openapi.json', '/v1/stream']) {
      const { status, body } = await member.get(path)
      expect([path, status, body.code]).toEqual([path, 403, 'two_factor_setup_required'])
    }
    expect((await owner.get('/v1/entries')).status).toBe(200)
    expect((await member.get('/v1/session')).body.workspaces).toMatchObject([{ twoFactorMissing: true }])
    const { secret } = (await member.post('/api/auth/two-factor/enable', { password: PASSWORD })).body
    expect((await member.get('/v1/entries')).status).toBe(403)
    await member.post('/api/auth/two-factor/verify-totp', { code: codeOf(secret) })
    expect((await member.get('/v1/entries')).status).toBe(200)
    expect((await member.get('/v1/session')).body.workspaces).toMatchObject([{ twoFactorMissing: false }])
    await member.post('/api/auth/two-factor/disable', { password: PASSWORD })
    expect((await member.get('/v1/entries')).status).toBe(403)
  })

  test('are an owner’s or admin’s to ask for', async () => {
    const manager = await door.member(workspace, 'manager')
    expect((await manager.call('PUT', '/v1/settings/security', { twoFactor: [] })).status).toBe(403)
    const wrong = await owner.call('PUT', '/v1/settings/security', { twoFactor: ['root'] })
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, '/twoFactor/0'])
  })
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
