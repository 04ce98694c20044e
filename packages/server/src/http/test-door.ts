/** The whole server over a database of a suite's own, asked through its HTTP door. For tests. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppendAnswer, Draft, Entry, EntryCounts, EntryPage } from '@daybook/protocol'
import { createKey } from '../actions/create-key.ts'
import { createWorkspace } from '../actions/create-workspace.ts'
import type { MemberRole, Scope, Visibility } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { type OpenDaybook, openDaybook, type OpenOptions } from '../open-daybook.ts'
import { randomId } from '../random.ts'
import { freshDatabase, type TestDatabase } from '../postgres/test-postgres.ts'
import type { DatabaseUrls } from '../store/pool.ts'
import { createAuth } from '../sign-in/create-auth.ts'
import { createOnline, type Online, type OnlineOptions } from '../online/create-online.ts'
import { createSignIn, type SignIn, type SignInOptions } from '../sign-in/create-sign-in.ts'
import { inWorkspace } from '../store/transaction.ts'
import { createApp } from './create-app.ts'
import { openPerson, ORIGIN, type Person } from './test-person.ts'

export interface TestAnswer {
  readonly status: number
  // Tests look into answers of every shape.
  readonly body: any
  readonly headers: Headers
}

/** One workspace, asked with one key. */
export interface TestWorkspace {
  /** As rows have it. */
  readonly workspaceId: number
  readonly id: string
  readonly key: string
  /** A body that is no string or bytes goes out as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>
  /** Appends what must be accepted, and answers with the receipts. */
  append(...drafts: Draft[]): Promise<AppendAnswer['entries']>
  /** Appends one draft, and answers with the entry as it is read. */
  appendAndRead(draft: Draft): Promise<Entry>
  read(path: string): Promise<EntryPage>
  /** A whole list, page after page. */
  readAll(path: string, limit?: number): Promise<Entry[]>
  count(query: string): Promise<EntryCounts>
  /** The same workspace with another key. */
  withKey(scopes: readonly Scope[], sources?: readonly string[]): Promise<TestWorkspace>
}

export interface TestDoor {
  readonly database: TestDatabase | undefined
  readonly daybook: OpenDaybook
  readonly app: ReturnType<typeof createApp>
  readonly signIn: SignIn
  readonly online: Online
  readonly keysDir: string
  readonly urls: DatabaseUrls
  /** What was reported as no fault of the caller. */
  readonly failures: unknown[]
  openWorkspace(given?: { name?: string; timeZone?: string }): Promise<TestWorkspace>
  /** Somebody with a browser, who is not signed in. */
  person(given?: { readonly ip?: string; readonly device?: string }): Person
  /** A member of a workspace, signed in. */
  member(
    workspace: TestWorkspace,
    role: MemberRole,
    given?: TestMember,
  ): Promise<Person & { readonly id: string }>
  close(): Promise<void>
}

export interface TestMember {
  readonly name?: string
  /** Default: one that nobody else has. */
  readonly email?: string
  /** Without one they could not sign in again. */
  readonly password?: string
  readonly visibility?: Visibility
}

export interface TestDoorOptions extends OpenOptions {
  readonly signIn?: Partial<SignInOptions>
  readonly online?: Partial<OnlineOptions>
  readonly proxies?: readonly string[]
  /** Another server over the database and the keys of this one. */
  readonly beside?: TestDoor
  /** A database that the suite has opened itself. */
  readonly urls?: DatabaseUrls
  /** A key folder that the suite keeps. */
  readonly keysDir?: string
}

export async function openTestDoor(options: TestDoorOptions = {}): Promise<TestDoor> {
  const { beside } = options
  const given = beside?.urls ?? options.urls
  const database = given === undefined ? await freshDatabase() : undefined
  const urls = given ?? database!.urls
  const keysDir = beside?.keysDir ?? options.keysDir ?? mkdtempSync(join(tmpdir(), 'daybook-keys-'))
  const daybook = openDaybook(urls, keysDir, options)
  const stopping = new AbortController()
  const failures: unknown[] = []
  const signIn = createSignIn(daybook, {
    baseUrl: ORIGIN,
    report: error => failures.push(error),
    ...options.signIn,
  })
  const online = createOnline(daybook, {
    baseUrl: ORIGIN,
    report: error => failures.push(error),
    ...options.online,
  })
  const app = createApp(daybook, {
    signIn,
    online,
    proxies: options.proxies,
    report: error => failures.push(error),
    stopping: stopping.signal,
  })
  return {
    database,
    daybook,
    app,
    signIn,
    online,
    person: given => openPerson(app, given),
    member: (workspace, role, given) => openMember(daybook, app, workspace, role, given),
    keysDir,
    urls,
    failures,
    async openWorkspace({ name = 'Harbour Practice', timeZone = 'Europe/Lisbon' } = {}) {
      const { id } = await createWorkspace(daybook, { name, timeZone })
      return openWorkspace(daybook, app, id, ['admin'])
    },
    async close() {
      stopping.abort()
      await online.settled()
      await daybook.close()
      await database?.drop()
      if (beside === undefined && options.keysDir === undefined) rmSync(keysDir, { recursive: true })
    },
  }
}

