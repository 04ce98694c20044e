import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'
import { readBackup } from '../keys/key-backup.ts'
import { unwrapKey } from '../keys/seal.ts'
import { rotateKeys } from './rotate-keys.ts'
import { settleKeys } from './settle-keys.ts'

const FIXTURE = fileURLToPath(new URL('rotate-keys.fixture.ts', import.meta.url))
/** Enough for several transactions of a rotation. */
const CLIENTS = 600

let door: TestDoor
let admin: Client

beforeAll(async () => {
  door = await openTestDoor()
  admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin?.end()
  await door?.close()
})

const visit = (n: number) => ({
  action: 'client.updated',
  client: { id: `c${n}`, name: `Client ${n}` },
  state: { email: `c${n}@example.org` },
})

async function openLog(): Promise<TestWorkspace> {
  const log = await door.openWorkspace()
  for (let n = 0; n < CLIENTS; n += 300)
    await log.append(...Array.from({ length: 300 }, (_, i) => visit(n + i)))
  return log
}

/** Rotates in a process that is killed at a step, or after a while, or not at all. */
async function rotateInProcess(log: TestWorkspace, dieAt: string, pass = 0, after?: number): Promise<string> {
  const child = spawn(
    process.execPath,
    [FIXTURE, JSON.stringify(door.urls), door.keysDir, String(log.workspaceId), dieAt, String(pass)],
    { cwd: '/', env: {}, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = ''
  const begun = Promise.withResolvers<void>()
  child.stdout.setEncoding('utf8').on('data', text => {
    said += text
    begun.resolve()
  })
  const ended = Promise.withResolvers<NodeJS.Signals | null>()
  child.on('close', (_code, signal) => ended.resolve(signal))
  if (after !== undefined) {
    await begun.promise
    await sleep(after)
    child.kill('SIGKILL')
  }
  const signal = await ended.promise
  return said.includes('rotated') ? 'rotated' : String(signal)
}

interface Stored {
  client_id: number
  kind: number
  kek: number
  wrapped: Buffer
}
async function keysOf(log: TestWorkspace): Promise<Map<string, string>> {
  const { rows } = await admin.query<Stored>('select * from daybook.client_keys where workspace_id = $1', [
    log.workspaceId,
  ])
  const keys = new Map<string, string>()
  for (const row of rows) {
    const kek = await door.daybook.keks.of(log.workspaceId, row.kek)
    if (kek === undefined) throw new Error(`wrapped under ${row.kek}, which does not exist`)
    keys.set(`${row.client_id} ${row.kind}`, unwrapKey(kek, row.wrapped).toString('hex'))
  }
  return keys
}

/** One key in force, its file the only one, and a backup under it that holds everything but what came after it. */
async function isAtRest(
  log: TestWorkspace,
  before: ReadonlyMap<string, string>,
  cameAfter = 0,
): Promise<number> {
  const { rows } = await admin.query('select kek from daybook.keks where workspace_id = $1', [
    log.workspaceId,
  ])
  expect(rows).toHaveLength(1)
  const kek = rows[0].kek as number
  const own = (folder: string): string[] =>
    readdirSync(join(door.keysDir, folder)).filter(
      name => name.startsWith(log.id) && !name.endsWith('.unfinished'),
    )
  expect(own('kek')).toEqual([`${log.id}.${kek}.json`])
  expect(await keysOf(log)).toEqual(before)
  // Where the process was killed before it had done anything.
  if (kek === 1) return kek
  const key = (await door.daybook.keks.of(log.workspaceId, kek))!
  const backedUp = new Map<string, string>()
  const place = { folder: join(door.keysDir, 'backup'), workspaceId: log.workspaceId, kek }
  for await (const page of readBackup(place, key))
    for (const one of page)
      backedUp.set(`${one.clientId} ${one.kind}`, unwrapKey(key, one.wrapped).toString('hex'))
  for (const [name, bytes] of backedUp) expect([name, bytes]).toEqual([name, before.get(name)])
  expect(backedUp.size).toBeGreaterThanOrEqual(before.size - cameAfter)
  expect(own('backup')).toEqual([`${log.id}.${kek}.jsonl`])
  return kek
}

async function readsBack(log: TestWorkspace): Promise<void> {
  const fresh = await openTestDoor({ beside: door })
  try {
    for (const n of [0, 77, CLIENTS - 1]) {
      const response = await fresh.app.request(`/v1/clients/c${n}/timeline`, {
        headers: { authorization: `Bearer ${log.key}` },
      })
      const { entries } = (await response.json()) as any
      expect(entries[0].clients[0].name).toBe(`Client ${n}`)
    }
  } finally {
    await fresh.close()
  }
}

describe('a rotation that is killed', () => {
  test.each([
    ['made', 0],
    ['in force', 0],
    ['rewrapped', 0],
    ['rewrapped', 2],
    ['backed up', 0],
  ])(
    'once a key is %s (%i) is finished by the next start, and every entry opens meanwhile',
    async (step, pass) => {
      const log = await openLog()
      const before = await keysOf(log)
      expect(await rotateInProcess(log, step, pass)).toBe('SIGKILL')
      // As it was left, everything opens and new clients can come.
      expect(await keysOf(log)).toEqual(before)
      await readsBack(log)
      await log.append(visit(CLIENTS))
      const now = await keysOf(log)
      await settleKeys(door.daybook)
      expect(await isAtRest(log, now)).toBe(2)
      await readsBack(log)
    },
  )

  test('at any moment, again and again, while clients keep coming', async () => {
    const log = await openLog()
    let n = CLIENTS
    let rotated = 0
    let killed = 0
    for (let round = 0; round < 12; round++) {
      const rotating = rotateInProcess(log, 'none', 0, 20 + round * 9)
      await log.append(...Array.from({ length: 10 }, () => visit(n++)))
      if ((await rotating) === 'SIGKILL') killed++
      const now = await keysOf(log)
      if (round % 2 === 1) {
        await settleKeys(door.daybook)
        // A rotation may have ended just before the kill, and these clients came just after it.
        rotated = await isAtRest(log, now, 60)
      }
    }
    expect(killed).toBeGreaterThan(0)
    expect(rotated).toBeGreaterThan(1)
    await settleKeys(door.daybook)
    await isAtRest(log, await keysOf(log), 60)
    await readsBack(log)
  })

  test('is taken over by one that another server begins', async () => {
    const log = await openLog()
    const before = await keysOf(log)
    expect(await rotateInProcess(log, 'rewrapped', 1)).toBe('SIGKILL')
    await rotateKeys(door.daybook, log.workspaceId)
    expect(await isAtRest(log, before)).toBe(3)
  })
})

test('an erasure whose rotation was not even begun has it owed, once', async () => {
  const log = await openLog()
  const before = await keysOf(log)
  await door.daybook.ledger.record(log.workspaceId, {
    what: 'erased',
    client: 1,
    seq: 5,
    kek: 1,
    at: Date.now(),
  })
  for (let i = 0; i < 3; i++) await settleKeys(door.daybook)
  expect(await isAtRest(log, before)).toBe(2)
})

test('a workspace whose keys are missing keeps no other from being settled', async () => {
  const [first, broken, last] = [await door.openWorkspace(), await door.openWorkspace(), await openLog()]
  await admin.query('insert into daybook.keks values ($1, 9)', [broken.workspaceId])
  await expect(rotateInProcess(last, 'in force')).resolves.toBe('SIGKILL')
  const before = await keysOf(last)
  await settleKeys(door.daybook)
  await isAtRest(last, before)
  await first.append(visit(1))
  // And it says so itself.
  expect((await broken.call('POST', '/v1/entries', visit(1))).body).toMatchObject({
    code: 'keys_missing',
    detail: `Key 9 of ${broken.id} is not in the key folder: restore it from your backup of the key folder.`,
  })
})
