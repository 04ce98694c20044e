/** Makes a log as large as a test needs without writing as many entries: tiles and head are those of a real one. */
import {
  decodeFrontier,
  encodeFrontier,
  extendFrontier,
  extendTiles,
  leafHash,
  openWidth,
  rootOf,
  TILE_WIDTH,
} from '@daybook/protocol'
import { Client } from 'pg'
import { sha256 } from '../hashes.ts'
import { byteaArray, int2Array, int8Array } from '../store/sql-array.ts'
import type { TestDoor } from './test-door.ts'

/** Adds leaves that no entry stands behind, until the log has this size. Rows stand only where a proof reads them. */
export async function growLog(door: TestDoor, workspaceId: number, size: number): Promise<void> {
  const client = new Client({ connectionString: door.database!.adminUrl })
  await client.connect()
  try {
    await client.query(`set daybook.workspace = '${workspaceId}'`)
    const [head] = (
      await client.query('select size, frontier from daybook.log_heads where workspace_id = $1', [
        workspaceId,
      ])
    ).rows
    const before = Number(head.size)
    const leaf = leafHash(Buffer.from('of no entry'), sha256)
    const open = await openTiles(client, workspaceId, before)
    const leaves = Array.from({ length: size - before }, () => leaf)
    const tiles = extendTiles(before, open, leaves, sha256)
    const frontier = extendFrontier(decodeFrontier(before, head.frontier), leaves, sha256)
    await client.query(
      'insert into daybook.tiles (workspace_id, level, index, hashes, root) select $1, * from unnest($2::smallint[], $3::bigint[], $4::bytea[], $5::bytea[])',
      [
        workspaceId,
        int2Array(tiles.full.map(tile => tile.level)),
        int8Array(tiles.full.map(tile => tile.index)),
        byteaArray(tiles.full.map(tile => tile.hashes)),
        byteaArray(tiles.full.map(tile => tile.root)),
      ],
    )
    const last = Math.max(before, size - openWidth(size, 0))
    await client.query(
      `insert into daybook.entries (workspace_id, seq, recorded_at, occurred_at, kind, source, outcome, leaf_hash, digests, record)
       select $1, seq, 0, 0, 0, 0, 0, $4, '', '' from generate_series($2::bigint, $3::bigint) seq`,
      [workspaceId, last + 1, size, leaf],
    )
    await client.query(
      'update daybook.log_heads set size = $2, frontier = $3, root = $4 where workspace_id = $1',
      [workspaceId, size, Buffer.from(encodeFrontier(frontier)), Buffer.from(rootOf(frontier, sha256))],
    )
  } finally {
    await client.end()
  }
}

async function openTiles(client: Client, workspaceId: number, size: number): Promise<Uint8Array[][]> {
  const { rows } = await client.query(
    'select leaf_hash from daybook.entries where workspace_id = $1 and seq > $2 order by seq',
    [workspaceId, size - openWidth(size, 0)],
  )
  const levels: Uint8Array[][] = [rows.map(row => row.leaf_hash)]
  for (let level = 1; size >= TILE_WIDTH ** level; level++) {
    const first = Math.floor(size / TILE_WIDTH ** level) - openWidth(size, level)
    const { rows: roots } = await client.query(
      'select root from daybook.tiles where workspace_id = $1 and level = $2 and index >= $3 order by index',
      [workspaceId, level - 1, first],
    )
    levels.push(roots.map(row => row.root))
  }
  return levels
}
