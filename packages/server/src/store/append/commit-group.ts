/**
 * The third and fourth step of an append: lock the head, check in later statements that what the group was prepared
 * on is still so, number the entries, grow the tree, write everything, commit.
 */
import { decodeFrontier, encodeFrontier, extendFrontier, extendTiles, rootOf } from '@daybook/protocol'
import type { Pool } from 'pg'
import type { Intent } from '../../entry/intent.ts'
import type { Workspace } from '../../entry/workspace.ts'
import { readRecord } from '../../entry/open-entry.ts'
import { sha256 } from '../../hashes.ts'
import { byteaArray, int2Array, int4Array, int8Array, textArray } from '../sql-array.ts'
import { begin, type Run } from '../transaction.ts'
import type { PreparedGroup } from './group.ts'
import type { OpenTilesCache } from './open-tiles.ts'
import * as sql from './statements.ts'
import { writeReadModels } from './write-read-models.ts'

/** An entry that has been written before with the same idempotency key. */
export interface EarlierEntry {
  readonly seq: number
  /** The MAC of its content, base64url. */
  readonly content: string
}

/** What was written before with the intent's key, if anything. */
export const earlierOf = (
  intent: Intent,
  earlier: ReadonlyMap<string, EarlierEntry>,
): EarlierEntry | undefined =>
  earlier.size === 0 || intent.keyMac === undefined
    ? undefined
    : earlier.get(intent.keyMac.toString('base64'))

export type CommitOutcome =
  /** Written: the first entry's seq, the log's size, and its generation. */
  | { readonly kind: 'written'; readonly first: number; readonly generation: number }
  /** Another group changed what this one was prepared on: prepare it again. */
  | { readonly kind: 'moved' }
  /** Some keys were used before, by MAC in base64: those drafts leave the group. */
  | { readonly kind: 'repeated'; readonly earlier: ReadonlyMap<string, EarlierEntry> }

/** Expects a row to be there, whatever its version. */
export const ANY_VERSION = -1

interface Head {
  size: number
  frontier: Buffer
  root: Buffer
  generation: number
}

export async function commitGroup(
  pool: Pool,
  workspace: Workspace,
  group: PreparedGroup,
  openTiles: OpenTilesCache,
): Promise<CommitOutcome> {
  const transaction = await begin(pool, workspace.id)
  try {
    const { run } = transaction
    const requests = new Set(group.entries.map(entry => entry.request))
    const also = Promise.all([...requests].flatMap(request => request.also?.(run) ?? []))
    const [head, earlier, moved] = await Promise.all([
      run<Head & Record<string, unknown>>(sql.LOCK_HEAD, [workspace.id]),
      findEarlier(run, workspace.id, group),
      hasMoved(run, workspace.id, group),
      also,
    ])
    if (head[0] === undefined) throw new Error(`the log of workspace ${workspace.id} has no head`)
    if (earlier.size > 0) return { kind: 'repeated', earlier }
    if (moved) return { kind: 'moved' }
    const first = await write(run, workspace, group, head[0], openTiles)
    await Promise.all([...first.sent, transaction.commit()])
    return { kind: 'written', first: first.seq, generation: head[0].generation }
  } finally {
    await transaction.rollback()
  }
}

async function findEarlier(
  run: Run,
  workspaceId: number,
  group: PreparedGroup,
): Promise<Map<string, EarlierEntry>> {
  const macs = group.entries.flatMap(entry => entry.intent.keyMac ?? [])
  if (macs.length === 0) return new Map()
  return readEarlier(run, workspaceId, macs)
}

/** The entries that were written with these keys. */
export async function readEarlier(
  run: Run,
  workspaceId: number,
  macs: readonly Buffer[],
): Promise<Map<string, EarlierEntry>> {
  const rows = await run<{ seq: number; key_mac: Buffer; record: string }>(sql.CHECK_KEY_MACS, [
    workspaceId,
    byteaArray(macs),
  ])
  return new Map(
    rows.map(row => [
      row.key_mac.toString('base64'),
      { seq: row.seq, content: String(readRecord(row.record).fields.get('key')).split('.')[1] ?? '' },
    ]),
  )
}

