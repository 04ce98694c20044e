import {
  decodeBase64url,
  parseLogLine,
  parseTrustPolicy,
  type VerifyCrypto,
  verifyLog,
} from '@daybook/protocol'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Principal } from '../entry/workspace.ts'
import { sha256 } from '../hashes.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'
import { parseId } from '../ids.ts'
import { verifyEd25519 } from '../keys/signing/verify-ed25519.ts'
import { exportLog } from './export-log.ts'

const crypto: VerifyCrypto = { sha256, verifyEd25519 }
let door: TestDoor
let now = Date.UTC(2026, 10, 22)

beforeAll(async () => {
  door = await openTestDoor({ now: () => (now += 1200) })
})
afterAll(() => door?.close())

const by = ({ workspaceId }: TestWorkspace): Principal => ({
  workspaceId,
  kind: 'daybook',
  actor: { type: 'system' },
  scopes: ['admin'],
})

async function fill(workspace: TestWorkspace, count: number): Promise<void> {
  for (let at = 0; at < count; at += 500) {
    await workspace.append(
      ...Array.from({ length: Math.min(500, count - at) }, (_, i) => ({
        action: 'booking.booked',
        client: { id: `c${i % 5}`, name: `Client ${i % 5}` },
        object: { type: 'booking', id: `b${at + i}`, name: 'Check-up' },
        actor: { type: 'staff' as const, id: 's', name: 'Reception' },
        reason: `reason ${i}`,
      })),
    )
  }
}

/** Files by path, and how often a piece came. */
async function collect(workspace: TestWorkspace): Promise<{ files: Map<string, Buffer>; pieces: number }> {
  const files = new Map<string, Buffer>()
  let pieces = 0
  let last = ''
  for await (const { path, bytes, done, total } of exportLog(door.daybook, by(workspace))) {
    if (path !== last) expect([path, files.has(path)]).toEqual([path, false])
    files.set(path, Buffer.concat([files.get(path) ?? Buffer.alloc(0), bytes]))
    expect(done).toBeLessThanOrEqual(total)
    last = path
    pieces++
  }
  return { files, pieces }
}

const linesOf = (files: Map<string, Buffer>): string[] =>
  files.get('entries.jsonl')!.toString('utf8').trimEnd().split('\n')

async function verify(files: Map<string, Buffer>) {
  const policy = await parseTrustPolicy(files.get('trust-policy')!.toString('utf8'), crypto)
  return verifyLog(
    {
      checkpoint: files.get('checkpoint')!.toString('utf8'),
      lines: linesOf(files),
      readTile: async name => files.get(name),
    },
    policy,
    crypto,
  )
}

test('a log of 1, 255 to 258 and 1,300 entries is exported whole, and verifies', async () => {
  for (const size of [2, 255, 256, 257, 258, 1300]) {
    const workspace = await door.openWorkspace()
    // The log begins with two entries of its own and ends with that of the export.
    await fill(workspace, Math.max(0, size - 3))
    const { files } = await collect(workspace)
    const exported = Math.max(size, 3)
    expect(linesOf(files)).toHaveLength(exported)
    const verified = await verify(files)
    expect([size, verified.ok, verified.ok || verified.message]).toEqual([size, true, true])
    const tiles = [...files.keys()].filter(path => path.startsWith('tile/'))
    const levels = exported < 256 ? 1 : 2
    expect(new Set(tiles.map(path => path.split('/')[1])).size).toBe(levels)
    expect((await workspace.read('/v1/entries?limit=1')).entries[0]).toMatchObject({
      action: 'export.requested',
      seq: exported,
      data: { format: 'log' },
    })
  }
})

test('what comes while it is written is not in it', async () => {
  const workspace = await door.openWorkspace()
  await fill(workspace, 700)
  let lines = ''
  let appended = 0
  for await (const { path, bytes, total } of exportLog(door.daybook, by(workspace))) {
    if (path === 'entries.jsonl') lines += Buffer.from(bytes).toString('utf8')
    if (path === 'entries.jsonl' && appended < 5) {
      await fill(workspace, 40)
      appended++
    }
    expect(total).toBe(703)
  }
  expect(lines.trimEnd().split('\n')).toHaveLength(703)
})

test('of a client whose keys are gone the skeleton is in it and nothing else, and it verifies', async () => {
  const workspace = await door.openWorkspace()
  await fill(workspace, 20)
  const { id } = (await workspace.call('GET', '/v1/clients/c1')).body
  const admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
  await admin.query(`set daybook.workspace = '${workspace.workspaceId}'`)
  await admin.query('delete from daybook.client_keys where workspace_id = $1 and client_id = $2', [
    workspace.workspaceId,
    parseId('cl', id),
  ])
  await admin.end()
  door.daybook.log.forget(workspace.workspaceId)
  const { files } = await collect(workspace)
  expect((await verify(files)).ok).toBe(true)
  const texts = linesOf(files).map(line =>
    parseLogLine(line)
      .disclosures.map(text => Buffer.from(decodeBase64url(text)!).toString())
      .join('\n'),
  )
  expect(texts.join()).toContain('Client 2')
  expect(texts.join()).not.toContain('Client 1')
  const ofGone = texts.filter(text => text.includes(id))
  expect(ofGone).toHaveLength(4)
  for (const text of ofGone) expect(text).not.toMatch(/reason|hostId|Check-up/)
})

test('a log that is not what was signed is not exported, and a changed entry ends the export', async () => {
  const workspace = await door.openWorkspace()
  await fill(workspace, 300)
  const admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
  await admin.query(`set daybook.workspace = '${workspace.workspaceId}'`)
  const where = `workspace_id = ${workspace.workspaceId}`
  await admin.query(
    `update daybook.entries set record = replace(record, 'Reception', 'Somebody') where ${where} and seq = 7`,
  )
  await expect(collect(workspace)).rejects.toMatchObject({
    code: 'log_damaged',
    message: expect.stringContaining('entry 7 '),
  })
  await admin.query(`update daybook.log_heads set root = sha256('x') where ${where}`)
  const { seq } = (await workspace.read('/v1/entries?limit=1')).entries[0]!
  await expect(collect(workspace)).rejects.toMatchObject({ code: 'log_diverged' })
  expect((await workspace.read('/v1/entries?limit=1')).entries[0]!.seq).toBe(seq)
  await admin.end()
})
