/**
 * Appends by group commit: what several callers send while the database is busy is written together. Groups of a
 * workspace follow each other closely: one is prepared while the database works on others; workspaces take turns.
 */
import { LogError, type Receipt } from '@daybook/protocol'
import type { Pool } from 'pg'
import type { Workspace } from '../../entry/workspace.ts'
import { entryIdIn, generationOf } from '../../ids.ts'
import type { KeyFolder } from '../../keys/key-folder.ts'
import type { ClientKeys } from '../client-keys.ts'
import { Registry } from '../registry.ts'
import { commitAhead } from './commit-ahead.ts'
import { AnswerLost, commitGroup, type CommitOutcome } from './commit-group.ts'
import { type EarlierEntry, excuseGone, readEarlierOf } from './earlier-entry.ts'
import { formGroup } from './form-group.ts'
import { type AppendRequest, isKeyed, type PreparedEntry, type PreparedGroup } from './group.ts'
import { keyName } from './group-keys.ts'
import type { Kinds } from './kinds.ts'
import { type Lane, openLane, sizeOfGroup } from './lane.ts'
import { loadGroup } from './load-group.ts'
import { OpenTilesCache } from './open-tiles.ts'
import type { Place } from './places.ts'
import { prepareGroup } from './prepare-group.ts'
import { type Placed, receiptsOf } from './receipts.ts'
import { settleRepeats } from './settle-repeats.ts'
import { Turns } from './turns.ts'

export interface AppendLogOptions {
  /** Entries in a group at most. */
  readonly groupSize?: number
  /** Groups of one workspace in flight. */
  readonly inFlight?: number
}

/** Bytes of drafts that may wait; beyond it a caller is told to come back. */
const QUEUE_BYTES = 32 * 1024 * 1024
/** Transactions at once over all workspaces. */
const GROUPS_AT_ONCE = 4
/** A group that others keep overtaking gives up after so many tries. */
const MAX_TRIES = 50

export interface Written {
  readonly workspaceId: number
  readonly size: number
}

export class AppendLog {
  readonly #pool: Pool
  readonly #folder: KeyFolder
  readonly #clientKeys: ClientKeys
  readonly #kinds: Kinds
  readonly #now: () => number
  readonly #groupSize: number
  readonly #inFlight: number
  readonly #lanes = new Map<number, Lane>()
  readonly #turns = new Turns(GROUPS_AT_ONCE)
  readonly #openTiles = new OpenTilesCache()
  readonly #listeners = new Set<(written: Written) => void>()
  #queuedBytes = 0
  #stopping = false

  constructor(
    given: { pool: Pool; folder: KeyFolder; clientKeys: ClientKeys; kinds: Kinds; now: () => number },
    options: AppendLogOptions = {},
  ) {
    this.#pool = given.pool
    this.#folder = given.folder
    this.#clientKeys = given.clientKeys
    this.#kinds = given.kinds
    this.#now = given.now
    this.#groupSize = options.groupSize ?? 256
    this.#inFlight = options.inFlight ?? 3
  }

