/**
 * Follows what is decided about clients, here and in other processes, and drops what this process holds in memory of
 * them: keys, states, names, and what waits in open streams. Others are seen within LOOK_EVERY, listeners or not.
 */
import type { Daybook } from '../daybook.ts'
import { Merges } from '../merging/merges.ts'
import { readMerges } from '../store/merging/client-merges.ts'
import { readDeleted } from '../store/privacy/client-privacy.ts'
import { readTogether, type Run } from '../store/transaction.ts'

const LOOK_EVERY = 300
/** Milliseconds for which who is deleted and who is merged are taken as read; a change here is seen at once. */
const MAX_AGE = 300

interface Decided {
  readonly deleted: ReadonlySet<number>
  readonly merges: Merges
}

type Watched = Pick<Daybook, 'pools' | 'clientKeys' | 'log' | 'clientIndex' | 'workspaces' | 'folder'>

export class PrivacyWatch {
  readonly #daybook: Watched
  readonly #seen = new Map<number, number>()
  readonly #decided = new Map<number, { readonly what: Promise<Decided>; readonly readAt: number }>()
  readonly #listeners = new Set<(workspaceId: number) => void>()
  readonly #timer: NodeJS.Timeout

  constructor(daybook: Watched) {
    this.#daybook = daybook
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY)
    this.#timer.unref()
  }

  /** Clients of a workspace who are deleted and not yet erased. */
  async deleted(workspaceId: number): Promise<ReadonlySet<number>> {
    return (await this.#decidedNow(workspaceId)).deleted
  }

  /** Who is merged into whom. */
  async merges(workspaceId: number): Promise<Merges> {
    return (await this.#decidedNow(workspaceId)).merges
  }

  /** Makes the next reader ask the database: an entry has told that somebody was deleted, restored, merged … */
  lookAgain(workspaceId: number): void {
    this.#decided.delete(workspaceId)
  }

  /** One round trip for both, once in a while. */
  #decidedNow(workspaceId: number): Promise<Decided> {
    const known = this.#decided.get(workspaceId)
    if (known !== undefined && performance.now() - known.readAt < MAX_AGE) return known.what
    const what = readTogether(this.#daybook.pools.app, workspaceId, run => readDecided(run, workspaceId))
    this.#decided.set(workspaceId, { what, readAt: performance.now() })
    // What failed is asked again by the next reader.
    what.catch(() => this.#decided.delete(workspaceId))
    return what
  }

  /** Tells of the entry `seq`, just written here, that changed what may be seen or opened. */
  changed(workspaceId: number, seq: number): void {
    this.#seen.set(workspaceId, Math.max(seq, this.#seen.get(workspaceId) ?? 0))
    this.#decided.delete(workspaceId)
    this.#daybook.clientKeys.dropDestroyed(workspaceId)
    this.#daybook.log.forget(workspaceId)
    // It may have been closed.
    this.#daybook.workspaces.forget(workspaceId)
    this.#daybook.folder.forget(workspaceId)
    // A failure leaves the names to the next reader, who brings them up to date first.
    this.#daybook.clientIndex.followErasure(this.#daybook, workspaceId).catch(() => {})
    for (const listener of this.#listeners) listener(workspaceId)
  }

  /** Calls `listener` after every change, once memory is clear of it. Answers how to stop. */
  onChange(listener: (workspaceId: number) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    clearInterval(this.#timer)
    this.#listeners.clear()
  }

  async #look(): Promise<void> {
    try {
      const { rows } = await this.#daybook.pools.app.query<{ workspace_id: number; privacy_seq: number }>({
        name: 'privacy_heads',
        text: 'select workspace_id, privacy_seq from daybook.privacy_heads()',
      })
      for (const { workspace_id: id, privacy_seq: seq } of rows) {
        if (seq > (this.#seen.get(id) ?? 0)) this.changed(id, seq)
      }
    } catch {
      // The database is away: no key can be read either, and the next look comes soon.
    }
  }
}

async function readDecided(run: Run, workspaceId: number): Promise<Decided> {
  const [deleted, merges] = await Promise.all([readDeleted(run, workspaceId), readMerges(run, workspaceId)])
  return { deleted: new Set(deleted), merges: new Merges(merges) }
}
