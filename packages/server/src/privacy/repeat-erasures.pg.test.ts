import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { backUpKeys } from '../actions/back-up-keys.ts'
import { restoreKeys } from '../actions/restore-keys.ts'
import { rotateKeys } from '../actions/rotate-keys.ts'
import { settleKeys } from '../actions/settle-keys.ts'
import { applicationWith } from '../application.ts'
import { readConfig } from '../config.ts'
import { openTestDoor, type TestDoor } from '../http/test-door.ts'
import { formatId } from '../ids.ts'
import { readBackup } from '../keys/key-backup.ts'
import { freshDatabase, type TestDatabase } from '../postgres/test-postgres.ts'
import { eraseDue } from './erase-due.ts'
import { repeatErasures } from './repeat-erasures.ts'

const root = mkdtempSync(join(tmpdir(), 'daybook-repeat-'))
/** Key folders: just after the erasures, before any key-encryption key was changed; and of today. */
const justAfter = join(root, 'just-after')
const today = join(root, 'today')
const live = join(root, 'live')
let database: TestDatabase
/** Of before the erasures. */
let dump: TestDatabase
let workspaceId: number
let key: string
/** Daybook's own ids, by the host's. */
const ids = new Map<string, string>()

beforeAll(async () => {
  database = await freshDatabase()
  let door = await openTestDoor({ urls: database.urls, keysDir: live })
  const workspace = await door.openWorkspace()
  ;({ workspaceId, key } = workspace)
  for (const name of ['erased', 'anonymised', 'twice', 'held', 'other', 'partner']) {
    const entry = await workspace.appendAndRead({
      action: 'booking.booked',
      client: { id: name, name: `Name of ${name}` },
      object: { type: 'booking', id: `b-${name}` },
      state: { service: `service of ${name}`, notes: `note of ${name}` },
    })
    ids.set(name, entry.clients[0]!.id)
  }
  await workspace.append({
    action: 'booking.booked',
    clients: [
      { id: 'erased', name: 'Name of erased' },
      { id: 'partner', name: 'Name of partner' },
    ],
    object: { type: 'booking', id: 'b-both' },
    state: { service: 'service of both', notes: 'note of both' },
  })
  await must(door, 'PUT', '/v1/clients/held/hold')
  await door.close()
  dump = await freshDatabase({ copyOf: database })

  door = await openTestDoor({ urls: database.urls, keysDir: live })
  await must(door, 'POST', '/v1/entries', { action: 'client.created', client: { id: 'later', name: 'Late' } })
  await must(door, 'POST', '/v1/clients/later/erase', { mode: 'erase' })
  await must(door, 'POST', '/v1/clients/erased/erase', { mode: 'erase' })
  await must(door, 'POST', '/v1/clients/anonymised/erase', { mode: 'anonymise' })
  await must(door, 'POST', '/v1/clients/twice/erase', { mode: 'anonymise' })
  await must(door, 'POST', `/v1/clients/${ids.get('twice')}/erase`, { mode: 'erase' })
  await must(door, 'DELETE', '/v1/clients/held/hold')
  await must(door, 'POST', '/v1/clients/held/erase', { mode: 'erase' })
  cpSync(live, justAfter, { recursive: true })
  await eraseDue(door.daybook, workspaceId)
  await door.close()
  cpSync(live, today, { recursive: true })
}, 120_000)
afterAll(async () => {
  await dump?.drop()
  await database?.drop()
  rmSync(root, { recursive: true, force: true })
})

async function ask(door: Pick<TestDoor, 'app'>, method: string, path: string, body?: unknown) {
  const response = await door.app.request(path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as any }
}
async function must(door: Pick<TestDoor, 'app'>, method: string, path: string, body?: unknown): Promise<any> {
  const answer = await ask(door, method, path, body)
  expect([method, path, answer.status, answer.body]).toEqual([
    method,
    path,
    expect.toBeOneOf([200, 201]),
    answer.body,
  ])
  return answer.body
}

let copies = 0
/** The dump restored into a database of its own, beside a copy of a key folder. */
async function withDump(
  keys: string,
  work: (restored: TestDatabase, keysDir: string) => Promise<void>,
): Promise<void> {
  const keysDir = join(root, `copy-${++copies}`)
  cpSync(keys, keysDir, { recursive: true })
  const restored = await freshDatabase({ copyOf: dump })
  try {
    await work(restored, keysDir)
  } finally {
    await restored.drop()
  }
}

/** Everything that readers get of the log, as text. */
async function everything(door: Pick<TestDoor, 'app'>): Promise<string> {
  const paths = [
    '/v1/entries?limit=200',
    '/v1/clients?limit=200',
    ...[...ids.values()].map(id => `/v1/clients/${id}/timeline`),
    ...[...ids.keys(), 'both'].map(name => `/v1/objects/booking/b-${name}/history`),
  ]
  const answers = await Promise.all(paths.map(path => ask(door, 'GET', path)))
  return JSON.stringify(answers.map(answer => answer.body))
}

