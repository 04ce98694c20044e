import { generateKeyPairSync, sign } from 'node:crypto'
import {
  COSIGNATURE,
  cosignedText,
  decodeEntryBundle,
  encodeCosignature,
  encodeNote,
  EMPTY_FRONTIER,
  extendFrontier,
  leafHash,
  parseSignedCheckpoint,
  parseTrustPolicy,
  rootOf,
  type TrustPolicy,
  tilePath,
  verifierKey,
  type VerifyCrypto,
  verifyConsistency,
  verifyEvidence,
  type VerifiedEvidence,
  verifyCheckpoint,
} from '@daybook/protocol'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkLog } from '../actions/check-log.ts'
import { exportLog } from '../actions/export-log.ts'
import { sha256 } from '../hashes.ts'
import { verifyEd25519 } from '../keys/signing/verify-ed25519.ts'
import { growLog } from './grown-log.fixture.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

const crypto: VerifyCrypto = { sha256, verifyEd25519 }
const witnessKeys = generateKeyPairSync('ed25519')
const witness = verifierKey(
  'witness.example/w1',
  COSIGNATURE,
  Buffer.from(witnessKeys.publicKey.export({ format: 'jwk' }).x!, 'base64url'),
  sha256,
)

let door: TestDoor
let now = Date.UTC(2026, 10, 22, 9)

beforeAll(async () => {
  door = await openTestDoor({ now: () => now, witnesses: [witness], publicUrl: 'https://clinic.example' })
})
afterAll(() => door?.close())

const booking = (n: number, client = 'ada'): any => ({
  action: 'booking.rescheduled',
  client: { id: client, name: `Client ${client}` },
  object: { type: 'booking', id: `B${n}`, name: `Booking ${n}` },
  actor: { type: 'staff', id: 'rec', name: 'Reception' },
  changes: [{ field: 'startsAt', before: '2026-11-22T10:00:00Z', after: '2026-11-22T11:00:00Z' }],
  reason: 'asked by phone',
  context: { ip: '203.0.113.7' },
})

async function fill(workspace: TestWorkspace, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < count; at += 500) {
    const drafts = Array.from({ length: Math.min(500, count - at) }, (_, i) => booking(at + i))
    ids.push(...(await workspace.append(...drafts)).map(receipt => receipt.id))
  }
  return ids
}

async function text(workspace: TestWorkspace, path: string): Promise<string> {
  const { status, body } = await workspace.call('GET', path)
  expect([path, status, body.code]).toEqual([path, 200, undefined])
  return body
}
const policyOf = async (workspace: TestWorkspace): Promise<TrustPolicy> =>
  parseTrustPolicy(await text(workspace, '/v1/log/trust-policy'), crypto)

async function bytes(
  workspace: TestWorkspace,
  path: string,
): Promise<{ status: number; body: Buffer; headers: Headers }> {
  const response = await door.app.request(`/v1/log/${path}`, {
    headers: { authorization: `Bearer ${workspace.key}` },
  })
  return {
    status: response.status,
    body: Buffer.from(await response.arrayBuffer()),
    headers: response.headers,
  }
}

