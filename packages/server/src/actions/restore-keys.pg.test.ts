import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor } from '../http/test-door.ts'
import { parseId } from '../ids.ts'
import { freshDatabase, type TestDatabase } from '../postgres/test-postgres.ts'
import { backUpKeys, isBackedUp } from './back-up-keys.ts'
import { restoreKeys } from './restore-keys.ts'
import { rotateKeys } from './rotate-keys.ts'

/** One practice, dumped on three days: under key 1; under key 2 with more clients; and as it is now, under key 3. */
let database: TestDatabase
const dumps: TestDatabase[] = []
const root = mkdtempSync(join(tmpdir(), 'daybook-restore-'))
/** The key folder of today; each test works on a copy. */
const today = join(root, 'today')
let workspaceId: number
let id: string
let key: string

const visit = (n: number) => ({
  action: 'booking.booked',
  client: { id: `c${n}`, name: `Client ${n}` },
  object: { type: 'booking', id: `b${n}` },
  state: { service: 'Massage', notes: `note of ${n}` },
})

beforeAll(async () => {
  database = await freshDatabase()
  async function day(work: (door: TestDoor) => Promise<void>): Promise<void> {
    const door = await openTestDoor({ urls: database.urls, keysDir: today })
    try {
      await work(door)
      // As the server does every hour where keys were made since.
      expect(await isBackedUp(door.daybook, workspaceId)).toBe(false)
      await backUpKeys(door.daybook, workspaceId)
      expect(await isBackedUp(door.daybook, workspaceId)).toBe(true)
    } finally {
      await door.close()
    }
    dumps.push(await freshDatabase({ copyOf: database }))
  }
  async function see(door: TestDoor, from: number, to: number): Promise<void> {
    const response = await door.app.request('/v1/entries', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ entries: Array.from({ length: to - from }, (_, i) => visit(from + i)) }),
    })
    expect(response.status).toBe(201)
  }
  await day(async door => {
    const workspace = await door.openWorkspace()
    ;({ workspaceId, id, key } = workspace)
    await see(door, 0, 20)
  })
  await day(async door => {
    await rotateKeys(door.daybook, workspaceId)
    await see(door, 10, 40)
  })
  await day(async door => {
    await rotateKeys(door.daybook, workspaceId)
    await see(door, 30, 60)
  })
}, 120_000)
afterAll(async () => {
  for (const dump of dumps) await dump.drop()
  await database?.drop()
  rmSync(root, { recursive: true, force: true })
})

let copies = 0
/** Restores a dump into a database of its own, beside a copy of a key folder. */
async function withDump(
  which: 0 | 1 | 2,
  keys: string,
  work: (door: TestDoor, keysDir: string, restored: TestDatabase) => Promise<void>,
  keepKeys = false,
): Promise<void> {
  const keysDir = keepKeys ? keys : join(root, `keys-${++copies}`)
  if (!keepKeys) cpSync(keys, keysDir, { recursive: true })
  const restored = await freshDatabase({ copyOf: dumps[which]! })
  const door = await openTestDoor({ urls: restored.urls, keysDir })
  try {
    await work(door, keysDir, restored)
  } finally {
    await door.close()
    await restored.drop()
  }
}

