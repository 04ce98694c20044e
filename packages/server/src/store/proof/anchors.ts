/**
 * The log of checkpoints at rest. Its rows stand under a number of their own in workspace_id; which checkpoint of a
 * workspace stands where in it is a row of that workspace.
 */
import { extendTiles, openWidth, TILE_WIDTH } from '@daybook/protocol'
import type { Pool } from 'pg'
import { sha256 } from '../../hashes.ts'
import { INSERT_TILES } from '../append/statements.ts'
import { byteaArray, int2Array, int8Array } from '../sql-array.ts'
import { inWorkspace, readTogether, type Run } from '../transaction.ts'

export interface AnchoredCheckpoint {
  readonly generation: number
  readonly size: number
  readonly anchorIndex: number
}

export interface StoredTimestamp {
  /** Of the log of checkpoints, and how many of its entries the stamp covers. */
  readonly generation: number
  readonly size: number
  readonly authority: string
  /** UTC ms. */
  readonly stampedAt: number
  /** The authority's answer (RFC 3161, TimeStampResp), DER. */
  readonly response: Buffer
}

const SELECT_UNANCHORED = {
  name: 'unanchored_checkpoint',
  text: `select c.generation, c.size, c.note from (select * from daybook.checkpoints where workspace_id = $1
           order by generation desc, size desc limit 1) c
         where not exists (select from daybook.anchors a where a.workspace_id = $1 and a.generation = c.generation
           and a.size = c.size and a.anchor_log = $2)`,
}
const INSERT_ANCHOR = {
  name: 'new_anchor',
  text: `insert into daybook.anchors (workspace_id, generation, size, anchor_log, anchor_index, anchored_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
}
const SELECT_ANCHORED = {
  name: 'anchored_checkpoint',
  text: `select a.generation, a.size, a.anchor_index as "anchorIndex" from daybook.anchors a
         where a.workspace_id = $1 and a.anchor_log = $2 and a.anchor_index < $3 and a.generation = $4 and a.size >= $5
         order by a.size desc limit 1`,
}
const SELECT_SIZE = {
  name: 'anchor_log_size',
  text: `select coalesce((select index + 1 from daybook.anchor_leaves where workspace_id = $1
           order by index desc limit 1), 0)::bigint as size`,
}
const SELECT_LEAVES = {
  name: 'open_anchor_leaves',
  text: 'select leaf_hash from daybook.anchor_leaves where workspace_id = $1 and index >= $2 and index < $3 order by index',
}
const SELECT_ROOTS = {
  name: 'open_anchor_roots',
  text: 'select root from daybook.tiles where workspace_id = $1 and level = $2 and index >= $3 order by index',
}
const INSERT_LEAVES = {
  name: 'new_anchor_leaves',
  text: `insert into daybook.anchor_leaves (workspace_id, index, leaf_hash)
         select $1, * from unnest($2::bigint[], $3::bytea[])`,
}
const SELECT_TIMESTAMP = {
  name: 'newest_timestamp',
  text: `select generation, size, authority, stamped_at as "stampedAt", response from daybook.timestamps
         where workspace_id = $1 order by generation desc, size desc, stamped_at limit 1`,
}
const INSERT_TIMESTAMP = {
  name: 'new_timestamp',
  text: `insert into daybook.timestamps (workspace_id, generation, size, authority, stamped_at, response)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
}

/** The newest checkpoint of a workspace, where it does not stand in the log of checkpoints yet. */
export async function readUnanchored(
  run: Run,
  workspaceId: number,
  anchorLog: number,
): Promise<{ generation: number; size: number; note: string } | undefined> {
  const [row] = await run<{ generation: number; size: number; note: string }>(SELECT_UNANCHORED, [
    workspaceId,
    anchorLog,
  ])
  return row
}

export async function insertAnchor(
  run: Run,
  workspaceId: number,
  anchorLog: number,
  anchored: AnchoredCheckpoint,
  at: number,
): Promise<void> {
  const { generation, size, anchorIndex } = anchored
  await run(INSERT_ANCHOR, [workspaceId, generation, size, anchorLog, anchorIndex, at])
}

/** The newest checkpoint of a generation that stands among the first `within` of the log of checkpoints. */
export async function readAnchored(
  run: Run,
  workspaceId: number,
  wanted: { anchorLog: number; within: number; generation: number; covering: number },
): Promise<AnchoredCheckpoint | undefined> {
  const { anchorLog, within, generation, covering } = wanted
  const [row] = await run<AnchoredCheckpoint & Record<string, unknown>>(SELECT_ANCHORED, [
    workspaceId,
    anchorLog,
    within,
    generation,
    covering,
  ])
  return row
}

export async function readAnchorSize(run: Run, anchorLog: number): Promise<number> {
  const [row] = await run<{ size: number }>(SELECT_SIZE, [anchorLog])
  return row!.size
}

/**
 * Adds leaves to the log of checkpoints; answers the place of the first.
 * Throws PostgreSQL's 23505 where another server added some meanwhile.
 */
export async function appendAnchorLeaves(
  pool: Pool,
  anchorLog: number,
  leafHashes: readonly Uint8Array[],
): Promise<number> {
  return inWorkspace(pool, anchorLog, async run => {
    const size = await readAnchorSize(run, anchorLog)
    const { full } = extendTiles(size, await openTilesOf(run, anchorLog, size), leafHashes, sha256)
    await run(INSERT_LEAVES, [
      anchorLog,
      int8Array(leafHashes.map((_, i) => size + i)),
      byteaArray(leafHashes),
    ])
    if (full.length > 0)
      await run(INSERT_TILES, [
        anchorLog,
        int2Array(full.map(tile => tile.level)),
        int8Array(full.map(tile => tile.index)),
        byteaArray(full.map(tile => tile.hashes)),
        byteaArray(full.map(tile => tile.root)),
      ])
    return size
  })
}

async function openTilesOf(run: Run, anchorLog: number, size: number): Promise<Uint8Array[][]> {
  const leaves = await run<{ leaf_hash: Buffer }>(SELECT_LEAVES, [anchorLog, size - openWidth(size, 0), size])
  const levels: Uint8Array[][] = [leaves.map(row => row.leaf_hash)]
  for (let level = 1; size >= TILE_WIDTH ** level; level++) {
    const first = Math.floor(size / TILE_WIDTH ** level) - openWidth(size, level)
    const roots = await run<{ root: Buffer }>(SELECT_ROOTS, [anchorLog, level - 1, first])
    levels.push(roots.map(row => row.root))
  }
  return levels
}

export async function readNewestTimestamp(
  pool: Pool,
  anchorLog: number,
): Promise<StoredTimestamp | undefined> {
  const [row] = await readTogether(pool, anchorLog, run =>
    run<StoredTimestamp & Record<string, unknown>>(SELECT_TIMESTAMP, [anchorLog]),
  )
  return row
}

export async function insertTimestamp(pool: Pool, anchorLog: number, stamp: StoredTimestamp): Promise<void> {
  const { generation, size, authority, stampedAt, response } = stamp
  await inWorkspace(pool, anchorLog, run =>
    run(INSERT_TIMESTAMP, [anchorLog, generation, size, authority, stampedAt, response]),
  )
}
