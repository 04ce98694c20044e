import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'
import { unwrapKey } from '../keys/seal.ts'
import { finishRotation, rotateKeys, type RotationStep } from './rotate-keys.ts'

let door: TestDoor
let beside: TestDoor
let workspace: TestWorkspace
let admin: Client

beforeAll(async () => {
  door = await openTestDoor()
  beside = await openTestDoor({ beside: door })
  workspace = await door.openWorkspace()
  admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin?.end()
  await beside?.close()
  await door?.close()
})

const booking = (n: number, clients = 40) => ({
  action: 'booking.booked',
  client: { id: `c${n % clients}`, name: `Client ${n % clients}` },
  object: { type: 'booking', id: `b${n}` },
  state: { service: 'Massage', notes: `note ${n}` },
})

interface StoredKey {
  client_id: string
  kind: number
  kek: number
  wrapped: Buffer
}
async function storedKeys(of = workspace): Promise<StoredKey[]> {
  const { rows } = await admin.query<StoredKey>(
    'select * from daybook.client_keys where workspace_id = $1 order by client_id, kind',
    [of.workspaceId],
  )
  return rows
}
async function storedKeks(of = workspace): Promise<number[]> {
  const { rows } = await admin.query('select kek from daybook.keks where workspace_id = $1 order by 1', [
    of.workspaceId,
  ])
  return rows.map(row => row.kek as number)
}
const kekFiles = (of = workspace): string[] =>
  readdirSync(join(door.keysDir, 'kek')).filter(name => name.startsWith(of.id))
const backupFiles = (of = workspace): string[] =>
  readdirSync(join(door.keysDir, 'backup')).filter(name => name.startsWith(of.id))

/** What every client key is, opened with the KEKs that exist. */
async function openedKeys(of = workspace): Promise<Map<string, string>> {
  const opened = new Map<string, string>()
  for (const row of await storedKeys(of)) {
    const kek = await door.daybook.keks.of(of.workspaceId, row.kek)
    if (kek === undefined) throw new Error(`a key is wrapped under ${row.kek}, which does not exist`)
    opened.set(`${row.client_id} ${row.kind}`, unwrapKey(kek, row.wrapped).toString('hex'))
  }
  return opened
}

/** Another server, which has nothing in memory, reads everything. */
async function readsWhole(of: TestWorkspace, entries: number): Promise<void> {
  const fresh = await openTestDoor({ beside: door })
  try {
    const other = { ...of, call: undefined }
    const response = await fresh.app.request('/v1/entries/counts', {
      headers: { authorization: `Bearer ${other.key}` },
    })
    expect(response.status).toBe(200)
    for (let n = 0; n < entries; n += Math.ceil(entries / 10)) {
      const found = await fresh.app.request(`/v1/objects/booking/b${n}/history`, {
        headers: { authorization: `Bearer ${other.key}` },
      })
      const page = (await found.json()) as any
      expect(page.entries[0].erased).toBe(false)
      expect(JSON.stringify(page)).toContain(`note ${n}`)
    }
  } finally {
    await fresh.close()
  }
}

describe('a rotation', () => {
  test('wraps every client key anew, writes a key backup, and destroys the key before', async () => {
    await workspace.append(...Array.from({ length: 900 }, (_, n) => booking(n, 300)))
    const before = await openedKeys()
    const wrappedBefore = new Set((await storedKeys()).map(row => row.wrapped.toString('hex')))
    const firstKek = (await door.daybook.keks.of(workspace.workspaceId, 1))!
    const steps: RotationStep[] = []

    const rotation = await rotateKeys(door.daybook, workspace.workspaceId, step => steps.push(step))

    expect(rotation).toMatchObject({ kek: 2, rewrapped: before.size, keys: before.size })
    expect([...new Set(steps.map(step => step.step))]).toEqual([
      'made',
      'in force',
      'rewrapped',
      'backed up',
      'destroyed',
    ])
    // Several transactions, none of them large.
    expect(steps.filter(step => step.step === 'rewrapped').length).toBeGreaterThan(1)
    expect(await openedKeys()).toEqual(before)
    expect(await storedKeks()).toEqual([2])
    expect(kekFiles()).toEqual([`${workspace.id}.2.json`])
    expect(await door.daybook.keks.of(workspace.workspaceId, 1)).toBeUndefined()
    for (const row of await storedKeys()) {
      expect(wrappedBefore.has(row.wrapped.toString('hex'))).toBe(false)
      expect(() => unwrapKey(firstKek, row.wrapped)).toThrow()
    }
    await readsWhole(workspace, 900)
  })

  test('leaves files that only their owner may read', () => {
    for (const file of [...kekFiles().map(name => `kek/${name}`), ...backupFiles().map(n => `backup/${n}`)])
      expect([file, statSync(join(door.keysDir, file)).mode & 0o777]).toEqual([file, 0o600])
    for (const folder of ['kek', 'mac', 'backup'])
      expect(statSync(join(door.keysDir, folder)).mode & 0o777).toBe(0o700)
  })

  test('keeps only the newest key backup, which holds every key under the newest key', async () => {
    await rotateKeys(door.daybook, workspace.workspaceId)
    expect(backupFiles()).toEqual([`${workspace.id}.3.jsonl`])
    const lines = readFileSync(join(door.keysDir, 'backup', backupFiles()[0]!), 'utf8')
      .trim()
      .split('\n')
    expect(lines.length).toBe((await storedKeys()).length + 2)
  })

  test('is refused where a key is wrapped under a key that is not there, and destroys nothing', async () => {
    const other = await door.openWorkspace()
    await other.append(booking(1))
    await admin.query('insert into daybook.keks (workspace_id, kek) values ($1, 7)', [other.workspaceId])
    await expect(rotateKeys(door.daybook, other.workspaceId)).rejects.toMatchObject({ code: 'keys_missing' })
    expect(kekFiles(other)).toEqual([`${other.id}.1.json`])
    await expect(rotateKeys(door.daybook, 1)).rejects.toMatchObject({ code: 'keys_missing' })
  })

  test('ends with nothing to finish', async () => {
    expect(await finishRotation(door.daybook, workspace.workspaceId)).toBeUndefined()
  })
})

