/** A Daybook with sign-in over a database of its own, and a browser that keeps its cookie. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { createWorkspace } from '../actions/create-workspace.ts'
import { readEntries } from '../actions/read-entries.ts'
import { createApp } from '../http/create-app.ts'
import { DEVICE, IP } from '../http/test-person.ts'
import { type OpenDaybook, openDaybook } from '../open-daybook.ts'
import { freshDatabase, type TestDatabase } from '../postgres/test-postgres.ts'
import { createSignIn, type SignIn } from './create-sign-in.ts'

export const BASE = 'http://127.0.0.1:4700'
export { DEVICE, IP }

export interface SignInFixture {
  readonly database: TestDatabase
  readonly daybook: OpenDaybook
  readonly signIn: SignIn
  /** Asks through the HTTP door, from `IP`. */
  fetch(request: Request): Promise<Response>
  /** What `daybook.now()` answers, in ms; better-auth has its own clock. */
  readonly clock: { now: number }
  /** What the log of a workspace says of sign-ins, oldest first. */
  accessOf(workspaceId: number): Promise<{ action: string; [name: string]: unknown }[]>
  close(): Promise<void>
}

/** With one workspace, unless told otherwise. */
export async function openSignIn({ baseUrl = BASE, empty = false } = {}): Promise<SignInFixture> {
  const database = await freshDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'daybook-keys-'))
  const clock = { now: Date.now() }
  const daybook = openDaybook(database.urls, folder, { now: () => clock.now })
  if (!empty) await createWorkspace(daybook, { name: 'My workspace', timeZone: 'Europe/Lisbon' })
  const signIn = createSignIn(daybook, { baseUrl })
  const app = createApp(daybook, { signIn, report: () => {}, stopping: new AbortController().signal })
  return {
    database,
    daybook,
    clock,
    signIn,
    fetch: async request => app.fetch(request, { incoming: { socket: { remoteAddress: IP } } }),
    async accessOf(workspaceId) {
      const page = await readEntries(
        daybook,
        { workspaceId, kind: 'daybook', actor: { type: 'system' }, scopes: ['read'] },
        { subject: { of: 'log' }, filter: { action: ['account.*'] }, order: 'asc', limit: 50 },
      )
      return page.entries.map(entry => ({ ...entry }))
    },
    async close() {
      await daybook.close()
      await database.drop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** A request as a browser's own page sends it. */
export function ask(
  path: string,
  init: {
    readonly method?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: unknown
  } = {},
): Request {
  const url = new URL(path, BASE)
  const headers = new Headers({ 'user-agent': DEVICE })
  if (init.method === 'POST') {
    headers.set('origin', url.origin)
    headers.set('sec-fetch-site', 'same-origin')
  }
  for (const [name, value] of Object.entries(init.headers ?? {})) headers.set(name, value)
  const body = init.body === undefined ? {} : { body: JSON.stringify(init.body) }
  return new Request(url, { method: init.method ?? 'GET', headers, ...body })
}

/** Every row of every table of ours, as text. */
export async function everythingStored(url: string): Promise<string> {
  let text = ''
  await asAdmin(url, async client => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname like 'daybook%'`,
    )
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select each::text as row from ${name} as each`)
      text += rows.map(({ row }) => row).join('\n')
    }
  })
  return text
}

/** Works in the database with rights that no server has. */
export async function asAdmin(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** Follows a link to its end. */
export async function signInWith(
  signIn: SignIn,
  link: string,
): Promise<{ response: Response; cookie: string }> {
  const response = (await signIn.handle(ask(link, { method: 'POST' }), { ip: IP }))!
  const cookie = response.headers
    .getSetCookie()
    .map(each => each.split(';')[0])
    .join('; ')
  return { response, cookie }
}
