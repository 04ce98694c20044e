/** The first run: the owner comes in by a link, says who they are, and the first workspace is made. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestDoor, type TestDoor } from './test-door.ts'
import { IP, type Person } from './test-person.ts'

const OWNER = {
  name: 'Olga Owner',
  email: 'Olga@Example.com',
  password: 'correct horse battery',
  workspace: 'Harbour Practice',
  timeZone: 'Europe/Lisbon',
  locale: 'pt-PT',
}
let door: TestDoor
beforeEach(async () => {
  door = await openTestDoor()
})
afterEach(() => door.close())

async function byLink(): Promise<Person & { location: string | null }> {
  const person = door.person()
  const { pathname } = new URL((await door.signIn.firstSignInLink())!)
  const { status, headers } = await person.call('POST', pathname)
  expect(status).toBe(303)
  return Object.assign(person, { location: headers.get('location') })
}
const entries = async (person: Person) => (await person.get('/v1/entries?order=asc')).body.entries

test('a new installation begins with its owner: name, password, first workspace; the log tells all of it', async () => {
  const person = await byLink()
  expect(person.location).toBe('/welcome')
  expect((await person.get('/v1/session')).body).toEqual({
    member: {
      id: expect.stringMatching(/^mb_/),
      name: 'Owner',
      email: 'owner@localhost.invalid',
      twoFactor: false,
      password: false,
    },
    workspaces: [],
    setUp: true,
  })
  const { status, text } = await person.post('/api/auth/set-up', OWNER)
  expect([status, text]).toEqual([200, '{}'])
  const session = (await person.get('/v1/session')).body
  expect(session).toMatchObject({
    member: { name: 'Olga Owner', email: 'olga@example.com', password: true },
    workspaces: [{ name: 'Harbour Practice', timeZone: 'Europe/Lisbon', locale: 'pt-PT', role: 'owner' }],
    setUp: false,
  })
  person.workspace = session.workspaces[0].id
  expect(await entries(person)).toMatchObject([
    { action: 'workspace.created', actor: { type: 'staff', id: session.member.id } },
    {
      action: 'account.signed_in',
      actor: { type: 'staff', id: session.member.id, name: 'Olga Owner' },
      data: { method: 'one-time link' },
      context: { ip: IP },
    },
  ])
  expect((await person.get('/v1/members')).body.members).toMatchObject([
    { id: session.member.id, name: 'Olga Owner', email: 'olga@example.com', role: 'owner' },
  ])

  const later = door.person()
  const { email, password } = OWNER
  expect((await later.post('/api/auth/sign-in/email', { email, password })).status).toBe(200)
  const again = await person.post('/api/auth/set-up', OWNER)
  expect([again.status, again.body.code]).toEqual([404, 'not_found'])
  expect(await door.signIn.firstSignInLink()).toBeUndefined()
})

test('an installation whose workspaces were made on the command line asks for the owner only', async () => {
  const workspace = await door.openWorkspace()
  const person = await byLink()
  expect(person.location).toBe('/welcome')
  const { workspace: _, timeZone: __, ...rest } = OWNER
  expect((await person.post('/api/auth/set-up', rest)).status).toBe(200)
  person.workspace = workspace.id
  expect((await person.get('/v1/members')).body.members).toMatchObject([
    { name: 'Olga Owner', email: 'olga@example.com', role: 'owner' },
  ])
  expect((await workspace.readAll('/v1/entries?action=account.*')).map(entry => entry.action)).toEqual([
    'account.signed_in',
  ])
})

test.each([
  ['a weak password', { password: 'password123' }, '/password'],
  ['no name', { name: '' }, '/name'],
  ['no address', { email: 'olga' }, '/email'],
])('the set-up is refused with %s, and can be tried again', async (_, input, path) => {
  const person = await byLink()
  const { status, body } = await person.post('/api/auth/set-up', { ...OWNER, ...input })
  expect([status, body.errors[0].path]).toEqual([422, path])
  expect((await person.post('/api/auth/set-up', OWNER)).status).toBe(200)
})

test('the set-up is refused with a zone or a business that is none', async () => {
  const person = await byLink()
  for (const input of [{ workspace: ' ' }, { timeZone: undefined }, { timeZone: 'Europe/Atlantis' }]) {
    const { status, body } = await person.post('/api/auth/set-up', { ...OWNER, ...input })
    expect([status, body.code]).toEqual([422, 'query_invalid'])
  }
  expect((await person.get('/v1/session')).body.setUp).toBe(true)
  expect((await person.post('/api/auth/set-up', OWNER)).status).toBe(200)
})

test('nobody but the owner of the installation sets anything up', async () => {
  const workspace = await door.openWorkspace()
  const member = await door.member(workspace, 'owner')
  const { status, body } = await member.post('/api/auth/set-up', OWNER)
  expect([status, body.code]).toEqual([404, 'not_found'])
  expect((await member.get('/v1/session')).body.setUp).toBe(false)
})
