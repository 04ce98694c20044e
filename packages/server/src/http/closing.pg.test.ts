import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Draft,
  EMPTY_FRONTIER,
  extendFrontier,
  rootOf,
  verifyCheckpoint,
  webCrypto,
} from '@daybook/protocol'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createKey } from '../actions/create-key.ts'
import { createWorkspace } from '../actions/create-workspace.ts'
import { closeDue } from '../closing/close-due.ts'
import { sha256 } from '../hashes.ts'
import { ALL_JOBS } from '../jobs/all-jobs.ts'
import { closeWorkspacesJob } from '../jobs/close-workspaces.ts'
import { JobRunner } from '../jobs/job-runner.ts'
import { formatId } from '../ids.ts'
import { openDaybook, type OpenDaybook } from '../open-daybook.ts'
import { freshDatabase, type TestDatabase } from '../postgres/test-postgres.ts'
import { repeatErasures } from '../privacy/repeat-erasures.ts'
import { createSignIn } from '../sign-in/create-sign-in.ts'
import { BASE, signInWith } from '../sign-in/sign-in.fixture.ts'
import { createApp } from './create-app.ts'

const DAY = 86_400_000
let now = Date.now()
let database: TestDatabase
let keysDir: string
let daybook: OpenDaybook
let app: ReturnType<typeof createApp>
let cookie: string
let admin: Client
const failures: unknown[] = []

interface Asked {
  readonly status: number
  readonly body: any
}
interface Business {
  readonly id: number
  readonly name: string
  readonly key: string
}
let own: Business
let neighbour: Business

const open = (dir = keysDir): OpenDaybook => openDaybook(database.urls, dir, { now: () => now })
const appOver = (on: OpenDaybook): ReturnType<typeof createApp> =>
  createApp(on, {
    signIn: createSignIn(on, { baseUrl: BASE }),
    report: error => failures.push(error),
    stopping: new AbortController().signal,
  })

