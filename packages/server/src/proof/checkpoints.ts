/**
 * The current checkpoint of a workspace's log: the newest that was signed, or a new one where the log grew. The head
 * that the database holds is signed only where it goes on from what was signed before.
 */
import {
  buildProof,
  extendFrontier,
  EMPTY_FRONTIER,
  type HashRun,
  LogError,
  nodeHash,
  planConsistency,
  planFrontier,
  type ProofPlan,
  rootOf,
  type TrustPolicy,
  type VerifierKey,
} from '@daybook/protocol'
import { sha256 } from '../hashes.ts'
import { formatId } from '../ids.ts'
import type { SignedHead } from '../keys/signing/signed-heads.ts'
import { Signer } from '../keys/signing/signer.ts'
import type { SigningFolder } from '../keys/signing/signing-folder.ts'
import { Mutex } from '../store/append/mutex.ts'
import type { Pools } from '../store/pool.ts'
import {
  insertCheckpoint,
  type LogState,
  readLogState,
  readWitnesses,
  type StoredCheckpoint,
} from '../store/proof/checkpoints.ts'
import { damaged, type HashesOf, readTreeHashes } from '../store/proof/tree-hashes.ts'
import { readTogether } from '../store/transaction.ts'
import { policyOf } from './policy-of.ts'

/** A log is signed at most once in this time, in ms, however often it is asked for. */
const PERIOD = 1000
/** Another process may sign between our look and our signature; it cannot do so for ever. */
const TRIES = 20

export interface CheckpointRequest {
  /** Entries that it must cover; else the newest one, if that is younger than a second, will do. */
  readonly covering?: number
  /** Stored hashes to read along, for a proof in the tree of the checkpoint's size: it costs no statement more. */
  readonly needs?: (size: number) => readonly HashRun[]
}

export interface CurrentCheckpoint {
  readonly checkpoint: StoredCheckpoint
  readonly hashesOf: HashesOf
}

export class Checkpoints {
  readonly #pools: Pools
  readonly #folder: SigningFolder
  readonly #now: () => number
  readonly #witnesses: readonly VerifierKey[]
  readonly #logs = new Map<number, Mutex>()

  constructor(given: {
    pools: Pools
    signing: SigningFolder
    witnesses: readonly VerifierKey[]
    now: () => number
  }) {
    this.#witnesses = given.witnesses
    this.#pools = given.pools
    this.#folder = given.signing
    this.#now = given.now
  }

  signerOf(workspaceId: number): Signer {
    return new Signer(this.#folder, formatId('ws', workspaceId))
  }

  /** The keys of all generations, and every witness that is configured or whose cosignature is kept. */
  async trustPolicy(workspaceId: number): Promise<TrustPolicy> {
    const kept = await readTogether(this.#pools.app, workspaceId, run => readWitnesses(run, workspaceId))
    const anchors = new Signer(this.#folder, 'anchors')
    const logs = [...this.signerOf(workspaceId).verifiers(), ...anchors.verifiers()]
    return policyOf(logs, this.#witnesses, kept)
  }

  /**
   * Throws `workspace_missing`; `log_went_back`, `log_diverged`, `log_damaged` where the database does not go on from
   * what was signed; `signing_key_missing` and `signed_heads_missing` where the key folder is not whole.
   */
  current(workspaceId: number, request: CheckpointRequest = {}): Promise<CurrentCheckpoint> {
    let log = this.#logs.get(workspaceId)
    if (log === undefined) this.#logs.set(workspaceId, (log = new Mutex()))
    // One at a time, so that those who ask together get one signature.
    return log.alone(() => this.#current(workspaceId, request))
  }

  async #current(workspaceId: number, request: CheckpointRequest): Promise<CurrentCheckpoint> {
    let waited = false
    for (let tries = 0; tries < TRIES; tries++) {
      const state = await readTogether(this.#pools.app, workspaceId, run => readLogState(run, workspaceId))
      if (state === undefined) throw new LogError('workspace_missing', 'There is no such workspace.')
      const signer = this.signerOf(workspaceId)
      if (state.generation === 0 && state.checkpoint === undefined) signer.ensureKeys(signer.name, 'w')
      const last = signer.last(state.generation)
      const age = this.#now() - (state.checkpoint?.signedAt ?? 0)
      const fresh = age >= 0 && age < PERIOD
      const { checkpoint } = state
      if (checkpoint !== undefined && checkpoint.size === last.size && state.size >= last.size) {
        const enough = checkpoint.size >= (request.covering ?? 0)
        const unchanged = state.size === last.size && state.root.equals(last.root)
        if (unchanged || (fresh && enough && state.size > last.size))
          return { checkpoint, hashesOf: await this.#hashes(workspaceId, checkpoint.size, request) }
        if (fresh && !waited) {
          waited = true
          await new Promise(resolve => setTimeout(resolve, PERIOD - age))
          continue
        }
      }
      const signed = await this.#sign(workspaceId, signer, state, last, request)
      if (signed !== undefined) return signed
    }
    throw new LogError('log_busy', 'Others kept signing this log: ask again in a moment.', { retryAfter: 1 })
  }

  async #sign(
    workspaceId: number,
    signer: Signer,
    state: LogState,
    last: SignedHead,
    request: CheckpointRequest,
  ): Promise<CurrentCheckpoint | undefined> {
    const { size, generation, root } = state
    const grew = last.size > 0 && last.size < size
    const plan: ProofPlan = grew ? planConsistency(last.size, size) : []
    // What nobody signed yet has nothing to be consistent with: then the tiles must at least give the head's root.
    const frontier = last.size === 0 ? planFrontier(size) : []
    const runs = [...plan.flat(), ...frontier]
    const hashesOf = await this.#hashes(workspaceId, size, {
      needs: () => [...runs, ...(request.needs?.(size) ?? [])],
    })
    if (frontier.length > 0 && !rootFrom(frontier, hashesOf).equals(root))
      throw damaged('its hashes do not give the root of its head')
    const note = signer.sign(generation, { size, root }, last, buildProof(plan, hashesOf, sha256))
    if (note === undefined) return undefined
    const checkpoint: StoredCheckpoint = { generation, size, root, signedAt: this.#now(), note }
    await readTogether(this.#pools.app, workspaceId, run => insertCheckpoint(run, workspaceId, checkpoint))
    return { checkpoint, hashesOf }
  }

  async #hashes(workspaceId: number, size: number, { needs }: CheckpointRequest): Promise<HashesOf> {
    const runs = needs?.(size) ?? []
    if (runs.length === 0) return nothing
    return readTogether(this.#pools.app, workspaceId, run => readTreeHashes(run, workspaceId, size, runs))
  }
}

const nothing: HashesOf = () => []

/** The root of a tree from the complete subtrees that it is made of. */
function rootFrom(frontier: readonly HashRun[], hashesOf: HashesOf): Buffer {
  const roots = frontier.map(run => rootOf(extendFrontier(EMPTY_FRONTIER, hashesOf(run), sha256), sha256))
  return Buffer.from(roots.reduceRight((right, left) => nodeHash(left, right, sha256)))
}
