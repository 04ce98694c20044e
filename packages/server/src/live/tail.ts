/**
 * The tail: reads what was appended since it last looked, once a process, for everybody who listens. It wakes at this
 * process's own commits, and looks at the heads every 200 ms for those of others while somebody listens.
 */
import type { Daybook } from '../daybook.ts'
import { ENTRY_COLUMNS, type EntryRow } from '../store/read/entry-row.ts'
import { openRows, type OpenRow } from '../store/read/open-rows.ts'
import { readTogether } from '../store/transaction.ts'

export type Listener = (rows: readonly OpenRow[]) => void

const LOOK_EVERY = 200
const BATCH = 500

const SELECT_AFTER = {
  name: 'entries_after',
  text: `select ${ENTRY_COLUMNS} from daybook.entries e where e.workspace_id = $1 and e.seq > $2 order by e.seq limit ${BATCH}`,
}

interface Followed {
  readonly listeners: Set<Listener>
  /** The last entry that the listeners were told of. */
  seq: number
  reading: boolean
  again: boolean
}

export class Tail {
  readonly #daybook: Omit<Daybook, 'tail' | 'privacy'>
  readonly #followed = new Map<number, Followed>()
  readonly #stopOwn: () => void
  #timer: NodeJS.Timeout | undefined

  constructor(daybook: Omit<Daybook, 'tail' | 'privacy'>) {
    this.#daybook = daybook
    this.#stopOwn = daybook.log.onWritten(({ workspaceId }) => void this.#read(workspaceId))
  }

  /**
   * Calls `listener` with every entry after the returned seq, in order and without gaps. The caller reads what lies
   * between its own last seq and that one.
   */
  async follow(workspaceId: number, listener: Listener): Promise<{ from: number; stop(): void }> {
    let followed = this.#followed.get(workspaceId)
    if (followed === undefined) {
      const head = await this.#head(workspaceId)
      followed = this.#followed.get(workspaceId)
      if (followed === undefined) {
        followed = { listeners: new Set(), seq: head, reading: false, again: false }
        this.#followed.set(workspaceId, followed)
      }
    }
    const own = followed
    own.listeners.add(listener)
    this.#timer ??= setInterval(() => void this.#look(), LOOK_EVERY)
    return {
      from: own.seq,
      stop: () => {
        own.listeners.delete(listener)
        if (own.listeners.size === 0 && this.#followed.get(workspaceId) === own)
          this.#followed.delete(workspaceId)
        if (this.#followed.size === 0) this.#pause()
      },
    }
  }

  close(): void {
    this.#stopOwn()
    this.#pause()
    this.#followed.clear()
  }

  #pause(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  async #head(workspaceId: number): Promise<number> {
    const [row] = await readTogether(this.#daybook.pools.app, workspaceId, run =>
      run<{ size: number }>(
        { name: 'head_size', text: 'select size from daybook.log_heads where workspace_id = $1' },
        [workspaceId],
      ),
    )
    return row?.size ?? 0
  }

  async #look(): Promise<void> {
    try {
      const { rows } = await this.#daybook.pools.app.query<{ workspace_id: number; size: number }>({
        name: 'heads',
        text: 'select workspace_id, size from daybook.heads()',
      })
      for (const { workspace_id: id, size } of rows) {
        const followed = this.#followed.get(id)
        if (followed !== undefined && size > followed.seq) void this.#read(id)
      }
    } catch {
      // The database is away: the next look, or the request that needs it, will tell.
    }
  }

  async #read(workspaceId: number): Promise<void> {
    const followed = this.#followed.get(workspaceId)
    if (followed === undefined) return
    followed.again = true
    if (followed.reading) return
    followed.reading = true
    try {
      while (followed.again) {
        followed.again = false
        const rows = await readTogether(this.#daybook.pools.app, workspaceId, run =>
          run<EntryRow>(SELECT_AFTER, [workspaceId, followed.seq]),
        )
        if (rows.length === 0) break
        if (rows.length === BATCH) followed.again = true
        const opened = await openRows(this.#daybook, workspaceId, rows)
        followed.seq = rows.at(-1)!.seq
        for (const listener of followed.listeners) listener(opened)
      }
    } catch {
      // As above: the listeners miss nothing, for the next read begins at the same seq.
    } finally {
      followed.reading = false
    }
  }
}
