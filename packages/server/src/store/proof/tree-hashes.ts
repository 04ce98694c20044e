/**
 * The stored hashes that a proof needs, in one statement whatever the size of the log: hashes of full tiles from the
 * tiles, those of unfinished ones from the leaves and from the roots of the tiles below.
 */
import { HASH_BYTES, type HashRun, LogError, TILE_WIDTH } from '@daybook/protocol'
import { int2Array, int8Array } from '../sql-array.ts'
import type { Run, Statement } from '../transaction.ts'

/** Where the leaves of a log stand: the entries of a workspace, or the log of checkpoints. */
export type LeafTable = 'entries' | 'anchor_leaves'

export interface TreeHashes {
  /** The hashes of a run, one after another. Throws `log_damaged` where one is missing. */
  bytesOf(run: HashRun): Buffer
  /** The same, each by itself. */
  hashesOf(run: HashRun): Buffer[]
}

interface HashRow {
  readonly kind: 'tile' | 'hash'
  readonly level: number
  readonly index: number
  readonly bytes: Buffer
}

// A lateral join reads each range from the index by itself, whatever the planner thinks of the arrays.
const statementFor = (table: LeafTable): Statement => ({
  name: `tree_hashes_${table}`,
  text: `select 'tile' as kind, t.level, t.index, t.hashes as bytes
           from unnest($2::smallint[], $3::bigint[]) w(level, index)
           join daybook.tiles t on t.workspace_id = $1 and t.level = w.level and t.index = w.index
         union all select 'hash', (r.level + 1)::smallint, r.index, r.root
           from unnest($4::smallint[], $5::bigint[], $6::bigint[]) w(level, first, behind)
           cross join lateral (select level, index, root from daybook.tiles
             where workspace_id = $1 and level = w.level and index >= w.first and index < w.behind) r
         union all select 'hash', 0::smallint, l.place, l.leaf_hash
           from unnest($7::bigint[], $8::bigint[]) w(first, behind)
           cross join lateral (select ${table === 'entries' ? 'seq - 1' : 'index'} as place, leaf_hash
             from daybook.${table} where workspace_id = $1
             and ${table === 'entries' ? 'seq > w.first and seq <= w.behind' : 'index >= w.first and index < w.behind'}) l`,
})
const STATEMENTS = { entries: statementFor('entries'), anchor_leaves: statementFor('anchor_leaves') }

/**
 * Reads what these runs need, which each lie in one tile. `size` is that of the tree which they were planned for: what
 * was full then is stored.
 */
export async function readTreeHashes(
  run: Run,
  logId: number,
  size: number,
  runs: readonly HashRun[],
  table: LeafTable = 'entries',
): Promise<TreeHashes> {
  const tiles = new Map<string, { level: number; index: number }>()
  const loose: HashRun[] = []
  for (const one of runs) {
    const index = Math.floor(one.start / TILE_WIDTH)
    if (isFull(size, one.level, index)) tiles.set(nameOf(one.level, index), { level: one.level, index })
    else loose.push(one)
  }
  const roots = loose.filter(one => one.level > 0)
  const leaves = loose.filter(one => one.level === 0)
  const rows = await run<HashRow & Record<string, unknown>>(STATEMENTS[table], [
    logId,
    int2Array([...tiles.values()].map(tile => tile.level)),
    int8Array([...tiles.values()].map(tile => tile.index)),
    int2Array(roots.map(one => one.level - 1)),
    int8Array(roots.map(one => one.start)),
    int8Array(roots.map(one => one.start + one.count)),
    int8Array(leaves.map(one => one.start)),
    int8Array(leaves.map(one => one.start + one.count)),
  ])
  const full = new Map<string, Buffer>()
  const single = new Map<string, Buffer>()
  for (const { kind, level, index, bytes } of rows)
    (kind === 'tile' ? full : single).set(nameOf(level, index), bytes)
  return treeHashes(full, single)
}

function treeHashes(full: ReadonlyMap<string, Buffer>, single: ReadonlyMap<string, Buffer>): TreeHashes {
  function bytesOf({ level, start, count }: HashRun): Buffer {
    const at = (start % TILE_WIDTH) * HASH_BYTES
    const bytes =
      full.get(nameOf(level, Math.floor(start / TILE_WIDTH)))?.subarray(at, at + count * HASH_BYTES) ??
      Buffer.concat(Array.from({ length: count }, (_, i) => single.get(nameOf(level, start + i)) ?? NONE))
    if (bytes.length !== count * HASH_BYTES)
      throw damaged(`a hash behind ${start} of level ${level} is missing`)
    return bytes
  }
  return {
    bytesOf,
    hashesOf(run) {
      const bytes = bytesOf(run)
      return Array.from({ length: run.count }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES))
    },
  }
}

/** Nothing is needed of the tree. */
export const NO_HASHES: TreeHashes = treeHashes(new Map(), new Map())

const NONE = Buffer.alloc(0)

const SELECT_TILES = {
  name: 'full_tiles',
  text: `select index, hashes from daybook.tiles
         where workspace_id = $1 and level = $2 and index >= $3 and index < $4 order by index`,
}

/** The full tiles of a level from `first` to before `behind`. Throws `log_damaged` where one is missing. */
export async function readFullTiles(
  run: Run,
  logId: number,
  level: number,
  first: number,
  behind: number,
): Promise<{ index: number; hashes: Buffer }[]> {
  const tiles = await run<{ index: number; hashes: Buffer }>(SELECT_TILES, [logId, level, first, behind])
  if (
    tiles.length !== behind - first ||
    tiles.some(({ hashes }) => hashes.length !== TILE_WIDTH * HASH_BYTES)
  )
    throw damaged(`a tile of level ${level} from ${first} on is missing`)
  return tiles
}

/** True where the tile is full in a tree of this size. */
const isFull = (size: number, level: number, index: number): boolean =>
  Math.floor(size / TILE_WIDTH ** level) >= (index + 1) * TILE_WIDTH

const nameOf = (level: number, index: number): string => `${level}/${index}`

/** The stored log does not give what was signed. */
export const damaged = (what: string, cause?: unknown): LogError =>
  new LogError(
    'log_damaged',
    `The stored log is damaged: ${what}. Run "daybook check-log" to find the first bad entry.`,
    { cause },
  )