describe('beside a rotation', () => {
  test('two servers append for old and new clients, and no key ends under one that was destroyed', async () => {
    const log = await door.openWorkspace()
    const other = { ...log, append: sendingTo(beside, log) }
    await log.append(...Array.from({ length: 500 }, (_, n) => booking(n, 250)))
    let stopped = false
    let sent = 500
    const writing = [log, other].map(async one => {
      while (!stopped) {
        const from = sent
        sent += 20
        await one.append(...Array.from({ length: 20 }, (_, i) => booking(from + i, from + i + 1)))
      }
    })
    for (let i = 0; i < 6; i++) await rotateKeys((i % 2 === 0 ? door : beside).daybook, log.workspaceId)
    stopped = true
    await Promise.all(writing)
    expect(door.failures.concat(beside.failures)).toEqual([])
    expect(await storedKeks(log)).toEqual([7])
    expect(new Set((await storedKeys(log)).map(row => row.kek))).toEqual(new Set([7]))
    expect(sent).toBeGreaterThan(500)
    await openedKeys(log)
    await readsWhole(log, sent)
  })

  test('another server rotates the same workspace: both end, with one key and one backup', async () => {
    const log = await door.openWorkspace()
    await log.append(...Array.from({ length: 900 }, (_, n) => booking(n, 900)))
    const before = await openedKeys(log)
    for (let round = 0; round < 5; round++) {
      const rotations = await Promise.all(
        [door, beside, door].map(one => rotateKeys(one.daybook, log.workspaceId)),
      )
      const kek = Math.max(...rotations.map(rotation => rotation.kek))
      expect(await storedKeks(log)).toEqual([kek])
      expect(kekFiles(log)).toEqual([`${log.id}.${kek}.json`])
      expect(backupFiles(log)).toEqual([`${log.id}.${kek}.jsonl`])
      expect(await openedKeys(log)).toEqual(before)
      for (const one of [door, beside])
        expect(await finishRotation(one.daybook, log.workspaceId)).toBeUndefined()
    }
    await readsWhole(log, 900)
  })

  test('a row that somebody holds is left for later, and nothing waits for it while holding others', async () => {
    const log = await door.openWorkspace()
    await log.append(...Array.from({ length: 20 }, (_, n) => booking(n, 20)))
    const [held] = await storedKeys(log)
    await admin.query('begin')
    await admin.query(
      'select from daybook.client_keys where workspace_id = $1 and client_id = $2 for update',
      [log.workspaceId, held!.client_id],
    )
    let ended = false
    const rotating = rotateKeys(door.daybook, log.workspaceId).then(rotation => {
      ended = true
      return rotation
    })
    // Appends go on meanwhile, for the client whose keys are held too.
    for (let n = 20; n < 40; n++) await log.append(booking(n, 20))
    expect(ended).toBe(false)
    expect(existsSync(join(door.keysDir, 'kek', `${log.id}.1.json`))).toBe(true)
    await admin.query('rollback')
    expect(await rotating).toMatchObject({ kek: 2 })
    await readsWhole(log, 40)
  })

  test('the database itself refuses a key under a destroyed one, and to let one go that is in use', async () => {
    const log = await door.openWorkspace()
    await log.append(booking(1))
    await rotateKeys(door.daybook, log.workspaceId)
    const [key] = await storedKeys(log)
    await expect(
      admin.query(
        'insert into daybook.client_keys (workspace_id, client_id, kind, kek, wrapped) values ($1, 5, 0, 1, $2)',
        [log.workspaceId, key!.wrapped],
      ),
    ).rejects.toMatchObject({ code: '23503' })
    await expect(
      admin.query('delete from daybook.keks where workspace_id = $1', [log.workspaceId]),
    ).rejects.toMatchObject({ code: '23503' })
  })
})

function sendingTo(to: TestDoor, of: TestWorkspace): TestWorkspace['append'] {
  return async (...drafts) => {
    const response = await to.app.request('/v1/entries', {
      method: 'POST',
      headers: { authorization: `Bearer ${of.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ entries: drafts }),
    })
    const answer = (await response.json()) as any
    if (response.status > 201) throw new Error(JSON.stringify(answer))
    return answer.entries
  }
}