async function verified(
  workspace: TestWorkspace,
  id: string,
  policy: TrustPolicy,
  query = '',
): Promise<VerifiedEvidence> {
  const file = await text(workspace, `/v1/entries/${id}/proof${query}`)
  const result = await verifyEvidence(Buffer.from(file), policy, crypto)
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`)
  return result
}

test('the checkpoint is signed by a key that the trust policy names, and again only when the log grew and a second is over', async () => {
  const workspace = await door.openWorkspace()
  const first = await workspace.call('GET', '/v1/log/checkpoint')
  expect(first.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  const policy = await policyOf(workspace)
  const checkpoint = await verifyCheckpoint(first.body, policy, crypto)
  expect(checkpoint.origin).toMatch(/^clinic\.example\/w\/[0-9a-z]{11}\/0$/)
  await workspace.append(booking(1))
  expect(await text(workspace, '/v1/log/checkpoint')).toBe(first.body)
  now += 1000
  const later = await verifyCheckpoint(await text(workspace, '/v1/log/checkpoint'), policy, crypto)
  expect(later.size).toBe(checkpoint.size + 1)
  now += 5000
  expect((await verifyCheckpoint(await text(workspace, '/v1/log/checkpoint'), policy, crypto)).size).toBe(
    later.size,
  )
})

test('every entry of a log of 1 to 517 entries is proved, and its proof shows what was asked for', async () => {
  const workspace = await door.openWorkspace()
  const ids = await fill(workspace, 514)
  const policy = await policyOf(workspace)
  const { entries } = await workspace.read('/v1/entries?limit=5&order=asc')
  for (const id of [...entries.map(entry => entry.id), ids[252]!, ids[253]!, ids[254]!, ids.at(-1)!]) {
    const { seq, parts, checkpoint } = await verified(workspace, id, policy)
    const { body: entry } = await workspace.call('GET', `/v1/entries/${id}`)
    expect([seq, parts[0]!.fields.find(([name]) => name === 'action')![1]]).toEqual([entry.seq, entry.action])
    expect(checkpoint.size).toBeGreaterThanOrEqual(seq)
  }
  const { parts, hiddenParts } = await verified(
    workspace,
    ids[0]!,
    policy,
    '?field=change/*&field=client:name',
  )
  expect(parts.map(part => [part.name, part.fields.map(([name]) => name)])).toEqual([
    ['record', ['action', 'class', 'source', 'occurredAt', 'clients', 'objects']],
    ['facts', ['change/1/startsAt']],
    ['client', ['name']],
  ])
  expect(parts.every(part => part.hidden > 0)).toBe(true)
  expect(hiddenParts).toBe(0)
  const bare = await verified(workspace, ids[0]!, policy, '?field=reference/id')
  expect([bare.parts.map(part => part.name), bare.hiddenParts]).toEqual([['record'], 2])
  const refused = await workspace.call('GET', `/v1/entries/${ids[0]}/proof?field=a%20b`)
  expect([refused.status, refused.body.code]).toEqual([422, 'query_invalid'])
})

test('tiles, their parts and bundles of leaves give the signed root, and nothing stands beyond the log', async () => {
  const workspace = await door.openWorkspace()
  await fill(workspace, 600)
  const { size, root } = parseSignedCheckpoint(await text(workspace, '/v1/log/checkpoint'))
  const leaves: Buffer[] = []
  for (let index = 0; index * 256 < size; index++) {
    const width = Math.min(256, size - index * 256)
    const tile = await bytes(workspace, tilePath({ level: 0, index, width }))
    const bundle = await bytes(workspace, tilePath({ level: 'entries', index, width }))
    expect([tile.status, bundle.status]).toEqual([200, 200])
    expect(tile.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    expect(tile.headers.get('content-type')).toBe('application/octet-stream')
    const texts = decodeEntryBundle(bundle.body)
    expect(texts).toHaveLength(width)
    const hashes = texts.map(leaf => Buffer.from(leafHash(leaf, sha256)))
    expect(Buffer.concat(hashes)).toEqual(tile.body)
    leaves.push(...hashes)
  }
  expect(Buffer.from(rootOf(extendFrontier(EMPTY_FRONTIER, leaves, sha256), sha256))).toEqual(
    Buffer.from(root),
  )
  const upper = await bytes(workspace, 'tile/1/000.p/2')
  const rootOfTile = (n: number): Uint8Array =>
    rootOf(extendFrontier(EMPTY_FRONTIER, leaves.slice(n * 256, n * 256 + 256), sha256), sha256)
  expect(upper.body).toEqual(Buffer.concat([rootOfTile(0), rootOfTile(1)]))
  // A part of a tile that is full by now: whoever holds an older checkpoint may ask for it.
  expect((await bytes(workspace, 'tile/0/000.p/3')).body).toEqual(Buffer.concat(leaves.slice(0, 3)))
  for (const path of [
    'tile/0/003',
    'tile/0/002',
    'tile/0/002.p/255',
    'tile/2/000.p/1',
    'tile/entries/002',
    'tile/0/0',
    'tile/0/x000/000',
    'tile/0/000.p/256',
    'tile/0/000/',
    'tile/64/000',
    'tile/0/000.p/0',
  ])
    expect([path, (await bytes(workspace, path)).status]).toEqual([path, 404])
})

test('two sizes of the log are proved to be consistent, and sizes that it never had are refused', async () => {
  const workspace = await door.openWorkspace()
  const checkpoints = [parseSignedCheckpoint(await text(workspace, '/v1/log/checkpoint'))]
  for (const more of [3, 250, 2, 300]) {
    await fill(workspace, more)
    now += 1000
    checkpoints.push(parseSignedCheckpoint(await text(workspace, '/v1/log/checkpoint')))
  }
  for (const [i, old] of checkpoints.entries()) {
    for (const young of checkpoints.slice(i)) {
      const { body } = await workspace.call('GET', `/v1/log/consistency?from=${old.size}&to=${young.size}`)
      const proof = {
        oldSize: old.size,
        newSize: young.size,
        oldRoot: old.root,
        hashes: body.hashes.map((hash: string) => Buffer.from(hash, 'base64')),
      }
      expect([body.from, body.to, verifyConsistency(proof, young.root, sha256)]).toEqual([
        old.size,
        young.size,
        true,
      ])
    }
  }
  const size = checkpoints.at(-1)!.size
  for (const query of [
    `from=2&to=${size + 1}`,
    `from=${size}&to=3`,
    'from=0',
    'from=-1',
    'from=x',
    'to=1e3',
    'a=1',
  ]) {
    const { status, body } = await workspace.call('GET', `/v1/log/consistency?${query}`)
    expect([query, status, body.code]).toEqual([query, 422, 'query_invalid'])
  }
})

test('a proof takes at most seven statements, in a log of a million entries as in one of a thousand', async () => {
  const workspace = await door.openWorkspace()
  const [id] = await fill(workspace, 300)
  const policy = await policyOf(workspace)
  const counted: number[][] = []
  for (const size of [1000, 65_535, 65_536, 65_537, 1_000_000]) {
    await growLog(door, workspace.workspaceId, size)
    door.daybook.log.forget(workspace.workspaceId)
    now += 5000
    const signing = await countStatements(() => verified(workspace, id!, policy))
    const again = await countStatements(() => verified(workspace, id!, policy))
    expect(signing.result.checkpoint.size).toBe(size)
    counted.push([signing.count, again.count])
  }
  // Settings, and what is hidden, are read anew once a second, whatever is asked: one statement more now and then.
  for (const [signing, again] of counted) {
    expect(signing).toBeLessThanOrEqual(7)
    expect(again).toBeLessThanOrEqual(4)
  }
})

/** What a process looks up from time to time for all of its requests. */
const ASIDE = new Set(['api_key', 'clients_deleted', 'privacy_heads'])

/** Statements that a proof needs by itself. */
async function countStatements<T>(work: () => Promise<T>): Promise<{ result: T; count: number }> {
  const original = Client.prototype.query
  let count = 0
  Client.prototype.query = function (this: Client, ...args: any[]) {
    if (args[0]?.name !== undefined && !ASIDE.has(args[0].name)) count++
    return (original as any).apply(this, args)
  } as typeof original
  try {
    return { result: await work(), count }
  } finally {
    Client.prototype.query = original
  }
}

test('a log that went back, or to the side, is not signed and not proved', async () => {
  const workspace = await door.openWorkspace()
  const [id] = await fill(workspace, 40)
  await text(workspace, '/v1/log/checkpoint')
  const admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
  await admin.query(`set daybook.workspace = '${workspace.workspaceId}'`)
  const refusals = async (): Promise<unknown[]> => {
    now += 2000
    const answers = []
    for (const path of ['/v1/log/checkpoint', `/v1/entries/${id}/proof`, '/v1/log/consistency']) {
      const { status, body } = await workspace.call('GET', path)
      answers.push([status, body.code])
    }
    // The keys stay to be had: what was signed before still verifies.
    expect((await policyOf(workspace)).logs).toHaveLength(1)
    return answers
  }
  const where = `where workspace_id = ${workspace.workspaceId}`
  await admin.query(`update daybook.log_heads set root = sha256('x') ${where}`)
  expect(await refusals()).toEqual(Array(3).fill([409, 'log_diverged']))
  // The database takes back what was signed, checkpoints included.
  await admin.query(`delete from daybook.checkpoints ${where}`)
  await admin.query(`update daybook.log_heads set size = size - 10 ${where}`)
  expect(await refusals()).toEqual(Array(3).fill([409, 'log_went_back']))
  await admin.end()
})

test('once a check has found a problem nothing is signed, proved or exported, and again once it is mended', async () => {
  const workspace = await door.openWorkspace()
  const [id] = await fill(workspace, 40)
  const principal = {
    workspaceId: workspace.workspaceId,
    kind: 'daybook',
    actor: { type: 'system' },
    scopes: ['admin'],
  } as const
  const admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
  await admin.query(`set daybook.workspace = '${workspace.workspaceId}'`)
  const where = `where workspace_id = ${workspace.workspaceId} and seq = 7`
  await admin.query(`update daybook.entries set recorded_at = recorded_at + 1 ${where}`)
  expect((await checkLog(door.daybook, workspace.workspaceId))?.problems[0]).toMatchObject({ seq: 7 })
  now += 2000
  const asks: readonly (readonly [string, string, object?])[] = [
    ['GET', '/v1/log/checkpoint'],
    ['GET', `/v1/entries/${id}/proof`],
    ['GET', '/v1/log/consistency'],
    ['POST', '/v1/evidence', { client: 'ada' }],
  ]
  for (const [method, path, body] of asks) {
    const answer = await workspace.call(method, path, body)
    expect([path, answer.status, answer.body.code]).toEqual([path, 409, 'log_damaged'])
    expect(answer.body.detail).toContain('entry 7')
  }
  await expect(exportLog(door.daybook, principal).next()).rejects.toMatchObject({ code: 'log_damaged' })
  await admin.query(`update daybook.entries set recorded_at = recorded_at - 1 ${where}`)
  await admin.end()
  expect((await checkLog(door.daybook, workspace.workspaceId))?.problems).toEqual([])
  now += 2000
  for (const [method, path, body] of asks)
    expect([path, (await workspace.call(method, path, body)).status]).toEqual([path, 200])
})

test('cosignatures of configured witnesses are verified, kept and served with the checkpoint', async () => {
  const workspace = await door.openWorkspace()
  const note = await text(workspace, '/v1/log/checkpoint')
  const { text: body, size } = parseSignedCheckpoint(note)
  const line = (of: string, key = witness, time = 1_795_000_000): string =>
    encodeNote({
      text: '\n',
      signatures: [
        {
          name: key.name,
          keyId: key.keyId,
          signature: encodeCosignature({
            time,
            ed25519: sign(null, Buffer.from(cosignedText(of, time)), witnessKeys.privateKey),
          }),
        },
      ],
    }).trimStart()
  const post = (given: string) => workspace.call('POST', '/v1/log/cosignatures', { note: given })
  for (const bad of [
    note,
    note + line(body.replace(`\n${size}\n`, `\n${size + 1}\n`)),
    note.replace(`\n${size}\n`, `\n${size + 1}\n`) + line(body),
    note + line(body, { ...witness, name: 'stranger.example' }),
    'no note',
    '',
  ])
    expect([(await post(bad)).status, (await post(bad)).body.code]).toEqual([422, 'cosignature_invalid'])
  expect((await workspace.call('POST', '/v1/log/cosignatures', { nte: 1 })).body.code).toBe('query_invalid')
  expect((await post(note + line(body))).body).toEqual({ kept: 1 })
  expect((await post(note + line(body, witness, 1_795_000_001))).body).toEqual({ kept: 1 })
  const served = await text(workspace, '/v1/log/checkpoint')
  expect(served).toBe(note + line(body))
  const policy = await policyOf(workspace)
  expect((await verifyCheckpoint(served, { ...policy, quorum: witness.name }, crypto)).witnessedBy).toEqual([
    { name: witness.name, time: 1_795_000_000 },
  ])
  const reader = await workspace.withKey(['read'])
  expect((await reader.call('POST', '/v1/log/cosignatures', { note: served })).body.code).toBe(
    'scope_missing',
  )
})

test('two servers that share database and keys sign one log', async () => {
  const beside = await openTestDoor({ now: () => now, beside: door })
  const workspace = await door.openWorkspace()
  const policy = await policyOf(workspace)
  const ask = async (app: TestDoor['app']): Promise<string> =>
    (
      await app.request('/v1/log/checkpoint', { headers: { authorization: `Bearer ${workspace.key}` } })
    ).text()
  let size = 0
  for (let round = 0; round < 5; round++) {
    await workspace.append(booking(round))
    now += 1000
    const notes = await Promise.all([ask(door.app), ask(beside.app), ask(beside.app), ask(door.app)])
    expect(new Set(notes).size).toBe(1)
    const checkpoint = await verifyCheckpoint(notes[0]!, policy, crypto)
    expect(checkpoint.size).toBeGreaterThan(size)
    size = checkpoint.size
  }
  await beside.close()
})

test('nothing of the kind is answered without the scope to read', async () => {
  const workspace = await door.openWorkspace()
  const [id] = await fill(workspace, 1)
  const writer = await workspace.withKey(['append'])
  for (const path of [
    '/v1/log/checkpoint',
    '/v1/log/trust-policy',
    '/v1/log/tile/0/000.p/1',
    '/v1/log/consistency',
    `/v1/entries/${id}/proof`,
  ])
    expect([path, (await writer.call('GET', path)).body.code]).toEqual([path, 'scope_missing'])
  expect(door.failures).toEqual([])
})
