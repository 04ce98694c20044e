import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  parseSignedCheckpoint,
  parseTrustPolicy,
  type VerifyCrypto,
  verifyCheckpoint,
  verifyEvidence,
} from '@daybook/protocol'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Principal } from '../entry/workspace.ts'
import { sha256 } from '../hashes.ts'
import { verifyEd25519 } from '../keys/signing/verify-ed25519.ts'
import { type OpenDaybook, openDaybook } from '../open-daybook.ts'
import { freshDatabase, type TestDatabase } from '../postgres/test-postgres.ts'
import { urlOfDatabase } from '../store/database-url.ts'
import { checkLog } from './check-log.ts'
import { appendEntries } from './append-entries.ts'
import { continueLog } from './continue-log.ts'
import { createWorkspace } from './create-workspace.ts'
import { proveEntry } from './prove-entry.ts'
import { readEntries } from './read-entries.ts'
import { readEntry } from './read-entry.ts'
import { readTrustPolicy } from './read-trust-policy.ts'

const crypto: VerifyCrypto = { sha256, verifyEd25519 }
let database: TestDatabase
let keysDir: string
let copies: string[]
let now = Date.UTC(2026, 10, 22)

beforeEach(async () => {
  database = await freshDatabase()
  keysDir = mkdtempSync(join(tmpdir(), 'daybook-keys-'))
  copies = []
  return async () => {
    for (const name of copies) await asAdmin(`drop database ${name} with (force)`)
    await database.drop()
  }
})
afterEach(() => rmSync(keysDir, { recursive: true }))

async function asAdmin(sql: string): Promise<void> {
  const client = new Client({ connectionString: urlOfDatabase(database.adminUrl, 'postgres') })
  await client.connect()
  await client.query(sql)
  await client.end()
}

/** A copy of the database as it is, which nobody may have open. */
async function dump(name = database.name): Promise<string> {
  const copy = `${database.name}_${copies.length}`
  await asAdmin(`create database ${copy} template ${name}`)
  copies.push(copy)
  return copy
}

async function on<T>(name: string, work: (daybook: OpenDaybook) => Promise<T>): Promise<T> {
  const { owner, app, jobs, auth } = database.urls
  const of = (url: string): string => urlOfDatabase(url, name)
  const urls = { owner: of(owner), app: of(app), jobs: of(jobs), auth: of(auth) }
  const daybook = openDaybook(urls, keysDir, { now: () => (now += 1500) })
  try {
    return await work(daybook)
  } finally {
    await daybook.close()
  }
}

const owner = (workspaceId: number): Principal => ({
  workspaceId,
  kind: 'daybook',
  actor: { type: 'system' },
  scopes: ['admin'],
})

async function append(daybook: OpenDaybook, by: Principal, count: number, mark: string): Promise<string[]> {
  const entries = Array.from({ length: count }, (_, i) => ({ action: 'my.own', data: { mark, i } }))
  return (await appendEntries(daybook, by, { entries }, 1000)).map(receipt => receipt.id)
}

test('an older dump is not signed until its log goes on as a new generation, which proves old and new entries', async () => {
  let by!: Principal
  let before: string[] = []
  let lost: string[] = []
  let oldNote = ''
  let oldPolicy = ''
  await on(database.name, async daybook => {
    by = owner((await createWorkspace(daybook, { name: 'Practice', timeZone: 'UTC' })).id)
    before = await append(daybook, by, 300, 'before')
    await daybook.checkpoints.current(by.workspaceId)
  })
  const old = await dump()
  await on(database.name, async daybook => {
    lost = await append(daybook, by, 40, 'lost')
    oldNote = (await daybook.checkpoints.current(by.workspaceId)).checkpoint.note
    oldPolicy = await readTrustPolicy(daybook, by)
    await expect(continueLog(daybook, by)).rejects.toMatchObject({ code: 'log_is_whole' })
  })
  await on(old, async daybook => {
    await expect(daybook.checkpoints.current(by.workspaceId)).rejects.toMatchObject({ code: 'log_went_back' })
    await expect(proveEntry(daybook, by, before[0]!)).rejects.toMatchObject({ code: 'log_went_back' })
    // The server goes on taking entries in, also past what was signed.
    const between = await append(daybook, by, 50, 'between')
    await expect(daybook.checkpoints.current(by.workspaceId)).rejects.toMatchObject({ code: 'log_diverged' })

    const continued = await continueLog(daybook, by)
    expect(continued).toMatchObject({ generation: 1, seq: 352, signedBefore: 341 })
    expect(continued.origin).toMatch(/\/1$/)
    const [started] = (
      await readEntries(daybook, by, { subject: { of: 'log' }, filter: {}, order: 'desc', limit: 1 })
    ).entries
    expect(started).toMatchObject({
      seq: 352,
      action: 'log.generation_started',
      data: { generation: 1, seq: 352, checkpoint: oldNote },
    })
    expect(started!.sentence).toContain('352')

    const after = await append(daybook, by, 3, 'after')
    const policy = await parseTrustPolicy(await readTrustPolicy(daybook, by), crypto)
    for (const id of [before[0]!, between[0]!, started!.id, after[2]!]) {
      const proof = await proveEntry(daybook, by, id)
      const verified = await verifyEvidence(Buffer.from(proof), policy, crypto)
      expect(verified).toMatchObject({ ok: true, seq: (await readEntry(daybook, by, id)).seq })
      expect(proof).toContain(continued.origin)
    }
    // What was signed before verifies still, by old and new policy.
    expect((await verifyCheckpoint(oldNote, policy, crypto)).size).toBe(341)
    expect((await verifyCheckpoint(oldNote, await parseTrustPolicy(oldPolicy, crypto), crypto)).size).toBe(
      341,
    )
    // An entry of the new generation is not one that was lost, though it may have its place.
    for (const id of [started!.id, ...after]) expect(lost).not.toContain(id)
    expect(new Set([...before, ...between, started!.id, ...after]).size).toBe(354)
    await expect(continueLog(daybook, by)).rejects.toMatchObject({ code: 'log_is_whole' })
  })
  // The database from before the restore is no longer the log.
  await on(database.name, async daybook => {
    await append(daybook, by, 1, 'late')
    await expect(daybook.checkpoints.current(by.workspaceId)).rejects.toMatchObject({ code: 'log_went_back' })
  })
})

