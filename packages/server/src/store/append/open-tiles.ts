/** The unfinished tiles of each workspace's tree, kept in memory and read again where the head is not the expected one. */
import { HASH_BYTES, openWidth, type OpenTiles, TILE_WIDTH } from '@daybook/protocol'
import type { Run } from '../transaction.ts'

interface Remembered {
  readonly root: string
  readonly tiles: OpenTiles
}

const SELECT_LEAVES = {
  name: 'open_leaves',
  text: `select leaf_hash from daybook.entries where workspace_id = $1 and seq > $2 and seq <= $3 order by seq`,
}
const SELECT_ROOTS = {
  name: 'open_roots',
  text: `select root from daybook.tiles where workspace_id = $1 and level = $2 and index >= $3 order by index`,
}

export class OpenTilesCache {
  readonly #known = new Map<number, Remembered>()

  /** The open tiles of a tree of this size and root. */
  async of(run: Run, workspaceId: number, size: number, root: Buffer): Promise<OpenTiles> {
    const known = this.#known.get(workspaceId)
    if (known?.root === root.toString('base64')) return known.tiles
    return readOpenTiles(run, workspaceId, size)
  }

  remember(workspaceId: number, root: Uint8Array, tiles: OpenTiles): void {
    this.#known.set(workspaceId, { root: Buffer.from(root).toString('base64'), tiles })
  }
}

async function readOpenTiles(run: Run, workspaceId: number, size: number): Promise<OpenTiles> {
  const leaves = await run<{ leaf_hash: Buffer }>(SELECT_LEAVES, [
    workspaceId,
    size - openWidth(size, 0),
    size,
  ])
  const levels: Uint8Array[][] = [leaves.map(row => row.leaf_hash)]
  for (let level = 1; size >= TILE_WIDTH ** level; level++) {
    const width = openWidth(size, level)
    const first = Math.floor(size / TILE_WIDTH ** level) - width
    const roots = await run<{ root: Buffer }>(SELECT_ROOTS, [workspaceId, level - 1, first])
    levels.push(roots.map(row => row.root))
  }
  levels.forEach((hashes, level) => {
    if (hashes.length !== openWidth(size, level) || hashes.some(hash => hash.length !== HASH_BYTES)) {
      throw new Error(`the open tile of level ${level} does not fit a log of ${size} entries`)
    }
  })
  return levels
}