  /** Calls `listener` after every commit of this process. Answers how to stop. */
  onWritten(listener: (written: Written) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Writes all intents or none. Throws `log_busy` where too much is waiting, and what made the entries impossible. */
  append(
    workspace: Workspace,
    intents: AppendRequest['intents'],
    bytes: number,
    also?: AppendRequest['also'],
    behind?: AppendRequest['behind'],
    expects?: AppendRequest['expects'],
  ): Promise<readonly Receipt[]> {
    if (this.#stopping)
      throw new LogError('stopping', 'The server is stopping: send the entries again in a moment.', {
        retryAfter: 2,
      })
    if (this.#queuedBytes > 0 && this.#queuedBytes + bytes > QUEUE_BYTES) {
      throw new LogError('log_busy', 'The log is busy: send the entries again in a moment.', {
        retryAfter: 1,
      })
    }
    const lane = this.#laneOf(workspace)
    this.#queuedBytes += bytes
    return new Promise<readonly Receipt[]>((resolve, reject) => {
      const workspaceId = workspace.id
      lane.waiting.push({ workspaceId, intents, bytes, also, behind, expects, resolve, reject })
      this.#start(lane)
    }).finally(() => {
      this.#queuedBytes -= bytes
    })
  }

  /** Bytes of drafts that wait or are being written. */
  get queuedBytes(): number {
    return this.#queuedBytes
  }

  /** Refuses new entries and waits until those accepted are written. */
  async drain(): Promise<void> {
    this.#stopping = true
    while ([...this.#lanes.values()].some(lane => lane.flights > 0))
      await new Promise(resolve => setTimeout(resolve, 5))
  }

  /** Forgets what is known of a workspace, after something outside the append path changed it. */
  forget(workspaceId: number): void {
    const lane = this.#lanes.get(workspaceId)
    if (lane !== undefined) lane.registry = new Registry()
    this.#clientKeys.forget(workspaceId)
  }

  #laneOf(workspace: Workspace): Lane {
    let lane = this.#lanes.get(workspace.id)
    if (lane === undefined) {
      lane = openLane(workspace)
      this.#lanes.set(workspace.id, lane)
    }
    lane.workspace = workspace
    return lane
  }

  #start(lane: Lane): void {
    while (lane.flights < this.#inFlight && lane.waiting.length > 0) {
      lane.flights++
      void this.#fly(lane).finally(() => {
        lane.flights--
        this.#start(lane)
      })
      // The second flight takes what comes in while the first is prepared.
      if (lane.flights > 1) break
    }
  }

