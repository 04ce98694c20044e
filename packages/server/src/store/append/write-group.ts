/** Numbers a group, grows the tree, and writes everything in one statement. */
import {
  decodeFrontier,
  encodeFrontier,
  extendFrontier,
  extendTiles,
  type OpenTiles,
  rootOf,
} from '@daybook/protocol'
import type { Counting, Workspace } from '../../entry/workspace.ts'
import { sha256 } from '../../hashes.ts'
import { combineWrites, type Write } from '../combine-statements.ts'
import { byteaArray, int2Array, int4Array, int8Array, textArray } from '../sql-array.ts'
import type { Run } from '../transaction.ts'
import type { PreparedGroup } from './group.ts'
import type { KnownHead } from './running-head.ts'
import * as sql from './statements.ts'
import { writeReadModels } from './write-read-models.ts'

export interface Head {
  readonly size: number
  readonly frontier: Buffer
  readonly root: Buffer
  readonly generation: number
  readonly counting: Counting
}

export interface WrittenGroup {
  /** The statement is on its way; the caller sends the commit behind it. */
  readonly sent: Promise<unknown>
  /** The head and the open tiles that the log has then. */
  readonly head: KnownHead
}

export function writeGroup(
  run: Run,
  workspace: Workspace,
  group: PreparedGroup,
  head: Head,
  tilesBefore: OpenTiles,
): WrittenGroup {
  const { entries } = group
  const leafHashes = entries.map(entry => entry.bytes.leafHash)
  const frontier = extendFrontier(decodeFrontier(head.size, head.frontier), leafHashes, sha256)
  const root = rootOf(frontier, sha256)
  const tiles = extendTiles(head.size, tilesBefore, leafHashes, sha256)
  const seqOf = (place: number): number => head.size + 1 + Math.min(place, entries.length - 1)
  const writes = [
    ...writeEntries(workspace.id, group, seqOf),
    ...writeReadModels(workspace, group, seqOf, head.counting),
  ]
  if (tiles.full.length > 0) {
    writes.push({
      statement: sql.INSERT_TILES,
      values: [
        workspace.id,
        int2Array(tiles.full.map(tile => tile.level)),
        int8Array(tiles.full.map(tile => tile.index)),
        byteaArray(tiles.full.map(tile => tile.hashes)),
        byteaArray(tiles.full.map(tile => tile.root)),
      ],
    })
  }
  const next: KnownHead = {
    size: frontier.size,
    frontier: Buffer.from(encodeFrontier(frontier)),
    root: Buffer.from(root),
    generation: head.generation,
    counting: head.counting,
    open: tiles.open,
  }
  writes.push({ statement: sql.MOVE_HEAD, values: [workspace.id, next.size, next.frontier, next.root] })
  const { statement, values } = combineWrites(writes)
  return { sent: run(statement, values), head: next }
}

function writeEntries(ws: number, { entries }: PreparedGroup, seqOf: (place: number) => number): Write[] {
  const occurrences = entries.map(entry => entry.intent.occurrence)
  const linked = entries.flatMap((entry, place) =>
    [...entry.clientIds, ...entry.objectIds].map(object => ({ entry, object, seq: seqOf(place) })),
  )
  return [
    {
      statement: sql.INSERT_ENTRIES,
      values: [
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
      ],
    },
    {
      statement: sql.INSERT_LINKS,
      values: [
        ws,
        int8Array(linked.map(one => one.object)),
        int8Array(linked.map(one => one.entry.intent.occurrence.at)),
        int8Array(linked.map(one => one.seq)),
        int8Array(linked.map(one => one.entry.actor)),
        int4Array(linked.map(one => one.entry.kind)),
        int4Array(linked.map(one => one.entry.intent.occurrence.day)),
        int2Array(linked.map(one => one.entry.source)),
        int2Array(linked.map(one => one.entry.outcome)),
      ],
    },
  ]
}