async function ask(door: TestDoor, path: string, body?: unknown): Promise<{ status: number; body: any }> {
  const response = await door.app.request(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

/** What a reader finds of a client: the note of the last booking, `erased`, or the code of a refusal. */
async function findOf(door: TestDoor, n: number): Promise<string> {
  const { status, body } = await ask(door, `/v1/objects/booking/b${n}/history`)
  if (status !== 200) return body.code
  const [entry] = body.entries
  if (entry.clients[0].erased) return 'erased'
  return JSON.stringify(body.entries)
}
async function allOpens(door: TestDoor, to: number): Promise<void> {
  for (let n = 0; n < to; n += 3) {
    expect([n, await findOf(door, n)]).toEqual([n, expect.stringContaining(`Client ${n}`)])
    expect([n, await findOf(door, n)]).toEqual([n, expect.stringContaining(`note of ${n}`)])
  }
  expect((await ask(door, '/v1/clients?limit=200')).body.clients).toHaveLength(to)
}

describe('a dump from before a rotation, with the keys of today', () => {
  test('opens nothing by itself, and says what to do', async () => {
    await withDump(0, today, async door => {
      expect(await findOf(door, 3)).toBe('keys_missing')
      const refused = await ask(door, '/v1/entries', visit(99))
      expect(refused.status).toBe(503)
      expect(refused.body.detail).toBe(
        `The database is older than the keys of ${id}: run \`daybook keys restore --workspace ${id}\`.`,
      )
      // A rotation would only destroy more.
      await expect(rotateKeys(door.daybook, workspaceId)).rejects.toMatchObject({ code: 'keys_missing' })
    })
  })

  test.each([
    [0, 20],
    [1, 40],
    [2, 60],
  ] as const)('opens whole after `keys restore`: dump %i with %i clients', async (which, clients) => {
    await withDump(which, today, async door => {
      for (let i = 0; i < 2; i++)
        expect(await restoreKeys(door.daybook, workspaceId)).toMatchObject({ kek: 3, dropped: 0 })
      await allOpens(door, clients)
      expect((await ask(door, '/v1/entries', visit(99))).status).toBe(201)
      expect(await rotateKeys(door.daybook, workspaceId)).toMatchObject({ kek: 4 })
      expect(await findOf(door, 99)).toContain('note of 99')
    })
  })

  test('is restored by mistake and rotated, and a newer dump still opens whole after it', async () => {
    await withDump(0, today, async (door, keysDir) => {
      await restoreKeys(door.daybook, workspaceId)
      await rotateKeys(door.daybook, workspaceId)
      await rotateKeys(door.daybook, workspaceId)
      for (const [which, clients] of [
        [1, 40],
        [2, 60],
      ] as const) {
        await withDump(
          which,
          keysDir,
          async later => {
            await restoreKeys(later.daybook, workspaceId)
            await allOpens(later, clients)
          },
          true,
        )
      }
    })
  })

  test('opens nothing of a client whom the ledger names, and everything of the others', async () => {
    const keysDir = join(root, 'with-erasure')
    cpSync(today, keysDir, { recursive: true })
    await withDump(
      2,
      keysDir,
      async (door, _keys, restored) => {
        const erased = parseId('cl', (await ask(door, '/v1/clients/c4')).body.id)!
        const anonymised = parseId('cl', (await ask(door, '/v1/clients/c5')).body.id)!
        await door.daybook.ledger.record(workspaceId, {
          what: 'erased',
          client: erased,
          seq: 90,
          kek: 3,
          at: 1,
        })
        await door.daybook.ledger.record(workspaceId, {
          what: 'anonymised',
          client: anonymised,
          seq: 91,
          kek: 3,
          at: 1,
        })
        const admin = new Client({ connectionString: restored.adminUrl })
        await admin.connect()
        await admin.query('delete from daybook.client_keys where client_id = $1', [erased])
        await admin.query('delete from daybook.client_keys where client_id = $1 and kind <> 0', [anonymised])
        await admin.end()
        await rotateKeys(door.daybook, workspaceId)
      },
      true,
    )
    for (const which of [0, 1, 2] as const) {
      await withDump(which, keysDir, async door => {
        const { dropped } = await restoreKeys(door.daybook, workspaceId)
        // Facts, profile and the year of the one; profile and year of the other.
        expect(dropped).toBe(5)
        expect(await findOf(door, 4)).toMatch(/erased|not_found/)
        expect(await findOf(door, 5)).toMatch(/erased/)
        for (const n of [3, 6, 19]) expect(await findOf(door, n)).toContain(`note of ${n}`)
      })
    }
  })
})

describe('a restore', () => {
  test('that was killed halfway is run again', async () => {
    await withDump(0, today, async (door, _keys, restored) => {
      await expect(
        restoreKeys(door.daybook, workspaceId, {
          onKeys: () => {
            throw new Error('killed')
          },
        }),
      ).rejects.toThrow('killed')
      const admin = new Client({ connectionString: restored.adminUrl })
      await admin.connect()
      await admin.query('delete from daybook.client_keys where kek = 3 and client_id % 2 = 0')
      await admin.end()
      await restoreKeys(door.daybook, workspaceId)
      await allOpens(door, 20)
    })
  })

  test('takes backups from another folder, and keeps them', async () => {
    const outside = join(root, 'outside')
    await withDump(2, today, async door => {
      const backup = await backUpKeys(door.daybook, workspaceId, { folder: outside })
      expect(backup!.path.startsWith(outside)).toBe(true)
    })
    await withDump(0, today, async (door, keysDir) => {
      rmSync(join(keysDir, 'backup'), { recursive: true })
      await expect(restoreKeys(door.daybook, workspaceId)).rejects.toThrow(`There is no key backup of ${id}`)
      await restoreKeys(door.daybook, workspaceId, { folder: outside })
      await allOpens(door, 20)
      await rotateKeys(door.daybook, workspaceId)
      await withDump(
        1,
        keysDir,
        async later => {
          await restoreKeys(later.daybook, workspaceId)
          await allOpens(later, 40)
        },
        true,
      )
    })
  })

  test('refuses a backup that was changed anywhere, or cut off, and writes nothing', async () => {
    await withDump(0, today, async (door, keysDir) => {
      const path = join(keysDir, 'backup', `${id}.3.jsonl`)
      const whole = readFileSync(path, 'utf8')
      const lines = whole.trimEnd().split('\n')
      const changed = [
        whole.slice(0, -20),
        lines.slice(0, -1).join('\n'),
        [lines[0], ...lines.slice(2)].join('\n'),
        [lines[0], lines[2], lines[1], ...lines.slice(3)].join('\n'),
        whole.replace('"kek":3', '"kek":2'),
        whole.replace(/"at":"20/, '"at":"19'),
        `${whole}${lines[1]}\n`,
        '',
      ]
      for (const text of changed) {
        writeFileSync(path, text)
        await expect(restoreKeys(door.daybook, workspaceId)).rejects.toMatchObject({ code: 'keys_missing' })
      }
      expect(await findOf(door, 3)).toBe('keys_missing')
      writeFileSync(path, whole)
      await restoreKeys(door.daybook, workspaceId)
      await allOpens(door, 20)
    })
  })

  test('refuses a database that is newer than the key folder, and touches nothing', async () => {
    // A copy of the key folder from before the last rotation.
    await withDump(1, today, async (_door, older) => {
      const keksDir = join(older, 'kek')
      rmSync(join(keksDir, `${id}.3.json`))
      mkdirSync(join(older, 'kek'), { recursive: true })
      writeFileSync(
        join(keksDir, `${id}.2.json`),
        JSON.stringify({ version: 1, guard: 'file', key: Buffer.alloc(32, 7).toString('base64') }),
      )
      await withDump(2, older, async (door, _keys, restored) => {
        expect((await ask(door, '/v1/clients/c1/timeline')).body.detail).toBe(
          `Key 3 of ${id} is not in the key folder: restore it from your backup of the key folder.`,
        )
        await expect(restoreKeys(door.daybook, workspaceId)).rejects.toMatchObject({ code: 'keys_missing' })
        await expect(rotateKeys(door.daybook, workspaceId)).rejects.toMatchObject({ code: 'keys_missing' })
        const admin = new Client({ connectionString: restored.adminUrl })
        await admin.connect()
        const { rows } = await admin.query('select distinct kek from daybook.client_keys')
        await admin.end()
        expect(rows).toEqual([{ kek: 3 }])
      })
    })
  })

  test('of a key that has the right number and is another one is told apart', async () => {
    await withDump(2, today, async (_door, keysDir) => {
      writeFileSync(
        join(keysDir, 'kek', `${id}.3.json`),
        JSON.stringify({ version: 1, guard: 'file', key: Buffer.alloc(32, 7).toString('base64') }),
      )
      await withDump(2, keysDir, async door => {
        const { status, body } = await ask(door, '/v1/clients/c1/timeline')
        expect([status, body.code]).toEqual([503, 'keys_missing'])
        expect(body.detail).toContain('is not the one under which')
        await expect(rotateKeys(door.daybook, workspaceId)).rejects.toMatchObject({ code: 'keys_missing' })
      })
    })
  })

  test('of a workspace that was never rotated nor backed up has nothing to do', async () => {
    await withDump(2, today, async (door, keysDir) => {
      rmSync(join(keysDir, 'backup'), { recursive: true })
      expect(await restoreKeys(door.daybook, workspaceId)).toEqual({ kek: 3, keys: 0, dropped: 0 })
      await allOpens(door, 60)
    })
  })

  test('leaves the key folder of today as it was', () => {
    expect(readdirSync(join(today, 'kek'))).toEqual([`${id}.3.json`])
    expect(readdirSync(join(today, 'backup'))).toEqual([`${id}.3.jsonl`])
    copyFileSync(join(today, 'backup', `${id}.3.jsonl`), join(root, 'kept'))
  })
})