beforeAll(async () => {
  database = await freshDatabase()
  keysDir = mkdtempSync(join(tmpdir(), 'daybook-keys-'))
  daybook = open()
  app = appOver(daybook)
  const signIn = createSignIn(daybook, { baseUrl: BASE })
  cookie = (await signInWith(signIn, (await signIn.firstSignInLink())!)).cookie
  admin = new Client({ connectionString: database.adminUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin?.end()
  await daybook?.close()
  await database?.drop()
  rmSync(keysDir, { recursive: true })
})
beforeEach(async () => {
  own = await newBusiness('Harbour Practice')
  neighbour = await newBusiness('Next Door')
})
afterEach(() => {
  expect(failures).toEqual([])
})

async function newBusiness(name: string): Promise<Business> {
  const { id } = await createWorkspace(daybook, { name, timeZone: 'Europe/Lisbon' })
  const maker = { workspaceId: id, kind: 'daybook', actor: { type: 'system' }, scopes: ['admin'] } as const
  const { key } = await createKey(daybook, maker, { scopes: ['admin'] })
  const business = { id, name, key }
  expect((await byKey(business, 'POST', '/v1/entries', booked('BK-1'))).status).toBe(201)
  return business
}

const clara = { id: 'c-1', name: 'Clara Vogel' }
const booked = (id: string, more: Partial<Draft> = {}): Draft => ({
  action: 'booking.booked',
  client: clara,
  object: { type: 'booking', id },
  actor: { type: 'staff', id: 's-1', name: 'Reception' },
  state: { service: 'Consultation' },
  reason: 'Clara rang',
  ...more,
})

async function ask(
  headers: Record<string, string>,
  method: string,
  path: string,
  body?: unknown,
  on = app,
): Promise<Asked> {
  const response = await on.request(new URL(path, BASE), {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}
const byKey = (of: Business, method: string, path: string, body?: unknown, on = app): Promise<Asked> =>
  ask({ authorization: `Bearer ${of.key}` }, method, path, body, on)
const asOwner = (of: Business, method: string, path: string, body?: unknown, on = app): Promise<Asked> =>
  ask(
    { cookie, origin: BASE, 'sec-fetch-site': 'same-origin', 'daybook-workspace': formatId('ws', of.id) },
    method,
    path,
    body,
    on,
  )
const close = (of = own, more: object = {}): Promise<Asked> =>
  asOwner(of, 'POST', '/v1/workspace/close', { name: of.name, ...more })
const rows = async (table: string, of = own): Promise<any[]> =>
  (await admin.query(`select * from daybook.${table} where workspace_id = $1 order by 1, 2`, [of.id])).rows
const iso = (at: number): string => new Date(at - (at % 1)).toISOString().replace('.000Z', 'Z')
const keyFiles = (of = own, dir = keysDir): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(
    name => name.includes(formatId('ws', of.id)) && !/^(sign|ledger)/.test(name),
  )
const closeForGood = async (of = own): Promise<void> => {
  await close(of, { days: 1 })
  now += DAY
  expect(await closeDue(daybook, of.id)).toBe(true)
}

describe('asking', () => {
  test('takes an owner who types the name, starts the grace period, and offers the whole export', async () => {
    const answer = await close(own, { reason: 'retiring' })
    expect(answer).toEqual({
      status: 200,
      body: {
        closesAt: iso(now + 30 * DAY),
        entry: expect.stringMatching(/^en_/),
        export: { method: 'POST', path: '/v1/exports', body: { format: 'jsonl', filter: {} } },
      },
    })
    const entry = (await byKey(own, 'GET', `/v1/entries/${answer.body.entry}`)).body
    expect(entry).toMatchObject({ action: 'workspace.closing', actor: { type: 'staff' }, reason: 'retiring' })
    const { closesAt, entry: id } = answer.body
    expect((await byKey(own, 'GET', '/v1/workspace')).body.closing).toEqual({ closesAt, entry: id })
    expect((await close()).body.code, 'it is asked for already').toBe('state_conflict')
    // Until then everything goes on.
    expect((await byKey(own, 'POST', '/v1/entries', booked('BK-2'))).status).toBe(201)
    now += 30 * DAY - 1
    expect(await closeDue(daybook, own.id)).toBe(false)
  })

  test('is refused to keys, with another name, and with wrong days; nothing is written', async () => {
    const count = async (): Promise<number> => (await rows('entries')).length
    const before = await count()
    expect((await byKey(own, 'POST', '/v1/workspace/close', { name: own.name })).body.code).toBe(
      'scope_missing',
    )
    expect((await byKey(own, 'POST', '/v1/workspace/reopen')).body.code).toBe('scope_missing')
    for (const body of [
      {},
      { name: 'Harbour practice' },
      { name: own.name, days: 0 },
      { name: own.name, now: true },
    ])
      expect((await asOwner(own, 'POST', '/v1/workspace/close', body)).body.code).toBe('query_invalid')
    expect((await asOwner(own, 'POST', '/v1/workspace/reopen')).body.code).toBe('state_conflict')
    expect(await count()).toBe(before)
  })

  test('can be taken back in the time of grace; that is an entry too', async () => {
    const { entry } = (await close(own, { days: 1 })).body
    const reopened = await asOwner(own, 'POST', '/v1/workspace/reopen')
    expect(reopened.status).toBe(200)
    expect(reopened.body).not.toHaveProperty('closing')
    const [last] = (await byKey(own, 'GET', '/v1/entries?limit=1')).body.entries
    expect(last).toMatchObject({
      action: 'settings.updated',
      changes: [{ field: 'closesAt', after: null }],
      causedBy: entry,
    })
    now += 2 * DAY
    expect(await closeDue(daybook, own.id)).toBe(false)
    expect((await byKey(own, 'GET', '/v1/workspace')).status).toBe(200)
    expect((await close()).status, 'and be asked for again').toBe(200)
  })
})

describe('the end', () => {
  test('leaves no key in the folder, the database or a backup; the neighbour keeps theirs', async () => {
    await byKey(own, 'POST', '/v1/entries', {
      action: 'service.created',
      object: { type: 'service', id: 'S-1' },
    })
    const others = keyFiles(neighbour)
    expect(keyFiles().length).toBeGreaterThan(1)
    await closeForGood()
    expect(keyFiles()).toEqual([])
    for (const table of ['client_keys', 'keks', 'clients', 'objects', 'object_clients', 'actors', 'counts'])
      expect([table, await rows(table)]).toEqual([table, []])
    expect(await rows('api_keys')).toMatchObject([{ revoked_at: expect.anything() }])
    expect(await rows('workspaces')).toMatchObject([{ keys_gone_at: now }])
    const [{ size, closed }] = await rows('log_heads')
    expect(closed).toBe(true)
    const entries = await rows('entries')
    expect(entries).toHaveLength(Number(size))
    expect(entries.at(-1).record).toContain('workspace.closed')
    expect(entries.at(-1).record).toContain('"source","automated"')
    expect(daybook.ledger.read(own.id)).toMatchObject([{ what: 'closed', seq: Number(size) }])
    expect(keyFiles(neighbour)).toEqual(others)
    expect((await byKey(neighbour, 'GET', '/v1/clients/c-1')).body.name).toBe('Clara Vogel')
  })

  test('keys and sessions see nothing any more, on this server and within a second on another', async () => {
    const beside = open()
    const other = appOver(beside)
    try {
      expect((await byKey(own, 'GET', '/v1/clients/c-1', undefined, other)).status).toBe(200)
      expect((await asOwner(own, 'GET', '/v1/clients', undefined, other)).status).toBe(200)
      await closeForGood()
      for (const path of [
        '/v1/workspace',
        '/v1/entries',
        '/v1/clients/c-1',
        '/v1/keys',
        '/v1/log/checkpoint',
      ]) {
        expect([path, (await byKey(own, 'GET', path)).status]).toEqual([path, 401])
        expect([path, (await asOwner(own, 'GET', path)).status]).toEqual([path, 401])
      }
      await expect
        .poll(async () => (await byKey(own, 'GET', '/v1/clients/c-1', undefined, other)).status, {
          timeout: 1000,
        })
        .toBe(401)
      expect((await asOwner(own, 'GET', '/v1/clients', undefined, other)).status).toBe(401)
      expect((await byKey(own, 'POST', '/v1/entries', booked('BK-9'), other)).status).toBe(401)
      const session = (await asOwner(own, 'GET', '/v1/session')).body
      expect(session.workspaces.map((one: any) => one.id)).not.toContain(formatId('ws', own.id))
      // Who works elsewhere too can still sign out and in.
      expect(session.workspaces.map((one: any) => one.id)).toContain(formatId('ws', neighbour.id))
    } finally {
      await beside.close()
    }
  })

  test('no server appends to a closed log, whatever it remembers', async () => {
    const workspace = await daybook.workspaces.get(own.id)
    const beside = open()
    try {
      const append = (on: OpenDaybook, id: string): Promise<unknown> =>
        createKey(
          on,
          { workspaceId: own.id, kind: 'daybook', actor: { type: 'system' }, scopes: ['admin'] },
          {
            name: id,
            scopes: ['read'],
          },
        )
      await append(beside, 'before')
      await close(own, { days: 1 })
      now += DAY
      // The other server still takes it for open.
      beside.workspaces.get = async () => workspace
      await closeDue(daybook, own.id)
      const size = (await rows('entries')).length
      await expect(append(beside, 'after')).rejects.toMatchObject({
        code: expect.toBeOneOf(['workspace_missing', 'keys_missing']),
      })
      expect(await rows('entries')).toHaveLength(size)
    } finally {
      await beside.close()
    }
  })

  test('what remains still proves: the signed state is that of the rows, and opens nothing', async () => {
    await closeForGood()
    const entries = await rows('entries')
    const [head] = await rows('log_heads')
    const stored = (await rows('checkpoints')).at(-1)
    expect(Number(stored.size)).toBe(entries.length)
    expect(Buffer.from(stored.root).equals(head.root)).toBe(true)
    // Anybody can make the tree again from the rows, and has the public key.
    const leaves = entries.map(entry => entry.leaf_hash as Buffer)
    expect(Buffer.from(rootOf(extendFrontier(EMPTY_FRONTIER, leaves, sha256), sha256))).toEqual(head.root)
    const verified = await verifyCheckpoint(
      stored.note,
      await daybook.checkpoints.trustPolicy(own.id),
      webCrypto(crypto.subtle),
    )
    expect([verified.size, Buffer.from(verified.root).equals(head.root)]).toEqual([entries.length, true])
    expect(entries.map(entry => entry.record).join('')).not.toMatch(/Clara|c-1/)
    expect(
      Buffer.concat(entries.flatMap(entry => [entry.facts, entry.client].filter(Boolean))).includes('Clara'),
    ).toBe(false)
  })

  test('a stream that is open ends', async () => {
    const response = await app.request('/v1/stream', { headers: { authorization: `Bearer ${own.key}` } })
    const reader = response.body!.getReader()
    await closeForGood()
    let ended = false
    while (!ended)
      ended = await reader.read().then(
        ({ done }) => done,
        () => true,
      )
    expect(ended).toBe(true)
  })

  test('goes on where it was cut off, and is done by the job', async () => {
    await close(own, { days: 1 })
    now += DAY
    const { destroyWorkspace } = daybook.folder
    ;(daybook.folder as any).destroyWorkspace = () => {
      throw new Error('the disk is away')
    }
    await expect(closeDue(daybook, own.id)).rejects.toThrow('the disk is away')
    ;(daybook.folder as any).destroyWorkspace = destroyWorkspace
    expect(await rows('workspaces')).toMatchObject([{ keys_gone_at: null }])
    expect(keyFiles()).not.toEqual([])
    const reported: unknown[] = []
    await new JobRunner(daybook, [closeWorkspacesJob], { report: error => reported.push(error) }).runDue()
    expect(reported).toEqual([])
    expect(keyFiles()).toEqual([])
    expect((await rows('entries')).filter(entry => entry.record.includes('workspace.closed'))).toHaveLength(1)
    // The other jobs have nothing to do there, and nothing to report.
    now += DAY
    await new JobRunner(daybook, ALL_JOBS, { report: error => reported.push(error) }).runDue()
    expect(reported).toEqual([])
    expect(keyFiles()).toEqual([])
  })

  test('an older database closes again, with or without the keys of then', async () => {
    const kept = mkdtempSync(join(tmpdir(), 'daybook-kept-'))
    for (const folder of ['kek', 'mac'])
      cpSync(join(keysDir, folder), join(kept, folder), { recursive: true })
    const [key] = await rows('client_keys')
    await closeForGood()
    const putBack = async (): Promise<void> => {
      await admin.query(
        `update daybook.workspaces set closes_at = null, closing_seq = null, closed_at = null, closed_seq = null,
           keys_gone_at = null where workspace_id = $1`,
        [own.id],
      )
      await admin.query('update daybook.log_heads set closed = false where workspace_id = $1', [own.id])
      await admin.query('update daybook.api_keys set revoked_at = null where workspace_id = $1', [own.id])
      await admin.query('insert into daybook.keks (workspace_id, kek) values ($1, $2)', [own.id, key.kek])
      await admin.query(
        'insert into daybook.client_keys (workspace_id, client_id, kind, kek, wrapped) values ($1, $2, $3, $4, $5)',
        [own.id, key.client_id, key.kind, key.kek, key.wrapped],
      )
      daybook.workspaces.forget(own.id)
    }
    const closedEntries = async (): Promise<number> =>
      (await rows('entries')).filter(entry => entry.record.includes('workspace.closed')).length
    await putBack()
    expect(await repeatErasures(daybook)).toBe(1)
    expect(await closedEntries(), 'without keys there can be no entry').toBe(1)
    expect(await rows('client_keys')).toEqual([])
    expect((await byKey(own, 'GET', '/v1/workspace')).status).toBe(401)

    await putBack()
    for (const folder of ['kek', 'mac'])
      for (const name of readdirSync(join(kept, folder)))
        if (name.includes(formatId('ws', own.id)))
          cpSync(join(kept, folder, name), join(keysDir, folder, name))
    expect(keyFiles()).not.toEqual([])
    expect(await repeatErasures(daybook)).toBe(1)
    expect(keyFiles()).toEqual([])
    expect(await closedEntries()).toBe(2)
    expect(await rows('client_keys')).toEqual([])
    expect(await repeatErasures(daybook), 'once is enough').toBe(0)
    rmSync(kept, { recursive: true })
  })
})

test('the name in the folder of keys is all that the ledger keeps', async () => {
  await closeForGood()
  const path = join(keysDir, 'ledger', `${formatId('ws', own.id)}.jsonl`)
  expect(existsSync(path)).toBe(true)
  expect(readFileSync(path, 'utf8')).not.toMatch(/Clara|Harbour/)
})