async function isErasedAgain(door: Pick<TestDoor, 'app'>): Promise<void> {
  const text = await everything(door)
  for (const name of ['erased', 'twice', 'held']) {
    for (const what of ['Name', 'note', 'service']) expect(text).not.toContain(`${what} of ${name}`)
  }
  for (const what of ['Name', 'note']) expect(text).not.toContain(`${what} of anonymised`)
  // The business facts of who was anonymised stay, and whatever is of somebody else.
  expect(text).toContain('service of anonymised')
  for (const name of ['other', 'partner']) {
    for (const what of ['Name', 'note', 'service']) expect(text).toContain(`${what} of ${name}`)
  }
  expect(text).toContain('service of both')
  expect(text).toContain('note of both')
  const { entries } = await must(door, 'GET', '/v1/entries?order=desc&limit=200')
  const told = entries.filter((entry: any) => /^client\.(erased|anonymised)$/.test(entry.action))
  expect(told.map((entry: any) => `${entry.action} ${entry.clients[0].id}`).sort()).toEqual(
    [
      `client.anonymised ${ids.get('anonymised')}`,
      ...['erased', 'held', 'twice'].map(name => `client.erased ${ids.get(name)}`),
    ].sort(),
  )
  expect(told[0]).toMatchObject({ source: 'automated', rule: { id: 'erasure-ledger' } })
  const receipt = await must(door, 'GET', `/v1/clients/${ids.get('erased')}/erasure`)
  expect(receipt.mode).toBe('erase')
}

test('what was erased a moment ago, and the ledger has not heard of, is in no key backup any more', async () => {
  const keysDir = join(root, 'window')
  cpSync(live, keysDir, { recursive: true })
  const copied = await freshDatabase({ copyOf: dump })
  const door = await openTestDoor({ urls: copied.urls, keysDir })
  try {
    // As if nothing had ever been erased.
    rmSync(join(keysDir, 'ledger'), { recursive: true })
    rmSync(join(keysDir, 'kek'), { recursive: true })
    cpSync(join(justAfter, 'kek'), join(keysDir, 'kek'), { recursive: true })
    rmSync(join(keysDir, 'backup'), { recursive: true, force: true })
    mkdirSync(join(keysDir, 'ledger'))
    await backUpKeys(door.daybook, workspaceId)
    await must(door, 'POST', '/v1/clients/erased/erase', { mode: 'erase' })
    await must(door, 'POST', '/v1/clients/anonymised/erase', { mode: 'anonymise' })
    // The server that did it was killed before it wrote the ledger; another one rotates.
    rmSync(join(keysDir, 'ledger'), { recursive: true })
    mkdirSync(join(keysDir, 'ledger'))
    const { kek } = await rotateKeys(door.daybook, workspaceId)
    const place = { folder: join(keysDir, 'backup'), workspaceId, kek }
    const kinds = new Map<string, number[]>()
    for await (const page of readBackup(place, (await door.daybook.keks.of(workspaceId, kek))!)) {
      for (const { clientId, kind } of page) {
        const id = formatId('cl', clientId)
        kinds.set(id, [...(kinds.get(id) ?? []), kind])
      }
    }
    expect(kinds.get(ids.get('erased')!)).toBeUndefined()
    expect(kinds.get(ids.get('anonymised')!)).toEqual([0])
    expect(kinds.get(ids.get('other')!)).toHaveLength(3)
  } finally {
    await door.close()
    await copied.drop()
  }
})

describe('a backup from before the erasures', () => {
  test('with the keys of today is erased again by `keys restore`', async () => {
    await withDump(today, async (restored, keysDir) => {
      const door = await openTestDoor({ urls: restored.urls, keysDir })
      try {
        expect(await repeatErasures(door.daybook)).toBe(0)
        await restoreKeys(door.daybook, workspaceId)
        await isErasedAgain(door)
        expect(await repeatErasures(door.daybook)).toBe(0)
        await restoreKeys(door.daybook, workspaceId)
        await eraseDue(door.daybook, workspaceId)
        await settleKeys(door.daybook)
        await isErasedAgain(door)
        expect(door.failures).toEqual([])
      } finally {
        await door.close()
      }
    })
  })

  test('whose keys still exist, because nothing was rotated yet, is erased again by the start of a server', async () => {
    await withDump(justAfter, async (restored, keysDir) => {
      const config = { ...readConfig({ data: root }, {}), keysDir }
      const application = await applicationWith()({
        config,
        database: { urls: restored.urls, up: true, lost: new Promise(() => {}), close: async () => {} },
        log: pino({ level: 'silent' }),
        address: 'http://127.0.0.1:1',
        stopping: new AbortController().signal,
      })
      const app = {
        request: (path: string, init: RequestInit) =>
          application.fetch(new Request(`http://127.0.0.1${path}`, init)),
      } as unknown as TestDoor['app']
      await isErasedAgain({ app })
      await application.close()

      const door = await openTestDoor({ urls: restored.urls, keysDir })
      try {
        const before = door.daybook.keks.numbers(workspaceId)
        await settleKeys(door.daybook)
        expect(door.daybook.keks.numbers(workspaceId)).toEqual([before.at(-1)! + 1])
        await isErasedAgain(door)
      } finally {
        await door.close()
      }
    })
  })

  test('is erased again once, when two servers start on it at the same time', async () => {
    await withDump(justAfter, async (restored, keysDir) => {
      const first = await openTestDoor({ urls: restored.urls, keysDir })
      const second = await openTestDoor({ beside: first })
      try {
        await Promise.all([first, second].map(door => repeatErasures(door.daybook)))
        await isErasedAgain(first)
        await isErasedAgain(second)
      } finally {
        await second.close()
        await first.close()
      }
    })
  })
})
