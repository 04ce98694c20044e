/**
 * The log of checkpoints: one for the installation, whose leaves are the texts of the workspaces' checkpoints. Whoever
 * keeps one of its checkpoints, or a time stamp of it, holds something over every workspace at once.
 */
import { leafHash, LogError, parseSignedCheckpoint, planInclusion, type VerifierKey } from '@daybook/protocol'
import { sha256 } from '../hashes.ts'
import { formatId, parseId } from '../ids.ts'
import { ANCHORS, Signer } from '../keys/signing/signer.ts'
import type { SigningFolder } from '../keys/signing/signing-folder.ts'
import { randomId } from '../random.ts'
import {
  appendAnchorLeaves,
  insertAnchor,
  insertTimestamp,
  readAnchored,
  readAnchorSize,
  readNewestTimestamp,
  readUnanchored,
  type StoredTimestamp,
} from '../store/proof/anchors.ts'
import type { Pools } from '../store/pool.ts'
import {
  insertCheckpoint,
  readCheckpoint,
  readNewestCheckpoint,
  type StoredCheckpoint,
} from '../store/proof/checkpoints.ts'
import { readTreeHashes } from '../store/proof/tree-hashes.ts'
import { inWorkspace, readTogether } from '../store/transaction.ts'
import { encodeAnchor } from './encode-anchor.ts'
import { requestTimestamp, type TimestampAuthority } from './request-timestamp.ts'
import { signHead } from './sign-head.ts'

export interface Anchor {
  /** The workspace's checkpoint that it is of: entries. */
  readonly size: number
  /** C2SP tlog-proof whose extra data are that checkpoint's text. */
  readonly proof: string
  /** RFC 3161, of the text of the proof's own checkpoint. */
  readonly timestamp?: Buffer
}

interface Own {
  readonly id: number
  readonly generation: number
}

export class AnchorLog {
  readonly #pools: Pools
  readonly #signer: Signer
  readonly #authority: TimestampAuthority | undefined
  readonly #now: () => number

  constructor(given: {
    pools: Pools
    signing: SigningFolder
    authority: TimestampAuthority | undefined
    now: () => number
  }) {
    this.#pools = given.pools
    this.#signer = new Signer(given.signing, ANCHORS)
    this.#authority = given.authority
    this.#now = given.now
  }

  /** The keys of all its generations. */
  verifiers(): VerifierKey[] {
    return this.#signer.verifiers()
  }

