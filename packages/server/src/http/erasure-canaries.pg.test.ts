/**
 * Canaries: a marker of its own in every place where a client's data can be, and the same for others, who stay. After
 * the erasure and the rotation nothing that anybody could get hold of gives a marker of the erased away; what was
 * copied before opens, with the keys of today, everything of the others and nothing of them.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Draft } from '@daybook/protocol'
import { Client } from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { continueLog } from '../actions/continue-log.ts'
import { restoreKeys } from '../actions/restore-keys.ts'
import { applicationWith } from '../application.ts'
import { checkWholeLog } from '../check/check-whole-log.ts'
import { readConfig } from '../config.ts'
import { unframe } from '../entry/make-entry.ts'
import { readRecord } from '../entry/open-entry.ts'
import { formatId, parseId } from '../ids.ts'
import { open, partContext, unwrapKey, WRAPPED_BYTES } from '../keys/seal.ts'
import { debian15Site, embeddedSite, hasDebian15, type OpenedSite } from '../postgres/canary-site.fixture.ts'
import { eraseDue } from '../privacy/erase-due.ts'
import { IN_CLEAR, makeMarkedDrafts, MARKER } from './marked-drafts.ts'
import { openTestDoor, type TestDoor } from './test-door.ts'

/** Business columns beside a state go with the row, but the database's own files keep them for a while. */
const ROWS_ONLY = ['state/status', 'after/status']

if (!hasDebian15) process.stdout.write('skipped: no PostgreSQL 15 of Debian\n')

const SITES = [embeddedSite, ...(hasDebian15 ? [debian15Site] : [])]