  async #fly(lane: Lane): Promise<void> {
    await this.#turns.take()
    let group: AppendRequest[] = []
    let place: Place | undefined
    try {
      // While another group is prepared, and in this turn of the event loop, callers may still join this one.
      await lane.preparing.free
      await new Promise(resolve => setImmediate(resolve))
      group = formGroup(lane.waiting, sizeOfGroup(lane, this.#groupSize))
      // Entries stand in the log in the order in which they were sent: each group locks the head behind the one before.
      place = lane.places.take()
      lane.underWay++
      if (group.length > 0) await this.#write(lane, group, place)
    } catch (error) {
      this.forget(lane.workspace.id)
      place?.goBack()
      const lost = error instanceof AnswerLost
      for (const request of group) {
        // What may have been written already is only sent again where its key tells it from a new entry.
        if (lost && !isKeyed(request)) request.reject(error.cause)
        // Only the guilty one errs: each is written alone now, on what is stored and not on what was remembered.
        else
          await this.#write(lane, [request], place!).catch((own: unknown) => {
            this.forget(lane.workspace.id)
            request.reject(own instanceof AnswerLost ? own.cause : own)
          })
      }
    } finally {
      if (place !== undefined) lane.underWay--
      place?.leave()
      this.#turns.give()
    }
  }

  async #write(lane: Lane, requests: readonly AppendRequest[], place: Place): Promise<void> {
    let rest = requests
    let earlier = new Map<string, EarlierEntry>()
    for (let tries = 0; tries < MAX_TRIES && rest.length > 0; tries++) {
      // Groups are prepared in the order of their places, or one would take over what a later one only intends.
      if (tries > 0) await place.first
      const group = await lane.preparing.alone(async () => {
        if (tries === 0 && lane.places.goingBack) return 'later'
        if (tries === 0 && lane.expectsRepeats) {
          earlier = await readEarlierOf(this.#pool, lane.workspace.id, rest)
          lane.expectsRepeats = earlier.size > 0
        }
        earlier = await excuseGone(this.#pool, lane.workspace.id, rest, earlier)
        rest = settleRepeats(rest, earlier, seq => this.#place(lane, seq))
        if (rest.length === 0) return undefined
        // A group behind this one was prepared first: this one must not take over what that one only intends.
        if (lane.registry.lastPlace > place.number) this.forget(lane.workspace.id)
        lane.registry.lastPlace = place.number
        return this.#prepare(lane, rest, earlier)
      })
      if (group === 'later') continue
      if (group === undefined || group.entries.length === 0) return
      const outcome = await this.#commit(lane, group, place, tries === 0)
      if (outcome.kind === 'written') {
        this.#keepKeys(lane.workspace.id, group)
        this.#acknowledge(lane, rest, group.entries, outcome, earlier)
        return
      }
      place.goBack()
      // Where a group before it failed, that has been forgotten already.
      if (group.registry === lane.registry) this.forget(lane.workspace.id)
      if (outcome.kind === 'repeated') {
        lane.expectsRepeats = true
        earlier = new Map([...earlier, ...outcome.earlier])
      }
    }
    throw new LogError('log_busy', 'Others kept changing the same objects: send the entries again.', {
      retryAfter: 1,
    })
  }

  /** In one round trip while the head is where this process left it; else, and where that was wrong, with a look first. */
  async #commit(
    lane: Lane,
    group: PreparedGroup,
    place: Place,
    mayRunAhead: boolean,
  ): Promise<CommitOutcome> {
    const { workspace, head } = lane
    await place.next
    const known =
      mayRunAhead && !group.entries.some(({ request }) => request.also ?? request.behind)
        ? head.take()
        : undefined
    if (known === undefined) await place.first
    // A group before this one failed: what this one took over from it was never so.
    if (group.registry !== lane.registry) return { kind: 'moved' }
    if (known === undefined) {
      return commitGroup(this.#pool, workspace, group, this.#openTiles, next => {
        head.moveTo(next)
        place.sent()
      })
    }
    const { next, written } = await commitAhead(this.#pool, workspace, group, known)
    head.moveTo(next)
    place.sent()
    if (!(await written)) {
      head.surprise()
      return { kind: 'moved' }
    }
    head.confirm()
    place.leave()
    return { kind: 'written', first: known.size + 1, generation: known.generation }
  }

  /** One group at a time, so that each is prepared on the states that the one before leaves. */
  async #prepare(
    lane: Lane,
    requests: readonly AppendRequest[],
    earlier: ReadonlyMap<string, EarlierEntry>,
  ): Promise<PreparedGroup> {
    const { workspace, registry } = lane
    const keys = this.#folder.workspace(workspace.id)
    const loading = { workspace, keys, registry, kinds: this.#kinds, clientKeys: this.#clientKeys }
    await this.#clientKeys.ready(workspace.id)
    await loadGroup(this.#pool, requests, loading)
    return prepareGroup(requests, earlier, { ...loading, recordedAt: Math.floor(this.#now() / 1000) })
  }

  #keepKeys(workspaceId: number, { newKeys, registry }: PreparedGroup): void {
    for (const { clientId, kind, key } of newKeys) {
      this.#clientKeys.keep(workspaceId, clientId, kind, key)
      registry.pendingKeys.delete(keyName(clientId, kind))
    }
  }

  #acknowledge(
    lane: Lane,
    requests: readonly AppendRequest[],
    entries: readonly PreparedEntry[],
    written: { first: number; generation: number },
    earlier: ReadonlyMap<string, EarlierEntry>,
  ): void {
    for (const listener of this.#listeners) {
      listener({ workspaceId: lane.workspace.id, size: written.first + entries.length - 1 })
    }
    const placeOf = (seq: number, generation?: number): Placed => this.#place(lane, seq, generation)
    for (const [request, receipts] of receiptsOf(requests, entries, written, earlier, placeOf))
      request.resolve(receipts)
  }

  #place({ workspace }: Lane, seq: number, generation = generationOf(workspace.generations, seq)): Placed {
    return { id: entryIdIn(this.#folder.workspace(workspace.id).entryIdKey, generation, seq), seq }
  }
}
