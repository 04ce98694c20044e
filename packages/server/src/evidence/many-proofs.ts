/**
 * Inclusion proofs of many entries in one tree. Entries that stand near one another share most of their proofs, so
 * the roots of subtrees are kept from one to the next.
 */
import { type HashRun, planInclusion, type ProofPlan, rootOf } from '@daybook/protocol'
import { EMPTY_FRONTIER, extendFrontier, nodeHash } from '@daybook/protocol'
import { sha256 } from '../hashes.ts'
import type { HashesOf } from '../store/proof/tree-hashes.ts'

/** Roots kept; a proof has some 20 to 40. */
const MOST_KEPT = 20_000

export class ManyProofs {
  readonly #size: number
  readonly #read: (runs: readonly HashRun[]) => Promise<HashesOf>
  readonly #roots = new Map<string, Uint8Array>()

  /** `read` answers stored hashes of the tree of this size, in one statement. */
  constructor(size: number, read: (runs: readonly HashRun[]) => Promise<HashesOf>) {
    this.#size = size
    this.#read = read
  }

  /** The proofs of the leaves at these places (from 0), in their order. */
  async of(indexes: readonly number[]): Promise<Uint8Array[][]> {
    if (this.#roots.size > MOST_KEPT) this.#roots.clear()
    const plans: ProofPlan[] = indexes.map(index => planInclusion(index, this.#size))
    const wanted = new Map<string, HashRun>()
    for (const plan of plans) {
      for (const run of plan.flat()) {
        const name = nameOf(run)
        if (!this.#roots.has(name)) wanted.set(name, run)
      }
    }
    if (wanted.size > 0) {
      const hashesOf = await this.#read([...wanted.values()])
      for (const [name, run] of wanted)
        this.#roots.set(name, rootOf(extendFrontier(EMPTY_FRONTIER, hashesOf(run), sha256), sha256))
    }
    return plans.map(plan =>
      plan.map(runs =>
        runs
          .map(run => this.#roots.get(nameOf(run))!)
          .reduceRight((right, left) => nodeHash(left, right, sha256)),
      ),
    )
  }
}

const nameOf = ({ level, start, count }: HashRun): string => `${level}/${start}/${count}`
