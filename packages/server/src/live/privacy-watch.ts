/**
 * Follows what is decided about clients, here and in other processes, and drops what this process holds in memory of
 * them: keys, states, names, and what waits in open streams. Others are seen within LOOK_EVERY, listeners or not.
 */
import type { Daybook } from '../daybook.ts'
import { readDeleted } from '../store/privacy/client-privacy.ts'
import { readTogether } from '../store/transaction.ts'

const LOOK_EVERY = 300
/** Milliseconds for which the deleted clients are taken as read; a change here is seen at once. */
const MAX_AGE = 300

type Watched = Pick<Daybook, 'pools' | 'clientKeys' | 'log' | 'clientIndex' | 'workspaces' | 'folder'>

export class PrivacyWatch {
  readonly #daybook: Watched
  readonly #seen = new Map<number, number>()
  readonly #deleted = new Map<
    number,
    { readonly ids: Promise<ReadonlySet<number>>; readonly readAt: number }
  >()
  readonly #listeners = new Set<(workspaceId: number) => void>()
  readonly #timer: NodeJS.Timeout

  constructor(daybook: Watched) {
    this.#daybook = daybook
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY)
    this.#timer.unref()
  }

  /** Clients of a workspace who are deleted and not yet erased. */
  deleted(workspaceId: number): Promise<ReadonlySet<number>> {
    const known = this.#deleted.get(workspaceId)
    if (known !== undefined && performance.now() - known.readAt < MAX_AGE) return known.ids
    const ids = readTogether(this.#daybook.pools.app, workspaceId, run => readDeleted(run, workspaceId)).then(
      list => new Set(list),
    )
    this.#deleted.set(workspaceId, { ids, readAt: performance.now() })
    // What failed is asked again by the next reader.
    ids.catch(() => this.#deleted.delete(workspaceId))
    return ids
  }

  /** Makes the next `deleted` ask the database: an entry has told that somebody was deleted or restored. */
  lookAgain(workspaceId: number): void {
    this.#deleted.delete(workspaceId)
  }

  /** Tells of the entry `seq`, just written here, that changed what may be seen or opened. */
  changed(workspaceId: number, seq: number): void {
    this.#seen.set(workspaceId, Math.max(seq, this.#seen.get(workspaceId) ?? 0))
    this.#deleted.delete(workspaceId)
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