/** True where a state, a client, an object or a key is not as it was when the group was prepared. */
async function hasMoved(run: Run, workspaceId: number, group: PreparedGroup): Promise<boolean> {
  const expectedObjects = new Map([
    ...group.readObjects,
    ...group.objects.map(one => [one.object.id, one.from] as const),
  ])
  const expectedClients = new Map([
    ...group.readClients,
    ...group.clients.map(one => [one.client.id, one.from] as const),
  ])
  const newObjects = group.objects.filter(one => one.from === 0).map(one => one.object.lookup)
  const newClients = group.clients.filter(one => one.from === 0).flatMap(one => one.client.lookup ?? [])
  const check = async (
    statement: typeof sql.CHECK_OBJECTS,
    expected: ReadonlyMap<number, number>,
    lookups: readonly Buffer[],
  ): Promise<boolean> => {
    if (expected.size === 0) return true
    const rows = await run<{ id: number; version: number }>(statement, [
      workspaceId,
      int8Array([...expected.keys()]),
      byteaArray(lookups),
    ])
    const stored = new Map(rows.map(row => [row.id, row.version]))
    for (const [id, version] of expected) {
      const found = stored.get(id) ?? 0
      if (version === ANY_VERSION ? found === 0 : found !== version) return false
    }
    // A row under a new object's look-up but another id: another server made it first.
    return [...stored.keys()].every(id => expected.has(id))
  }
  const checkKeys = async (): Promise<boolean> => {
    if (group.usedKeys.length === 0) return true
    const rows = await run<{ n: number }>(sql.CHECK_KEYS, [
      workspaceId,
      int8Array(group.usedKeys.map(([clientId]) => clientId)),
      int2Array(group.usedKeys.map(([, kind]) => kind)),
    ])
    return rows[0]?.n === group.usedKeys.length
  }
  const still = await Promise.all([
    check(sql.CHECK_OBJECTS, expectedObjects, newObjects),
    check(sql.CHECK_CLIENTS, expectedClients, newClients),
    checkKeys(),
  ])
  return still.includes(false)
}

async function write(
  run: Run,
  workspace: Workspace,
  group: PreparedGroup,
  head: Head,
  openTiles: OpenTilesCache,
): Promise<{ seq: number; sent: Promise<unknown>[] }> {
  const { entries } = group
  const ws = workspace.id
  const leafHashes = entries.map(entry => entry.bytes.leafHash)
  const tilesBefore = await openTiles.of(run, ws, head.size, head.root)
  const frontier = extendFrontier(decodeFrontier(head.size, head.frontier), leafHashes, sha256)
  const root = rootOf(frontier, sha256)
  const tiles = extendTiles(head.size, tilesBefore, leafHashes, sha256)
  const seqOf = (place: number): number => head.size + 1 + Math.min(place, entries.length - 1)
  const sent = [...writeEntries(run, ws, group, seqOf), ...writeReadModels(run, workspace, group, seqOf)]
  if (tiles.full.length > 0) {
    sent.push(
      run(sql.INSERT_TILES, [
        ws,
        int2Array(tiles.full.map(tile => tile.level)),
        int8Array(tiles.full.map(tile => tile.index)),
        byteaArray(tiles.full.map(tile => tile.hashes)),
        byteaArray(tiles.full.map(tile => tile.root)),
      ]),
    )
  }
  sent.push(run(sql.MOVE_HEAD, [ws, frontier.size, Buffer.from(encodeFrontier(frontier)), Buffer.from(root)]))
  // Should the commit fail, no head will ever have this root, so what is remembered under it is never used.
  openTiles.remember(ws, root, tiles.open)
  return { seq: head.size + 1, sent }
}

function writeEntries(
  run: Run,
  ws: number,
  { entries }: PreparedGroup,
  seqOf: (place: number) => number,
): Promise<unknown>[] {
  const occurrences = entries.map(entry => entry.intent.occurrence)
  const linked = entries.flatMap((entry, place) =>
    [...entry.clientIds, ...entry.objectIds].map(object => ({ entry, object, seq: seqOf(place) })),
  )
  return [
    run(sql.INSERT_ENTRIES, [
      ws,
      int8Array(entries.map((_, place) => seqOf(place))),
      int8Array(entries.map(entry => entry.recordedAt)),
      int8Array(occurrences.map(one => one.at)),
      int8Array(entries.map(entry => entry.actor)),
      int4Array(entries.map(entry => entry.kind)),
      int4Array(occurrences.map(one => one.day)),
      int2Array(entries.map(entry => entry.source)),
      int2Array(entries.map(entry => entry.outcome)),
      byteaArray(entries.map(entry => entry.bytes.leafHash)),
      byteaArray(entries.map(entry => entry.bytes.digests)),
      byteaArray(entries.map(entry => entry.intent.keyMac)),
      textArray(entries.map(entry => entry.bytes.record)),
      byteaArray(entries.map(entry => entry.bytes.facts)),
      byteaArray(entries.map(entry => entry.bytes.factsKeys)),
      byteaArray(entries.map(entry => entry.bytes.client)),
      byteaArray(entries.map(entry => entry.bytes.moreClients)),
    ]),
    run(sql.INSERT_LINKS, [
      ws,
      int8Array(linked.map(one => one.object)),
      int8Array(linked.map(one => one.entry.intent.occurrence.at)),
      int8Array(linked.map(one => one.seq)),
      int8Array(linked.map(one => one.entry.actor)),
      int4Array(linked.map(one => one.entry.kind)),
      int4Array(linked.map(one => one.entry.intent.occurrence.day)),
      int2Array(linked.map(one => one.entry.source)),
      int2Array(linked.map(one => one.entry.outcome)),
    ]),
  ]
}
