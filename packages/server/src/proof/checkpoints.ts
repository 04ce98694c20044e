/**
 * The current checkpoint of a workspace's log: the newest that was signed, or a new one where the log grew. The head
 * that the database holds is signed only where it goes on from what was signed before.
 */
import { type HashRun, LogError, type TrustPolicy, type VerifierKey } from '@daybook/protocol'
import { formatId } from '../ids.ts'
import { damagedLog } from '../check/log-problem.ts'
import type { SignedHead } from '../keys/signing/signed-heads.ts'
import { ANCHORS, Signer } from '../keys/signing/signer.ts'
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
import { NO_HASHES, readTreeHashes, type TreeHashes } from '../store/proof/tree-hashes.ts'
import { readTogether } from '../store/transaction.ts'
import { policyOf } from './policy-of.ts'
import { signHead } from './sign-head.ts'

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
  readonly hashes: TreeHashes
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
    const anchors = new Signer(this.#folder, ANCHORS)
    const logs = [...this.signerOf(workspaceId).verifiers(), ...anchors.verifiers()]
    return policyOf(logs, this.#witnesses, kept)
  }

  /**
   * Throws `workspace_missing`; `log_went_back`, `log_diverged`, `log_damaged` where the database does not go on from
   * what was signed; `signing_key_missing` and `signed_heads_missing` where the key folder is not whole.
   */
  async current(workspaceId: number, request: CheckpointRequest = {}): Promise<CurrentCheckpoint> {
    let log = this.#logs.get(workspaceId)
    if (log === undefined) this.#logs.set(workspaceId, (log = new Mutex()))
    for (let tries = 0; tries < TRIES; tries++) {
      // One at a time, so that those who ask together get one signature.
      const found = await log.alone(() => this.#look(workspaceId, request, tries === 0))
      if (typeof found === 'object') return found
      await new Promise(resolve => setTimeout(resolve, found))
    }
    throw new LogError('log_busy', 'Others kept signing this log: ask again in a moment.', { retryAfter: 1 })
  }

  /** Or after how many ms to look again. */
  async #look(
    workspaceId: number,
    request: CheckpointRequest,
    mayWait: boolean,
  ): Promise<CurrentCheckpoint | number> {
    const state = await readTogether(this.#pools.app, workspaceId, run => readLogState(run, workspaceId))
    if (state === undefined) throw new LogError('workspace_missing', 'There is no such workspace.')
    const signer = this.signerOf(workspaceId)
    if (state.generation === 0 && state.checkpoint === undefined) signer.ensureKeys(signer.name, 'w')
    const last = signer.last(state.generation)
    const { checkpoint } = state
    if (checkpoint !== undefined && checkpoint.size === last.size && state.size >= last.size) {
      const age = this.#now() - checkpoint.signedAt
      const isFresh = age >= 0 && age < PERIOD && state.size > last.size
      const isEnough = checkpoint.size >= (request.covering ?? 0)
      if (isFresh && !isEnough && mayWait) return PERIOD - age
      const isUnchanged = state.size === last.size && state.root.equals(last.root)
      if (isUnchanged || (isFresh && isEnough)) {
        if (state.problem !== undefined) throw damagedLog(state.problem)
        return { checkpoint, hashes: await this.#hashes(workspaceId, checkpoint.size, request) }
      }
    }
    return (await this.#sign(workspaceId, signer, state, last, request)) ?? 0
  }

  async #sign(
    workspaceId: number,
    signer: Signer,
    state: LogState,
    last: SignedHead,
    request: CheckpointRequest,
  ): Promise<CurrentCheckpoint | undefined> {
    const { size, generation, root, problem } = state
    const refusal = problem && damagedLog(problem)
    const head = { logId: workspaceId, table: 'entries', generation, size, root, refusal } as const
    const signed = await signHead(this.#pools.app, signer, head, last, request.needs?.(size))
    if (signed === undefined) return undefined
    const checkpoint: StoredCheckpoint = { generation, size, root, signedAt: this.#now(), note: signed.note }
    await readTogether(this.#pools.app, workspaceId, run => insertCheckpoint(run, workspaceId, checkpoint))
    return { checkpoint, hashes: signed.hashes }
  }

  async #hashes(workspaceId: number, size: number, { needs }: CheckpointRequest): Promise<TreeHashes> {
    const runs = needs?.(size) ?? []
    if (runs.length === 0) return NO_HASHES
    return readTogether(this.#pools.app, workspaceId, run => readTreeHashes(run, workspaceId, size, runs))
  }
}
