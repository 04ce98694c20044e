/** Signs the head of a log where it goes on from what was signed before, which the stored hashes must show. */
import {
  buildProof,
  EMPTY_FRONTIER,
  extendFrontier,
  type HashRun,
  nodeHash,
  planConsistency,
  planFrontier,
  type ProofPlan,
  rootOf,
} from '@daybook/protocol'
import type { Pool } from 'pg'
import { sha256 } from '../hashes.ts'
import type { SignedHead } from '../keys/signing/signed-heads.ts'
import { requireForward, type Signer } from '../keys/signing/signer.ts'
import {
  damaged,
  type LeafTable,
  NO_HASHES,
  readTreeHashes,
  type TreeHashes,
} from '../store/proof/tree-hashes.ts'
import { readTogether } from '../store/transaction.ts'

export interface UnsignedHead {
  /** The number of the log's rows. */
  readonly logId: number
  readonly table: LeafTable
  readonly generation: number
  readonly size: number
  /** As the head's row has it; absent where the log has no such row. */
  readonly root?: Buffer
  /** What speaks against signing it although it goes on from what was signed: thrown then. */
  readonly refusal?: Error
}

export interface JustSigned {
  readonly note: string
  readonly root: Buffer
  readonly hashes: TreeHashes
}

/**
 * Undefined where another process signed meanwhile. `more` are hashes that the caller needs besides: read along.
 * Throws `log_went_back`, `log_diverged`, `log_damaged`.
 */
export async function signHead(
  pool: Pool,
  signer: Signer,
  head: UnsignedHead,
  last: SignedHead,
  more: readonly HashRun[] = [],
): Promise<JustSigned | undefined> {
  const { logId, size, generation } = head
  const grew = last.size > 0 && last.size < size
  const plan: ProofPlan = grew ? planConsistency(last.size, size) : []
  // What nobody signed yet has nothing to be consistent with: then the tiles must at least give the head's root.
  const frontier = last.size === 0 || head.root === undefined ? planFrontier(size) : []
  const runs = [...plan.flat(), ...frontier, ...more]
  const hashes =
    runs.length === 0
      ? NO_HASHES
      : await readTogether(pool, logId, run => readTreeHashes(run, logId, size, runs, head.table))
  const found = frontier.length > 0 ? rootFrom(frontier, hashes) : head.root!
  if (head.root?.equals(found) === false) throw notItsRoot()
  const proof = buildProof(plan, hashes.hashesOf, sha256)
  requireForward(last, { size, root: found }, proof)
  if (head.refusal !== undefined) throw head.refusal
  const note = signer.sign(generation, { size, root: found }, last, proof)
  return note === undefined ? undefined : { note, root: found, hashes }
}

/** Throws `log_damaged` where the stored hashes do not give the root that the head's row has. */
export async function requireWholeTree(
  pool: Pool,
  { logId, table, size, root }: UnsignedHead & { readonly root: Buffer },
): Promise<void> {
  const frontier = planFrontier(size)
  const hashes = await readTogether(pool, logId, run => readTreeHashes(run, logId, size, frontier, table))
  if (!rootFrom(frontier, hashes).equals(root)) throw notItsRoot()
}

const notItsRoot = (): Error => damaged('its hashes do not give the root of its head')

/** The root of a tree from the complete subtrees that it is made of. */
function rootFrom(frontier: readonly HashRun[], { hashesOf }: TreeHashes): Buffer {
  const roots = frontier.map(run => rootOf(extendFrontier(EMPTY_FRONTIER, hashesOf(run), sha256), sha256))
  return Buffer.from(roots.reduceRight((right, left) => nodeHash(left, right, sha256)))
}
