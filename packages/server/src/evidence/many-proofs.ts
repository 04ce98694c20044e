/**
 * Inclusion proofs of many entries in one tree. Entries that stand near one another share most of their proofs, so
 * what was made of a tile is kept from one to the next.
 */
import {
  type HashRun,
  nodeHash,
  planInclusion,
  type ProofPlan,
  TILE_WIDTH,
  tilesOfLevel,
} from '@daybook/protocol'
import { sha256 } from '../hashes.ts'
import type { TreeHashes } from '../store/proof/tree-hashes.ts'
import { TileNodes } from './tile-nodes.ts'

/** Tiles kept, of 16 kB each. */
const MOST_KEPT = 256

export class ManyProofs {
  readonly #size: number
  readonly #read: (runs: readonly HashRun[]) => Promise<TreeHashes>
  readonly #tiles = new Map<string, TileNodes>()
  /** Roots of the incomplete subtrees at the right edge, which nearly every proof has. */
  readonly #edges = new Map<string, Uint8Array>()

  /** `read` answers stored hashes of the tree of this size, in one statement. */
  constructor(size: number, read: (runs: readonly HashRun[]) => Promise<TreeHashes>) {
    this.#size = size
    this.#read = read
  }

  /** The proofs of the leaves at these places (from 0), in their order. */
  async of(indexes: readonly number[]): Promise<Uint8Array[][]> {
    if (this.#tiles.size > MOST_KEPT) this.#tiles.clear()
    const plans: ProofPlan[] = indexes.map(index => planInclusion(index, this.#size))
    const wanted = new Map<string, HashRun>()
    for (const plan of plans) {
      for (const { level, start } of plan.flat()) {
        const index = Math.floor(start / TILE_WIDTH)
        const name = nameOf(level, index)
        if (!this.#tiles.has(name) && !wanted.has(name)) wanted.set(name, this.#tile(level, index))
      }
    }
    if (wanted.size > 0) {
      const stored = await this.#read([...wanted.values()])
      for (const [name, run] of wanted) this.#tiles.set(name, new TileNodes(stored.bytesOf(run)))
    }
    return plans.map(plan => plan.map(runs => this.#rootOf(runs)))
  }

  /** As much of a tile as the tree has. */
  #tile(level: number, index: number): HashRun {
    const { full, width } = tilesOfLevel(this.#size, level)
    return { level, start: index * TILE_WIDTH, count: index < full ? TILE_WIDTH : width }
  }

  #rootOf(runs: readonly HashRun[]): Uint8Array {
    if (runs.length === 1) return this.#subtree(runs[0]!)
    const { level, start } = runs[0]!
    const name = nameOf(level, start)
    let root = this.#edges.get(name)
    if (root === undefined) {
      root = runs.map(run => this.#subtree(run)).reduceRight((right, left) => nodeHash(left, right, sha256))
      this.#edges.set(name, root)
    }
    return root
  }

  #subtree({ level, start, count }: HashRun): Uint8Array {
    const tile = this.#tiles.get(nameOf(level, Math.floor(start / TILE_WIDTH)))!
    return tile.rootOf(start % TILE_WIDTH, count)
  }
}

const nameOf = (level: number, place: number): string => `${level}/${place}`
