import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Draft } from '@daybook/protocol'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../../http/test-door.ts'
import {
  b64,
  digestOf,
  fieldsOf,
  idOf,
  partsOf,
  sha256,
  shake256,
  type StoredRow,
  treeHash,
  unwrap,
} from './by-specification.ts'

let door: TestDoor
let workspace: TestWorkspace
let admin: Client
let rows: StoredRow[]
let head: { size: string; frontier: Buffer; root: Buffer }
const keys = new Map<string, Buffer>()

const draftOf = (n: number): Draft => ({
  action: ['booking.booked', 'booking.updated', 'payment.received', 'my.own', 'client.updated'][n % 5]!,
  ...(n % 7 !== 0 && {
    clients: Array.from({ length: 1 + (n % 3) }, (_, i) => ({
      id: `c${(n + i * 13) % 40}`,
      name: `Client ${n} ü`,
    })),
  }),
  ...(n % 2 === 0 && {
    objects: [
      { type: 'booking', id: `b${n % 90}`, name: 'Check' },
      ...(n % 4 === 0 ? [{ type: 'service', id: `s${n % 5}` }] : []),
    ],
  }),
  occurredAt:
    n % 6 === 0
      ? `20${10 + (n % 17)}-05-0${1 + (n % 9)}`
      : new Date(1_500_000_000_000 + n * 86_400_000).toISOString(),
  ...(n % 11 === 0 && { key: `k${n}`, causedBy: { key: `k${n - 11}` } }),
  ...(n % 3 === 0 && {
    state: {
      service: `s${n % 4}`,
      notes: `n${n % 8}`,
      startsAt: '2026-01-01T10:00:00Z',
      own: [n, { a: null }],
    },
  }),
  ...(n % 5 === 0 && {
    reason: 'flu\u2028"',
    outcome: 'failure' as const,
    context: { ip: '203.0.113.7', userAgent: 'x', amount: { value: n, currency: 'EUR' } },
  }),
  data: { n, text: '😀', _sd: ['x'], '...': { a: 1 }, service: 'Check' },
})

beforeAll(async () => {
  door = await openTestDoor()
  workspace = await door.openWorkspace()
  // One by one, in groups of many callers, and in large batches: every way to a group.
  for (let n = 0; n < 30; n++) await workspace.append(draftOf(n))
  await Promise.all(Array.from({ length: 470 }, (_, i) => workspace.append(draftOf(30 + i))))
  for (let n = 500; n < 3000; n += 625)
    await workspace.append(...Array.from({ length: 625 }, (_, i) => draftOf(n + i)))

  admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
  rows = (
    await admin.query('select * from daybook.entries where workspace_id = $1 order by seq', [
      workspace.workspaceId,
    ])
  ).rows
  head = (
    await admin.query('select * from daybook.log_heads where workspace_id = $1', [workspace.workspaceId])
  ).rows[0]
  const file = JSON.parse(readFileSync(join(door.keysDir, 'kek', `${workspace.id}.1.json`), 'utf8'))
  const kek = Buffer.from(file.key, 'base64')
  const { rows: wrapped } = await admin.query('select * from daybook.client_keys where workspace_id = $1', [
    workspace.workspaceId,
  ])
  for (const row of wrapped) keys.set(`${row.client_id} ${row.kind}`, unwrap(kek, row.wrapped))
})
afterAll(async () => {
  await admin?.end()
  await door?.close()
})

