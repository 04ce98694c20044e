import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Draft } from '@daybook/protocol/draft'
import { Client } from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applicationWith } from '../application.ts'
import { readConfig } from '../config.ts'
import { type Database, openDatabase } from '../postgres/open-database.ts'
import { findPlace } from '../postgres/place.ts'
import type { Application } from '../serve.ts'
import { loginUrl } from '../store/database-url.ts'
import { SETUP_ROLE } from '../store/roles.ts'
import { IN_CLEAR, makeMarkedDrafts, MARKER } from './marked-drafts.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

/** What no reader gets back as it was sent. */
const NOT_READ: Readonly<Record<string, string>> = {
  'causedBy/key': 'kept as a MAC only, and read as the id of the entry',
}

const { drafts, places, unmarked } = makeMarkedDrafts()
const dataDir = mkdtempSync(join(tmpdir(), 'daybook-personal-'))
let database: Database
let door: TestDoor
let workspace: TestWorkspace
let admin: Client
let application: Application
let log = ''

beforeAll(async () => {
  database = await openDatabase({ dataDir })
  door = await openTestDoor({ urls: database.urls })
  workspace = await door.openWorkspace()
  const place = findPlace(dataDir)
  const owner = new URL(database.urls.owner)
  const host = owner.searchParams.get('host') ?? owner.hostname
  admin = new Client({
    connectionString: loginUrl({
      host,
      port: Number(owner.port),
      user: SETUP_ROLE,
      password: place.passwords.setup,
      database: 'daybook',
    }),
  })
  await admin.connect()
  application = await applicationWith()({
    config: { ...readConfig({ data: dataDir }, {}), keysDir: door.keysDir },
    database,
    log: pino({ level: 'trace' }, { write: line => void (log += line) }),
    address: 'http://127.0.0.1:1',
    stopping: new AbortController().signal,
  })
})
afterAll(async () => {
  await admin?.end()
  await application?.close()
  await door?.close()
  const { folder } = findPlace(dataDir)
  await database?.close()
  rmSync(folder, { recursive: true, force: true })
  rmSync(dataDir, { recursive: true, force: true })
})

/** The places of the markers that a text holds, but for those in clear on purpose. */
const leaksOf = (text: string): string[] =>
  [...new Set([...text.matchAll(MARKER)].map(match => places.get(Number(match[1])) ?? 'unknown'))]
    .filter(place => !Object.hasOwn(IN_CLEAR, place))
    .sort()

async function allRows(): Promise<Map<string, string>> {
  const { rows: tables } = await admin.query(
    `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_t%'`,
  )
  const texts = new Map<string, string>()
  for (const { name } of tables) {
    const { rows } = await admin.query(`select * from ${name}`)
    texts.set(
      name,
      rows
        .flatMap(row =>
          Object.values(row).map(value =>
            Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value),
          ),
        )
        .join('\n'),
    )
  }
  return texts
}

test('every field of a draft is marked or holds no free text', () => {
  const covered = new Set([...places.values(), ...unmarked].map(place => place.split(/[/( ]/)[0]))
  expect([...covered].sort()).toEqual(Object.keys(Draft.shape).sort())
  for (const place of Object.keys(IN_CLEAR)) expect([...places.values()]).toContain(place)
})

test('entries with every field are appended and read back whole', async () => {
  const [cause] = await workspace.append({ action: 'my.own' })
  for (const draft of drafts) {
    const entry = await workspace.appendAndRead(
      draft.causedBy === '' ? { ...draft, causedBy: cause!.id } : draft,
    )
    const sent = new Set(JSON.stringify(draft).match(MARKER))
    const read = new Set(JSON.stringify(entry).match(MARKER))
    const lost = [...sent]
      .filter(marker => !read.has(marker))
      .map(marker => places.get(Number(marker.slice(4, -1)))!)
    expect([draft.action, lost.filter(place => !Object.hasOwn(NOT_READ, place))]).toEqual([draft.action, []])
  }
  // Once more what an object's and a client's last state know of: as changes of it.
  const again = drafts
    .filter(draft => draft.state !== undefined)
    .map(draft => ({
      ...draft,
      key: undefined,
      causedBy: undefined,
      state: { ...draft.state, service: 'other', notes: 'other' },
    }))
  await workspace.append(...again)
})

test('no table holds in clear what is of a client', async () => {
  const texts = await allRows()
  expect(texts.size).toBeGreaterThan(15)
  for (const [table, text] of texts) expect([table, leaksOf(text)]).toEqual([table, []])
  // The look-out works: what is meant to be in clear was found.
  const found = new Set(
    [...[...texts.values()].join().matchAll(MARKER)].map(match => places.get(Number(match[1]))),
  )
  expect([...found].sort()).toEqual(Object.keys(IN_CLEAR).sort())
})

test('the server’s log holds nothing of a client, nor of a query, when requests fail', async () => {
  const ask = (method: string, path: string, body?: unknown) =>
    application.fetch(
      new Request(`http://127.0.0.1${path}`, {
        method,
        headers: { authorization: `Bearer ${workspace.key}` },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
  const draft = { ...drafts[0]!, key: undefined, causedBy: undefined }
  const text = String(draft.client?.id)
  const statuses: number[] = []
  const askAll = async (): Promise<void> => {
    for (const [method, path, body] of [
      ['POST', '/v1/entries', draft],
      ['POST', '/v1/entries', { ...draft, [text]: text }],
      ['POST', '/v1/entries', JSON.stringify(draft).slice(0, -1)],
      ['GET', `/v1/entries?q=${text}&client=${text}`],
      ['GET', `/v1/entries?actor=${text}&object=booking:${text}`],
      ['GET', `/v1/clients/${text}/timeline?q=${text}`],
      ['GET', `/v1/clients/${text}`],
      ['GET', `/v1/objects/booking/${text}/history`],
      ['GET', `/v1/clients?q=${text}`],
      ['GET', `/v1/${text}`],
    ] as const) {
      statuses.push((await ask(method, path, body)).status)
    }
  }
  await askAll()
  for (const table of ['links', 'clients', 'objects', 'entries', 'api_keys']) {
    await admin.query(`alter table daybook.${table} rename to hidden`)
    await askAll()
    await admin.query(`alter table daybook.hidden rename to ${table}`)
  }
  await admin.query(
    `create function daybook.refuse() returns trigger language plpgsql as $$ begin raise exception 'refused: %', new; end $$`,
  )
  await admin.query(
    `create trigger refuse before insert on daybook.entries for each row execute function daybook.refuse()`,
  )
  await askAll()
  await admin.query('drop trigger refuse on daybook.entries')
  expect(statuses).toContain(500)
  expect(log).toContain('request failed')
  expect(leaksOf(log)).toEqual([])
})

test('no file of PostgreSQL holds in clear what is of a client: tables, indexes, write-ahead log, its own log', async () => {
  await admin.query('analyze')
  await admin.query('checkpoint')
  const { folder } = findPlace(dataDir)
  const found: string[] = []
  let bytes = 0
  let wal = ''
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    const content = readFileSync(join(file.parentPath, file.name))
    bytes += content.length
    if (!content.includes('zqmk')) continue
    const text = content.toString('latin1')
    if (file.parentPath.endsWith('pg_wal')) wal += text
    found.push(...leaksOf(text).map(place => `${file.name}: ${place}`))
  }
  expect(found).toEqual([])
  expect(bytes).toBeGreaterThan(16 * 1024 * 1024)
  // The look-out works here as well.
  expect([...wal.matchAll(MARKER)].map(match => places.get(Number(match[1])))).toContain('rule/name')
})