  /**
   * Takes the newest checkpoint of each workspace in, signs, and has the signature time-stamped where an authority is
   * configured. What is done already is not done again. Throws what signing throws, and `timestamp_refused`.
   */
  async anchor(workspaceIds: readonly number[]): Promise<void> {
    const own = this.#own() ?? ownOf(this.#signer.ensureKeys(formatId('ws', randomId()), 'anchors'))
    await this.#take(own, workspaceIds)
    const checkpoint = await this.#sign(own)
    if (checkpoint !== undefined && this.#authority !== undefined)
      await this.#stamp(own, checkpoint, this.#authority)
  }

  /** The newest anchored checkpoint of a generation that covers so many entries, time-stamped if any is. */
  async of(workspaceId: number, generation: number, covering: number): Promise<Anchor | undefined> {
    const own = this.#own()
    if (own === undefined) return undefined
    const stamp = await readNewestTimestamp(this.#pools.app, own.id)
    const stamped = stamp && (await this.#proofIn(own, workspaceId, generation, covering, stamp))
    return stamped ?? this.#proofIn(own, workspaceId, generation, covering)
  }

  /** Goes on as a new generation, after an older database was put in place. True where that was needed. */
  async continue(): Promise<boolean> {
    const own = this.#own()
    if (own === undefined) return false
    try {
      await this.#sign(own)
      return false
    } catch (error) {
      if (!(error instanceof LogError) || !['log_went_back', 'log_diverged'].includes(error.code)) throw error
    }
    this.#signer.startGeneration(own.generation + 1)
    await this.#sign(this.#own()!)
    return true
  }

  #own(): Own | undefined {
    const keys = this.#signer.keys()
    return keys && ownOf(keys)
  }

  async #take(own: Own, workspaceIds: readonly number[]): Promise<void> {
    const taken: { workspaceId: number; generation: number; size: number; leaf: Uint8Array }[] = []
    for (const workspaceId of workspaceIds) {
      const found = await readTogether(this.#pools.app, workspaceId, run =>
        readUnanchored(run, workspaceId, own.id),
      )
      if (found === undefined) continue
      const { text } = parseSignedCheckpoint(found.note)
      taken.push({ workspaceId, ...found, leaf: leafHash(Buffer.from(text, 'utf8'), sha256) })
    }
    if (taken.length === 0) return
    const leaves = taken.map(({ leaf }) => leaf)
    const first = await appendAnchorLeaves(this.#pools.app, own.id, leaves)
    // A server that dies here leaves leaves that nobody points to; the checkpoints are taken in again.
    for (const [i, { workspaceId, generation, size }] of taken.entries()) {
      const anchored = { generation, size, anchorIndex: first + i }
      await inWorkspace(this.#pools.app, workspaceId, run =>
        insertAnchor(run, workspaceId, own.id, anchored, this.#now()),
      )
    }
  }

  /** Undefined where there is nothing to sign. */
  async #sign({ id, generation }: Own): Promise<StoredCheckpoint | undefined> {
    const { app } = this.#pools
    const last = this.#signer.last(generation)
    const size = await readTogether(app, id, run => readAnchorSize(run, id))
    if (size === 0 && last.size === 0) return undefined
    const newest = await readTogether(app, id, run => readNewestCheckpoint(run, id, generation))
    if (newest?.size === size && last.size === size) return newest
    const head = { logId: id, table: 'anchor_leaves', generation, size } as const
    const signed = await signHead(app, this.#signer, head, last)
    if (signed === undefined) throw new LogError('log_busy', 'Another server signs the log of checkpoints.')
    const checkpoint = { generation, size, root: signed.root, signedAt: this.#now(), note: signed.note }
    await inWorkspace(app, id, run => insertCheckpoint(run, id, checkpoint))
    return checkpoint
  }

  async #stamp({ id }: Own, checkpoint: StoredCheckpoint, authority: TimestampAuthority): Promise<void> {
    const { generation, size, note } = checkpoint
    const newest = await readNewestTimestamp(this.#pools.app, id)
    if (newest?.generation === generation && newest.size === size) return
    const { text } = parseSignedCheckpoint(note)
    const { response, stampedAt } = await requestTimestamp(authority, Buffer.from(text, 'utf8'))
    await insertTimestamp(this.#pools.app, id, {
      generation,
      size,
      authority: authority.url,
      stampedAt,
      response,
    })
  }

  async #proofIn(
    { id, generation: newest }: Own,
    workspaceId: number,
    generation: number,
    covering: number,
    stamp?: StoredTimestamp,
  ): Promise<Anchor | undefined> {
    const { app } = this.#pools
    const checkpoint = await readTogether(app, id, run =>
      stamp === undefined
        ? readNewestCheckpoint(run, id, newest)
        : readCheckpoint(run, id, stamp.generation, stamp.size),
    )
    if (checkpoint === undefined) return undefined
    const wanted = { anchorLog: id, within: checkpoint.size, generation, covering }
    const found = await readTogether(app, workspaceId, run => readAnchored(run, workspaceId, wanted))
    if (found === undefined) return undefined
    const anchored = await readTogether(app, workspaceId, run =>
      readCheckpoint(run, workspaceId, generation, found.size),
    )
    if (anchored === undefined) return undefined
    const plan = planInclusion(found.anchorIndex, checkpoint.size)
    const stored = await readTogether(app, id, run =>
      readTreeHashes(run, id, checkpoint.size, plan.flat(), 'anchor_leaves'),
    )
    return {
      size: found.size,
      proof: encodeAnchor(anchored, found.anchorIndex, plan, stored, checkpoint),
      timestamp: stamp?.response,
    }
  }
}

const ownOf = ({
  log,
  generations,
}: {
  log: string
  generations: readonly { generation: number }[]
}): Own => ({
  id: parseId('ws', log)!,
  generation: generations.at(-1)!.generation,
})