describe('after 3,000 entries of every kind', () => {
  test('every digest and every leaf hash follows from the parts', () => {
    expect(rows.map(row => Number(row.seq))).toEqual(
      Array.from({ length: Number(head.size) }, (_, i) => i + 1),
    )
    expect(rows.length).toBe(3002)
    const kinds = new Set<string>()
    for (const row of rows) {
      const parts = partsOf(row, keys)
      kinds.add(parts.map(([name]) => name).join(' '))
      const digests = parts.map(([name, text]) => digestOf(name, text))
      expect([row.seq, row.digests.toString('base64url')]).toEqual([
        row.seq,
        b64(Buffer.concat(digests.map(digest => Buffer.from(digest, 'base64url')))),
      ])
      const seed = Buffer.from(JSON.parse(row.record)[0], 'base64url')
      for (let n = 0; digests.length < 3; n++) digests.push(b64(shake256(32, seed, `decoy${n}`)))
      const leaf = `{"v":1,"iat":${row.recorded_at},"event":${JSON.stringify(fieldsOf(row.record).get('action'))},"_sd":${JSON.stringify(digests.sort())},"_sd_alg":"sha-256"}`
      expect([row.seq, b64(sha256(Buffer.of(0), leaf))]).toEqual([row.seq, b64(row.leaf_hash)])
    }
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'record facts',
        'record client',
        'record facts client',
        'record facts client client_2',
        'record facts client client_2 client_3',
      ]),
    )
  })

  test('the root and the frontier of the head follow from the leaves', () => {
    const leaves = rows.map(row => row.leaf_hash)
    expect(b64(head.root)).toBe(b64(treeHash(leaves)))
    const subtrees: Buffer[] = []
    for (let at = 0, bit = 2 ** 20; bit >= 1; bit /= 2) {
      if (Math.floor(leaves.length / bit) % 2 === 0) continue
      subtrees.push(treeHash(leaves.slice(at, at + bit)))
      at += bit
    }
    expect(b64(head.frontier)).toBe(b64(Buffer.concat(subtrees)))
  })

  test('the tiles are the full ones, and hold what the tree holds', async () => {
    const { rows: tiles } = await admin.query(
      'select * from daybook.tiles where workspace_id = $1 order by level, index',
      [workspace.workspaceId],
    )
    expect(tiles.map(tile => [tile.level, Number(tile.index)])).toEqual(
      Array.from({ length: Math.floor(rows.length / 256) }, (_, i) => [0, i]),
    )
    tiles.forEach((tile, i) => {
      const leaves = rows.slice(i * 256, i * 256 + 256).map(row => row.leaf_hash)
      expect([i, b64(tile.hashes)]).toEqual([i, b64(Buffer.concat(leaves))])
      expect([i, b64(tile.root)]).toEqual([i, b64(treeHash(leaves))])
    })
  })

  test('links and counts follow from the records', async () => {
    const { rows: links } = await admin.query(
      'select object, seq, occurred_at from daybook.links where workspace_id = $1',
      [workspace.workspaceId],
    )
    const wanted = rows.flatMap(row => {
      const record = fieldsOf(row.record)
      const clients = record.has('clients') ? (JSON.parse(String(record.get('clients'))) as string[]) : []
      const objects = record.has('objects')
        ? (JSON.parse(String(record.get('objects'))) as [string, string][]).map(([, id]) => id)
        : []
      return [...new Set([...clients, ...objects])].map(id => `${idOf(id)} ${row.seq}`)
    })
    expect(links.map(link => `${link.object} ${link.seq}`).sort()).toEqual(wanted.sort())
    const { rows: counts } = await admin.query(
      'select object, sum(n)::int as n from daybook.counts where workspace_id = $1 group by 1',
      [workspace.workspaceId],
    )
    expect(counts.find(row => Number(row.object) === 0).n).toBe(rows.length)
    for (const row of counts.filter(row => Number(row.object) !== 0))
      expect(wanted.filter(name => name.startsWith(`${row.object} `)).length).toBe(row.n)
  })

  test('keys are found again by their MAC under the workspace’s key alone', () => {
    const mac = Buffer.from(
      JSON.parse(readFileSync(join(door.keysDir, 'mac', `${workspace.id}.json`), 'utf8')).mac,
      'base64',
    )
    const macOf = (key: string): string =>
      b64(createHmac('sha256', mac).update(`key\0${key}`).digest().subarray(0, 16))
    const records = rows.map(row => fieldsOf(row.record))
    const stored = new Set(
      records.flatMap(record => (record.has('key') ? [String(record.get('key')).split('.')[0]] : [])),
    )
    expect(stored).toEqual(
      new Set(
        Array.from({ length: 3000 }, (_, n) => n)
          .filter(n => n % 11 === 0)
          .map(n => macOf(`k${n}`)),
      ),
    )
  })
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
