/** The whole server over a database of a suite's own, asked through its HTTP door. For tests. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppendAnswer, Draft, Entry, EntryCounts, EntryPage } from '@daybook/protocol'
import { createKey } from '../actions/create-key.ts'
import { createWorkspace } from '../actions/create-workspace.ts'
import type { Scope } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { type OpenDaybook, openDaybook, type OpenOptions } from '../open-daybook.ts'
import { freshDatabase, type TestDatabase } from '../postgres/test-postgres.ts'
import type { DatabaseUrls } from '../store/pool.ts'
import { createApp } from './create-app.ts'

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
  readonly keysDir: string
  readonly urls: DatabaseUrls
  /** What was reported as no fault of the caller. */
  readonly failures: unknown[]
  openWorkspace(given?: { name?: string; timeZone?: string }): Promise<TestWorkspace>
  close(): Promise<void>
}

export interface TestDoorOptions extends OpenOptions {
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
  const app = createApp(daybook, {
    report: error => failures.push(error),
    stopping: stopping.signal,
  })
  return {
    database,
    daybook,
    app,
    keysDir,
    urls,
    failures,
    async openWorkspace({ name = 'Harbour Practice', timeZone = 'Europe/Lisbon' } = {}) {
      const { id } = await createWorkspace(daybook, { name, timeZone })
      return openWorkspace(daybook, app, id, ['admin'])
    },
    async close() {
      stopping.abort()
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
