/** Invitations and password links by mail, through a real mail server on this machine. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createMailer } from '../mail/create-mailer.ts'
import { writeLetter } from '../mail/letter.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

const PASSWORD = 'correct horse battery'
interface Received {
  readonly to: string[]
  readonly text: string
}
const letters: Received[] = []
let refuse = false
let server: SMTPServer
let door: TestDoor
let workspace: TestWorkspace
let clock = 0

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refuse ? new Error('no such mailbox') : null),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        letters.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: decode(Buffer.concat(chunks).toString()),
        })
        done()
      })
    },
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const { port } = server.server.address() as AddressInfo
  door = await openTestDoor({
    now: () => Date.now() + clock,
    signIn: {
      send: createMailer({ url: `smtp://127.0.0.1:${port}`, from: 'Daybook <daybook@example.com>' }),
    },
  })
  workspace = await door.openWorkspace()
})
afterAll(async () => {
  await door?.close()
  await new Promise<void>(resolve => server.close(resolve))
})
beforeEach(() => {
  letters.length = 0
  refuse = false
  clock += 60 * 60 * 1000
})

/** Quoted-printable and the header's own encoding, as far as these letters use them. */
const decode = (text: string): string =>
  Buffer.from(
    text
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
const received = async (): Promise<Received> => {
  await expect.poll(() => letters.length, { timeout: 5000 }).toBe(1)
  return letters[0]!
}
const tokenIn = (text: string): string => /#(\S+)/.exec(text)![1]!

test('an invitation is mailed, and its link works', async () => {
  const owner = await door.member(workspace, 'owner', { name: 'Olga' })
  const made = await owner.post('/v1/invitations', { email: 'nora@example.com', name: 'Nora', role: 'staff' })
  expect(made.body.mailed).toBe(true)
  const { to, text } = await received()
  expect(to).toEqual(['nora@example.com'])
  expect(text).toContain('From: Daybook <daybook@example.com>')
  expect(text).toContain('Subject: Olga invites you to Harbour Practice')
  expect(tokenIn(text)).toBe(new URL(made.body.url).hash.slice(1))
  const nora = door.person()
  expect(
    (await nora.post('/api/auth/accept-invitation', { token: tokenIn(text), password: PASSWORD })).status,
  ).toBe(200)
})

test('whoever has forgotten the password is mailed a link; nobody learns whether an address is known', async () => {
  const email = 'rita@example.com'
  const member = await door.member(workspace, 'staff', { email, password: PASSWORD })
  const before = (await workspace.readAll('/v1/entries')).length
  const ask = (address: string) => door.person().post('/api/auth/request-password-reset', { email: address })
  const [known, unknown] = [await ask(' Rita@Example.com'), await ask('nobody@example.com')]
  for (const { status, body } of [known, unknown]) expect([status, body]).toEqual([200, { mailed: true }])
  expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()])
  const { to, text } = await received()
  expect(to).toEqual([email])
  const token = tokenIn(text)
  const done = await door
    .person()
    .post('/api/auth/reset-password', { token, newPassword: 'another long one' })
  expect([done.status, (await member.get('/v1/entries')).status]).toEqual([200, 401])
  expect(
    (await workspace.readAll('/v1/entries')).slice(0, -before).map(({ action, actor }) => [action, actor.id]),
  ).toEqual([
    ['account.password_reset', member.id],
    ['account.password_reset_requested', member.id],
  ])
})

test('a letter can be asked for three times in a quarter of an hour', async () => {
  const ask = () => door.person().post('/api/auth/request-password-reset', { email: 'nobody@example.com' })
  for (let i = 0; i < 3; i++) expect((await ask()).status).toBe(200)
  const { status, body } = await ask()
  expect([status, body.code]).toEqual([429, 'rate_limited'])
})

test('a mail server that refuses keeps nobody waiting, and is reported without the address’s owner learning of it', async () => {
  refuse = true
  await door.member(workspace, 'staff', { email: 'full@example.com', password: PASSWORD })
  const { status, body } = await door
    .person()
    .post('/api/auth/request-password-reset', { email: 'full@example.com' })
  expect([status, body]).toEqual([200, { mailed: true }])
  await expect.poll(() => door.failures.length, { timeout: 5000 }).toBe(1)
  expect(String(door.failures[0])).toContain('no such mailbox')
  door.failures.length = 0
})

test.each(['en', 'de', 'pt-PT', 'es', 'xx'])(
  'letters are written in the workspace’s language: %s',
  locale => {
    const common = {
      to: 'x@example.com',
      locale,
      workspace: 'A\r\nBcc: all@example.com',
      url: 'https://x/#t',
    }
    for (const letter of [
      { ...common, letter: 'reset' },
      { ...common, letter: 'invitation', invitedBy: 'O\nX', days: 7 },
    ] as const) {
      const { subject, text } = writeLetter(letter)
      expect(subject).not.toMatch(/[\r\n{}]/)
      expect(text).not.toMatch(/[{}]|\nBcc/)
      expect(text).toContain('https://x/#t')
    }
  },
)