test('where a check has named the loss, the continued log is signed all the same, and the next check finds it whole', async () => {
  let by!: Principal
  await on(database.name, async daybook => {
    by = owner((await createWorkspace(daybook, { name: 'Practice', timeZone: 'UTC' })).id)
    await append(daybook, by, 20, 'before')
    await daybook.checkpoints.current(by.workspaceId)
  })
  const old = await dump()
  await on(database.name, async daybook => {
    await append(daybook, by, 20, 'lost')
    await daybook.checkpoints.current(by.workspaceId)
  })
  await on(old, async daybook => {
    expect((await checkLog(daybook, by.workspaceId))?.problems.length).toBeGreaterThan(0)
    // The check told of it in an entry, in the place of one that was lost.
    await continueLog(daybook, by)
    const { note } = (await daybook.checkpoints.current(by.workspaceId)).checkpoint
    expect(parseSignedCheckpoint(note).origin).toMatch(/\/1$/)
    expect((await checkLog(daybook, by.workspaceId))?.problems).toEqual([])
  })
})

test('a second restore goes on behind the generation that was signed last', async () => {
  let by!: Principal
  await on(database.name, async daybook => {
    by = owner((await createWorkspace(daybook, { name: 'Practice', timeZone: 'UTC' })).id)
    await daybook.checkpoints.current(by.workspaceId)
  })
  const empty = await dump()
  await on(database.name, async daybook => {
    await append(daybook, by, 5, 'lost')
    await daybook.checkpoints.current(by.workspaceId)
  })
  const again = await dump(empty)
  await on(empty, async daybook => {
    expect((await continueLog(daybook, by)).generation).toBe(1)
    await append(daybook, by, 5, 'lost too')
    await daybook.checkpoints.current(by.workspaceId)
  })
  await on(again, async daybook => {
    await expect(daybook.checkpoints.current(by.workspaceId)).rejects.toMatchObject({ code: 'log_went_back' })
    const continued = await continueLog(daybook, by)
    expect(continued).toMatchObject({ generation: 2, seq: 2, signedBefore: 7 })
    const { note } = (await daybook.checkpoints.current(by.workspaceId)).checkpoint
    expect(parseSignedCheckpoint(note).origin).toBe(continued.origin)
    const id = (await append(daybook, by, 1, 'new'))[0]!
    expect((await readEntry(daybook, by, id)).seq).toBe(3)
  })
})

test('a log that is damaged inside does not go on', async () => {
  let by!: Principal
  await on(database.name, async daybook => {
    by = owner((await createWorkspace(daybook, { name: 'Practice', timeZone: 'UTC' })).id)
    await append(daybook, by, 20, 'x')
    await daybook.checkpoints.current(by.workspaceId)
    const client = new Client({ connectionString: database.adminUrl })
    await client.connect()
    await client.query(`set daybook.workspace = '${by.workspaceId}'`)
    await client.query(`update daybook.entries set leaf_hash = sha256('x') where seq = 3`)
    await client.query(`update daybook.log_heads set root = sha256('y')`)
    await client.end()
    await expect(continueLog(daybook, by)).rejects.toMatchObject({ code: 'log_damaged' })
    expect(
      (await readEntries(daybook, by, { subject: { of: 'log' }, filter: {}, order: 'desc', limit: 50 }))
        .entries,
    ).toHaveLength(21)
  })
})