async function openWorkspace(
  daybook: OpenDaybook,
  app: TestDoor['app'],
  workspaceId: number,
  scopes: readonly Scope[],
  sources?: readonly string[],
): Promise<TestWorkspace> {
  const maker = { workspaceId, kind: 'daybook', actor: { type: 'system' }, scopes: ['admin'] } as const
  const { key } = await createKey(daybook, maker, { name: 'Test key', scopes, sources })

  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer> {
    const raw =
      body === undefined ||
      typeof body === 'string' ||
      body instanceof Uint8Array ||
      body instanceof ReadableStream
    const response = await app.request(path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: (raw ? body : JSON.stringify(body)) as RequestInit['body'] }),
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    } as RequestInit)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
  }
  async function must(status: readonly number[], method: string, path: string, body?: unknown): Promise<any> {
    const answer = await call(method, path, body)
    if (status.includes(answer.status)) return answer.body
    throw new Error(
      `${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 1000)}`,
    )
  }
  const self: TestWorkspace = {
    workspaceId,
    id: formatId('ws', workspaceId),
    key,
    call,
    append: async (...drafts) =>
      (
        (await must(
          [200, 201],
          'POST',
          '/v1/entries',
          drafts.length === 1 ? drafts[0] : { entries: drafts },
        )) as AppendAnswer
      ).entries,
    async appendAndRead(draft) {
      const [receipt] = await self.append(draft)
      return (await must([200], 'GET', `/v1/entries/${receipt!.id}`)) as Entry
    },
    read: path => must([200], 'GET', path) as Promise<EntryPage>,
    async readAll(path, limit = 200) {
      const entries: Entry[] = []
      const mark = path.includes('?') ? '&' : '?'
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: EntryPage = await self.read(
          `${path}${mark}limit=${limit}${cursor && `&cursor=${cursor}`}`,
        )
        entries.push(...page.entries)
        cursor = page.next
      }
      return entries
    },
    count: query => must([200], 'GET', `/v1/entries/counts${query}`) as Promise<EntryCounts>,
    withKey: (given, limited) => openWorkspace(daybook, app, workspaceId, given, limited),
  }
  return self
}

let made = 0

/** Somebody who has joined and signed in: made beneath the door, because hashing a password for each would take long. */
async function openMember(
  daybook: OpenDaybook,
  app: TestDoor['app'],
  workspace: TestWorkspace,
  role: MemberRole,
  given: TestMember = {},
): Promise<Person & { readonly id: string }> {
  const { name = `Ms ${role}`, email = `${role}-${process.pid}-${++made}@example.com`, password } = given
  const auth = createAuth({
    pool: daybook.pools.auth,
    secret: daybook.folder.server.session,
    baseUrl: ORIGIN,
  })
  const { internalAdapter, password: hashing } = await auth.$context
  const found = await internalAdapter.findUserByEmail(email)
  const user =
    found?.user ??
    (await internalAdapter.createUser({ name, email, emailVerified: false }, { method: 'admin' }))
  if (password !== undefined) {
    const account = { userId: user.id, accountId: user.id, providerId: 'credential' }
    await internalAdapter.createAccount({ ...account, password: await hashing.hash(password) })
  }
  const id = (await daybook.members.idOfUser(user.id)) ?? randomId()
  await inWorkspace(daybook.pools.app, workspace.workspaceId, run =>
    daybook.members.join(run, {
      workspaceId: workspace.workspaceId,
      id,
      userId: user.id,
      role,
      name,
      visibility: given.visibility,
      joinedAt: daybook.now(),
    }),
  )
  const { headers } = await auth.api.openSession({
    body: { userId: user.id, method: 'test', secondFactor: false },
    headers: new Headers(),
    returnHeaders: true,
  })
  const person = openPerson(app, { workspace: workspace.id })
  for (const line of headers.getSetCookie()) {
    const [pair] = line.split(';')
    const at = pair!.indexOf('=')
    person.cookies.set(pair!.slice(0, at), pair!.slice(at + 1))
  }
  return Object.assign(person, { id: formatId('mb', id) })
}
