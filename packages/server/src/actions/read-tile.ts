import {
  encodeEntryBundle,
  LogError,
  parseTilePath,
  TILE_WIDTH,
  type TilePlace,
  tilesOfLevel,
} from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { leafOf } from '../entry/leaf-of.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { readLogState } from '../store/proof/checkpoints.ts'
import { readLeafRows } from '../store/proof/stored-entries.ts'
import { readTreeHashes } from '../store/proof/tree-hashes.ts'
import { readTogether } from '../store/transaction.ts'

/** A tile of the tree, or a bundle of leaves: `path` as in C2SP tlog-tiles. Throws `not_found`. */
export async function readTile(daybook: Daybook, principal: Principal, path: string): Promise<Uint8Array> {
  requireRight(principal, 'verify')
  const { workspaceId } = principal
  const { app } = daybook.pools
  const place = parseTilePath(path)
  const state = place && (await readTogether(app, workspaceId, run => readLogState(run, workspaceId)))
  if (place === undefined || state === undefined || !isThere(place, state.size))
    throw new LogError('not_found', 'There is no tile at this path: the log has not come so far.')
  const { level, index, width } = place
  // Leaves tell of every entry what was done and when; hashes tell nothing.
  if (level === 'entries') requireRight(principal, 'access')
  const start = index * TILE_WIDTH
  if (level === 'entries') {
    const rows = await readTogether(app, workspaceId, run =>
      readLeafRows(run, workspaceId, start, start + width),
    )
    return encodeEntryBundle(
      rows.map(row =>
        Buffer.from(
          leafOf({ record: row.record, recordedAt: row.recorded_at, digests: row.digests }),
          'utf8',
        ),
      ),
    )
  }
  const run = { level, start, count: width }
  const hashes = await readTogether(app, workspaceId, send =>
    readTreeHashes(send, workspaceId, state.size, [run]),
  )
  return hashes.bytesOf(run)
}

function isThere({ level, index, width }: TilePlace, size: number): boolean {
  const { full, width: open } = tilesOfLevel(size, level === 'entries' ? 0 : level)
  // A part of a tile that is full by now is still served: somebody may verify an older checkpoint.
  return index < full || (index === full && width <= open)
}