describe.each(SITES.map(open => [open.siteName, open] as const))('%s', (_name, openSite) => {
  const { drafts, places } = makeMarkedDrafts()
  /** The same, of clients who stay. */
  const asOthers = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('zqmk', 'zqot')) as T
  const OTHER = /zqot(\d+)z/g

  const site = openSite()
  const root = mkdtempSync(join(tmpdir(), 'daybook-canary-keys-'))
  const keysDir = join(root, 'keys')
  let workspaceId: number
  let key: string
  let erasedIds: string[] = []
  /** Entries of the erased and of both, and of the others. */
  let erasedEntries: string[] = []
  let otherEntries: string[] = []
  /** What the others' entries said before, by marker. */
  let othersSaid: ReadonlySet<string>
  /** Bytes of keys that must be nowhere: the first key-encryption key, and every client key of the erased. */
  const secrets: Buffer[] = []
  let evidenceBefore: ReadonlyMap<string, { leaf: string; index: string }>
  let log = ''

  /** The places of the erased's markers in a text, but for those that stand in clear on purpose. */
  const leaksOf = (text: string, ...alsoInClear: string[]): string[] =>
    [...new Set([...text.matchAll(MARKER)].map(match => places.get(Number(match[1])) ?? 'unknown'))]
      .filter(place => !alsoInClear.includes(place))
      .filter(place => !Object.hasOwn(IN_CLEAR, place) || ROWS_ONLY.includes(place))
      .sort()

  async function withDoor<T>(
    opened: OpenedSite,
    keys: string,
    work: (door: TestDoor) => Promise<T>,
  ): Promise<T> {
    const door = await openTestDoor({ urls: opened.urls, keysDir: keys })
    try {
      return await work(door)
    } finally {
      await door.close()
      await opened.close()
    }
  }
  async function ask(
    door: Pick<TestDoor, 'app'>,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<any> {
    const response = await door.app.request(path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const answer = response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text
    expect([method, path, response.status, answer]).toEqual([
      method,
      path,
      expect.toBeOneOf([200, 201]),
      answer,
    ])
    return answer
  }
  async function append(door: TestDoor, draft: Draft): Promise<string> {
    return (await ask(door, 'POST', '/v1/entries', draft)).entries[0].id as string
  }
  async function onRows<T>(adminUrl: string, work: (admin: Client) => Promise<T>): Promise<T> {
    const admin = new Client({ connectionString: adminUrl })
    await admin.connect()
    try {
      return await work(admin)
    } finally {
      await admin.end()
    }
  }
  async function evidenceOf(
    door: TestDoor,
    id: string,
  ): Promise<{ leaf: string; index: string; told: string }> {
    const text = (await ask(door, 'GET', `/v1/entries/${id}/proof`)) as string
    const [leaf, ...disclosures] = Buffer.from(text.match(/^extra (\S+)$/m)![1]!, 'base64')
      .toString()
      .split('~')
    const told = disclosures.map(one => Buffer.from(one, 'base64url').toString()).join('\n')
    return { leaf: leaf!, index: text.match(/^index (\d+)$/m)![1]!, told }
  }
  async function isWhole(door: TestDoor): Promise<void> {
    const checked = await checkWholeLog(door.daybook, workspaceId)
    expect(checked.problems).toEqual([])
    expect(checked.size).toBeGreaterThan(60)
  }

  /** Everything that readers get, as text: of the workspace, of each client, of each entry. */
  async function everythingRead(door: Pick<TestDoor, 'app'>, entries: readonly string[]): Promise<string> {
    const texts: string[] = []
    for (const order of ['asc', 'desc']) {
      for (let cursor = ''; ; ) {
        const page = await ask(
          door,
          'GET',
          `/v1/entries?order=${order}&limit=200${cursor && `&cursor=${cursor}`}`,
        )
        texts.push(JSON.stringify(page))
        if (page.next === null) break
        cursor = page.next as string
      }
    }
    texts.push(JSON.stringify(await ask(door, 'GET', '/v1/clients?limit=200')))
    for (const id of erasedIds) {
      texts.push(JSON.stringify(await ask(door, 'GET', `/v1/clients/${id}/timeline`)))
      texts.push(JSON.stringify(await ask(door, 'GET', `/v1/clients/${id}/erasure`)))
    }
    for (const id of entries) texts.push(JSON.stringify(await ask(door, 'GET', `/v1/entries/${id}`)))
    return texts.join('\n')
  }
  const saidOfOthers = async (door: TestDoor): Promise<Set<string>> => {
    const said = new Set<string>()
    for (const id of otherEntries) {
      const entry = JSON.stringify(await ask(door, 'GET', `/v1/entries/${id}`))
      for (const [marker] of entry.matchAll(OTHER)) said.add(marker)
    }
    return said
  }

  beforeAll(async () => {
    await withDoor(await site.open(), keysDir, async door => {
      const workspace = await door.openWorkspace()
      ;({ workspaceId, key } = workspace)
      const cause = await append(door, { action: 'my.own' })
      const caused = (draft: Draft): Draft => (draft.causedBy === '' ? { ...draft, causedBy: cause } : draft)
      for (const draft of drafts) {
        erasedEntries.push(await append(door, caused(draft)))
        otherEntries.push(await append(door, caused(asOthers(draft))))
      }
      // Of one of each: the others' part must stay readable.
      const both: Draft = {
        action: 'booking.booked',
        clients: [drafts[0]!.client!, asOthers(drafts[0]!.client!)],
        object: { type: 'booking', id: 'shared' },
        state: { service: 'zqot900001z', startsAt: '2026-12-01T10:00:00Z' },
      }
      otherEntries.push(await append(door, both))
      await isWhole(door)
      const { clients } = await ask(door, 'GET', '/v1/clients?limit=200')
      erasedIds = clients
        .filter((one: any) => one.hostId.startsWith('zqmk'))
        .map((one: any) => one.id as string)
      expect(erasedIds.length).toBeGreaterThanOrEqual(drafts.length)
      expect(clients).toHaveLength(2 * erasedIds.length)
      othersSaid = await saidOfOthers(door)
      expect(othersSaid.size).toBeGreaterThan(places.size / 2)
      evidenceBefore = new Map(
        await Promise.all(
          [...erasedEntries, ...otherEntries.slice(-1)].map(
            async id => [id, await evidenceOf(door, id)] as const,
          ),
        ),
      )
      secrets.push((await door.daybook.keks.of(workspaceId, 1))!)
      const numbers = erasedIds.map(id => parseId('cl', id)!)
      await door.daybook.clientKeys.load(workspaceId, numbers)
      for (const id of numbers) {
        for (const kind of [0, -1, 2026])
          secrets.push(door.daybook.clientKeys.get(workspaceId, id, kind) ?? secrets[0]!)
      }
    })
    await site.backUp('before')
  }, 180_000)
  afterAll(async () => {
    await site.end()
    rmSync(root, { recursive: true, force: true })
  })

  test('the erasure: requests with every marker, a stream that nobody reads, and then the end of the keys', async () => {
    const opened = await site.open()
    const application = await applicationWith()({
      config: { ...readConfig({ data: root }, {}), keysDir },
      database: { urls: opened.urls, up: true, lost: new Promise(() => {}), close: async () => {} },
      log: pino({ level: 'trace' }, { write: line => void (log += line) }),
      address: 'http://127.0.0.1:1',
      stopping: new AbortController().signal,
    })
    const send = async (method: string, path: string, body?: unknown): Promise<Response> =>
      application.fetch(
        new Request(`http://127.0.0.1${path}`, {
          method,
          headers: { authorization: `Bearer ${key}` },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      )
    // Files that are made of a client: should the server keep any, it is found below.
    const made = [
      await send('GET', `/v1/clients/${erasedIds[0]}/export?notes=true`),
      await send('POST', '/v1/evidence', { entries: [erasedEntries[0]] }),
    ]
    for (const file of made) {
      expect(file.status).toBe(200)
      expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(1000)
    }
    const idle = await send('GET', '/v1/stream?lastSeq=0')
    await withDoor({ ...opened, close: async () => {} }, keysDir, async door => {
      for (const draft of drafts.slice(0, 3)) {
        await send('POST', '/v1/entries', { ...draft, key: undefined, causedBy: undefined })
        await send('POST', '/v1/entries', { ...draft, unknown: draft.client })
      }
      // Requests that fail are what a server logs.
      await onRows(opened.adminUrl, async admin => {
        for (const table of ['clients', 'links', 'entries']) {
          await admin.query(`alter table daybook.${table} rename to hidden`)
          const text = String(drafts[0]!.client?.id)
          await send('POST', '/v1/entries', { ...drafts[0]!, key: undefined, causedBy: undefined })
          for (const path of [`clients/${text}`, `clients/${text}/timeline?q=${text}`, `clients?q=${text}`])
            await send('GET', `/v1/${path}`)
          await send('POST', `/v1/clients/${text}/erase`, { mode: 'erase', reason: text })
          await admin.query(`alter table daybook.hidden rename to ${table}`)
        }
      })
      for (const id of erasedIds) {
        const receipt = await ask(door, 'POST', `/v1/clients/${id}/erase`, { mode: 'erase' })
        expect(receipt.stores.length).toBeGreaterThan(3)
      }
      await eraseDue(door.daybook, workspaceId)
      expect(door.daybook.keks.numbers(workspaceId)).toEqual([2])
      // Nothing that waited is handed out: the stream is cut off, and its reader begins again at what it had.
      const waited = await idle.text().catch((error: unknown) => String(error))
      expect(leaksOf(waited, ...ROWS_ONLY)).toEqual([])
      await isWhole(door)
    })
    await application.close()
    await opened.close()
    expect(log).toContain('request failed')
  }, 120_000)

  test('no table holds a marker, also none of those that stood beside a state in clear', async () => {
    const opened = await site.open()
    await onRows(opened.adminUrl, async admin => {
      const { rows: tables } = await admin.query(
        `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p', 'm') and n.nspname like 'daybook%'`,
      )
      expect(tables.length).toBeGreaterThan(20)
      for (const { name } of tables) {
        const { rows } = await admin.query(`select * from ${name}`)
        const text = rows
          .flatMap(row => Object.values(row))
          .map(value => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value)))
          .join('\n')
        expect([name, leaksOf(text)]).toEqual([name, []])
      }
      // For the files below: what is still in memory of the database is written.
      await admin.query('analyze')
      await admin.query('checkpoint')
    })
    await opened.close()
  })

  test('no file of the database, no dump, no log and no key file holds a marker or a destroyed key', async () => {
    await site.backUp('after')
    const needles = secrets.flatMap(secret => [
      secret,
      Buffer.from(secret.toString('base64').replace(/=+$/, '')),
      Buffer.from(secret.toString('base64url')),
      Buffer.from(secret.toString('hex')),
    ])
    let bytes = 0
    let inClear = 0
    function look(what: string, content: Buffer, alsoInClear: readonly string[]): void {
      bytes += content.length
      if (content.includes('zqmk')) {
        const text = content.toString('latin1')
        expect([what, leaksOf(text, ...alsoInClear)]).toEqual([what, []])
        inClear += [...text.matchAll(MARKER)].length
      }
      expect([what, needles.findIndex(needle => content.includes(needle))]).toEqual([what, -1])
    }
    for (const [file, content] of site.bytes()) look(file, content, ROWS_ONLY)
    for (const [file, content] of site.bytesOfBackup('after')) look(`after: ${file}`, content, ROWS_ONLY)
    // The rest of the data folder: keys, and whatever else a server keeps.
    for (const name of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (name.isFile()) look(name.name, readFileSync(join(name.parentPath, name.name)), [])
    }
    look('log', Buffer.from(log), [])
    // The look-out works: what is in clear on purpose was found.
    expect(inClear).toBeGreaterThan(0)
    expect(bytes).toBeGreaterThan(1024 * 1024)
  })

  test('no reader gets anything of the erased, and all of the others', async () => {
    await withDoor(await site.open(), keysDir, async door => {
      expect(leaksOf(await everythingRead(door, erasedEntries))).toEqual([])
      expect(await saidOfOthers(door)).toEqual(othersSaid)
      for (const id of erasedEntries) expect((await ask(door, 'GET', `/v1/entries/${id}`)).erased).toBe(true)
    })
  })

  test('evidence of an entry has the same leaf and the same place as before, and its salts are gone with it', async () => {
    await withDoor(await site.open(), keysDir, async door => {
      for (const [id, before] of evidenceBefore) {
        const { leaf, index, told } = await evidenceOf(door, id)
        expect([id, leaf, index]).toEqual([id, before.leaf, before.index])
        expect([id, leaksOf(told)]).toEqual([id, []])
        // Of an entry of the erased alone only the record can be disclosed: digests of nothing else have a salt.
        if (erasedEntries.includes(id))
          expect(told.match(/"(facts|client|client_\d+)",\{"_sd"/g) ?? []).toEqual([])
      }
    })
  })

  describe('a backup from before, with the keys of today', () => {
    const restoredKeys = join(root, 'restored')

    test('opens nothing of the erased by any key that there is', async () => {
      const opened = await site.openBackup('before')
      const keks: Buffer[] = []
      await withDoor(await site.open(), keysDir, async door => {
        for (const number of door.daybook.keks.numbers(workspaceId))
          keks.push((await door.daybook.keks.of(workspaceId, number))!)
      })
      const { keys, entries } = await onRows(opened.adminUrl, async admin => ({
        keys: (await admin.query('select client_id, kind, wrapped from daybook.client_keys')).rows,
        entries: (await admin.query('select * from daybook.entries order by seq')).rows,
      }))
      const unwrap = (by: Buffer, wrapped: Buffer): Buffer | undefined => {
        try {
          return unwrapKey(by, wrapped)
        } catch {
          return undefined
        }
      }
      // Nothing in the old dump opens by itself; the key backup of today gives back the others’ keys.
      expect(keys.length).toBeGreaterThan(100)
      for (const row of keys) for (const kek of keks) expect(unwrap(kek, row.wrapped)).toBeUndefined()
      const lines = readFileSync(join(keysDir, 'backup', readdirSync(join(keysDir, 'backup'))[0]!), 'utf8')
      const found: Buffer[] = []
      for (const line of lines.trim().split('\n').slice(1, -1)) {
        const [client, , wrapped] = JSON.parse(line)
        expect(erasedIds).not.toContain(client)
        found.push(unwrap(keks[0]!, Buffer.from(wrapped, 'base64'))!)
      }
      expect(found.length).toBeGreaterThan(100)
      expect(found).not.toContain(undefined)
      // And by brute force: every key on every sealed part, and on every wrapping of a part's own key.
      const erased = new Set(erasedIds)
      let opensOthers = 0
      for (const row of entries) {
        const own = readRecord(row.record).clientIds
        if (own.length === 0) continue
        const isErased = own.map(id => erased.has(formatId('cl', id)))
        const sealed = [
          ...(row.facts === null ? [] : [['facts', row.facts, isErased.every(Boolean)] as const]),
          ...[row.client, ...(row.more_clients === null ? [] : unframe(row.more_clients))].map(
            (part, i) => [i === 0 ? 'client' : `client_${i + 1}`, part, isErased[i]!] as const,
          ),
        ]
        const wraps: Buffer[] = []
        for (let at = 0; at < (row.facts_keys?.length ?? 0); at += WRAPPED_BYTES)
          wraps.push(row.facts_keys.subarray(at, at + WRAPPED_BYTES))
        const candidates = [
          ...keks,
          ...found,
          ...wraps.flatMap(wrap => found.flatMap(one => unwrap(one, wrap) ?? [])),
        ]
        for (const [name, part, gone] of sealed) {
          const opens = candidates.some(one => {
            try {
              open(one, part, partContext(row.leaf_hash, name))
              return true
            } catch {
              return false
            }
          })
          expect([row.seq, name, opens]).toEqual([row.seq, name, !gone])
          if (opens) opensOthers++
        }
      }
      expect(opensOthers).toBeGreaterThan(drafts.length)
      await opened.close()
    }, 120_000)

    test('is restored, erased again, and everything of the others is there', async () => {
      cpSync(keysDir, restoredKeys, { recursive: true })
      await withDoor(await site.openBackup('before'), restoredKeys, async door => {
        await restoreKeys(door.daybook, workspaceId)
        expect(leaksOf(await everythingRead(door, erasedEntries))).toEqual([])
        expect(await saidOfOthers(door)).toEqual(othersSaid)
        await eraseDue(door.daybook, workspaceId)
        const by = { workspaceId, kind: 'daybook', actor: { type: 'system' }, scopes: ['admin'] } as const
        await continueLog(door.daybook, by)
        await isWhole(door)
        // It goes on: the others are acted for as before, and an erased client's id is a new client.
        await append(door, { ...asOthers(drafts[0]!), key: undefined, causedBy: undefined })
        const again = await append(door, { ...drafts[0]!, key: undefined, causedBy: undefined })
        const entry = await ask(door, 'GET', `/v1/entries/${again}`)
        expect(erasedIds).not.toContain(entry.clients[0].id)
        await isWhole(door)
      })
    }, 120_000)
  })
})
