import {
  leafHash,
  parseSignedCheckpoint,
  parseTimestamp,
  parseTlogProof,
  parseTrustPolicy,
  type VerifyCrypto,
  verifyCheckpoint,
  verifyInclusion,
} from '@daybook/protocol'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sha256 } from '../hashes.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'
import { verifyEd25519 } from '../keys/signing/verify-ed25519.ts'
import { parseId } from '../ids.ts'
import { appendAnchorLeaves } from '../store/proof/anchors.ts'
import { hasOpenssl, openTestAuthority, type TestAuthority } from './test-authority.ts'

const crypto: VerifyCrypto = { sha256, verifyEd25519 }
let authority: TestAuthority | undefined
let door: TestDoor
let now: number

beforeAll(async () => {
  authority = hasOpenssl ? await openTestAuthority() : undefined
})
afterAll(() => authority?.close())
beforeEach(async () => {
  now = Date.UTC(2026, 10, 22, 9)
  door = await openTestDoor({
    now: () => now,
    timestampAuthority: authority && { url: authority.url, trusted: authority.trusted },
  })
  return () => door.close()
})

const anchor = async (): Promise<void> => door.daybook.anchors.anchor(await door.daybook.workspaces.ids())

async function grow(workspace: TestWorkspace): Promise<string> {
  await workspace.append({ action: 'my.own' })
  now += 2000
  return (await workspace.call('GET', '/v1/log/checkpoint')).body
}

/** Checks the anchor of a checkpoint as a stranger would; answers the size of the log of checkpoints. */
async function check(workspace: TestWorkspace, note: string, generation = 0): Promise<number> {
  const { size, text } = parseSignedCheckpoint(note)
  const found = await door.daybook.anchors.of(workspace.workspaceId, 0, size)
  expect(found?.size).toBe(size)
  const { extra, index, hashes, checkpoint } = parseTlogProof(found!.proof)
  expect(Buffer.from(extra).toString()).toBe(text)
  const policy = await parseTrustPolicy((await workspace.call('GET', '/v1/log/trust-policy')).body, crypto)
  const anchored = await verifyCheckpoint(checkpoint, policy, crypto)
  expect(anchored.origin).toMatch(new RegExp(`/anchors/[0-9a-z]{11}/${generation}$`))
  const proof = { index, size: anchored.size, leafHash: leafHash(extra, sha256), hashes }
  expect(verifyInclusion(proof, anchored.root, sha256)).toBe(true)
  if (authority !== undefined) {
    const stamp = parseTimestamp(found!.timestamp!)
    expect(stamp.digest).toBe(Buffer.from(sha256(Buffer.from(anchored.text))).toString('hex'))
  } else expect(found!.timestamp).toBeUndefined()
  return anchored.size
}

test('every workspace’s newest checkpoint stands in one signed, time-stamped log, once', async () => {
  const workspaces = [await door.openWorkspace(), await door.openWorkspace(), await door.openWorkspace()]
  const notes = await Promise.all(workspaces.map(grow))
  await anchor()
  for (const [i, workspace] of workspaces.entries()) expect(await check(workspace, notes[i]!)).toBe(3)
  const asked = authority?.asked
  await anchor()
  expect(await check(workspaces[0]!, notes[0]!)).toBe(3)
  expect(authority?.asked).toBe(asked)
  const later = await grow(workspaces[1]!)
  await anchor()
  expect(await check(workspaces[1]!, later)).toBe(4)
  expect(await check(workspaces[0]!, notes[0]!)).toBe(4)
  expect(await door.daybook.anchors.of(workspaces[0]!.workspaceId, 0, 1000)).toBeUndefined()
})

test('it grows over many tiles', async () => {
  const workspace = await door.openWorkspace()
  const first = await grow(workspace)
  await anchor()
  const log = door.daybook.signing.read('anchors')!.log
  for (const count of [254, 1, 1, 300, 65_000])
    await appendAnchorLeaves(
      door.daybook.pools.app,
      parseId('ws', log)!,
      Array.from({ length: count }, (_, i) => leafHash(Buffer.from(`another ${i}`), sha256)),
    )
  const last = await grow(workspace)
  await anchor()
  expect(await check(workspace, last)).toBe(1 + 254 + 1 + 1 + 300 + 65_000 + 1)
  expect(parseSignedCheckpoint(first).size).toBeLessThan(parseSignedCheckpoint(last).size)
})

test('without an authority nobody is asked, and the anchors have no time stamp', async () => {
  const plain = await openTestDoor({ now: () => now })
  const workspace = await plain.openWorkspace()
  const asked = authority?.asked
  await workspace.call('GET', '/v1/log/checkpoint')
  await plain.daybook.anchors.anchor(await plain.daybook.workspaces.ids())
  const found = await plain.daybook.anchors.of(workspace.workspaceId, 0, 1)
  expect(found?.proof).toContain('c2sp.org/tlog-proof@v1')
  expect(found?.timestamp).toBeUndefined()
  expect(authority?.asked).toBe(asked)
  await plain.close()
})

test('where the authority refuses, the checkpoint stands in the log all the same, and is stamped at the next try', async () => {
  if (authority === undefined) return
  const workspace = await door.openWorkspace()
  const note = await grow(workspace)
  authority.behave = async () => ({ status: 503 })
  await expect(anchor()).rejects.toMatchObject({ code: 'timestamp_refused' })
  expect((await door.daybook.anchors.of(workspace.workspaceId, 0, 1))?.timestamp).toBeUndefined()
  authority.behave = (query, reply) => reply(query)
  await anchor()
  expect(await check(workspace, note)).toBe(1)
})

test('a log of checkpoints that went back is not signed until it goes on as a new generation', async () => {
  const workspace = await door.openWorkspace()
  await grow(workspace)
  await anchor()
  await grow(workspace)
  await anchor()
  const admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
  await admin.query(
    `select set_config('daybook.workspace', workspace_id::text, false) from daybook.workspaces`,
  )
  const log = parseId('ws', door.daybook.signing.read('anchors')!.log)
  await admin.query(`set daybook.workspace = '${log}'`)
  await admin.query('delete from daybook.anchor_leaves where index = 1')
  await admin.query('delete from daybook.checkpoints where workspace_id = $1 and size = 2', [log])
  await admin.query(`set daybook.workspace = '${workspace.workspaceId}'`)
  await admin.query('delete from daybook.anchors where anchor_index = 1')
  await admin.end()
  const note = await grow(workspace)
  await expect(anchor()).rejects.toMatchObject({ code: 'log_diverged' })
  await expect(anchor()).rejects.toMatchObject({ code: 'log_diverged' })
  expect(await door.daybook.anchors.continue()).toBe(true)
  expect(await door.daybook.anchors.continue()).toBe(false)
  await anchor()
  expect(await check(workspace, note, 1)).toBeGreaterThan(1)
})
