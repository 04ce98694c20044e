/** The stored tiles of a log. */
import { int2Array, int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'

export interface TileRow {
  readonly level: number
  readonly index: number
  readonly hashes: Buffer
  readonly root: Buffer
}

const SELECT = {
  name: 'check_tiles',
  text: `select t.level, t.index, t.hashes, t.root from unnest($2::smallint[], $3::bigint[]) w(level, index)
         join daybook.tiles t on t.workspace_id = $1 and t.level = w.level and t.index = w.index`,
}
/** Tiles that belong to no place of a tree of the head's size. */
const SELECT_OUTSIDE = {
  name: 'check_tiles_outside',
  text: `select t.level, t.index from daybook.tiles t
         where t.workspace_id = $1 and (t.level < 0 or t.level > 6 or t.index < 0
           or (t.index + 1)::numeric * power(256::numeric, t.level + 1)
             > (select size from daybook.log_heads where workspace_id = $1))
         order by t.level, t.index limit 1`,
}

export const readTiles = (
  run: Run,
  workspaceId: number,
  places: readonly { readonly level: number; readonly index: number }[],
): Promise<TileRow[]> =>
  run<TileRow & Record<string, unknown>>(SELECT, [
    workspaceId,
    int2Array(places.map(place => place.level)),
    int8Array(places.map(place => place.index)),
  ])

export const readTileOutside = async (
  run: Run,
  workspaceId: number,
): Promise<{ level: number; index: number } | undefined> =>
  (await run<{ level: number; index: number }>(SELECT_OUTSIDE, [workspaceId]))[0]
