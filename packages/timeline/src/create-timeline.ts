import type { Entry, EntryPage } from '@daybook/protocol'
import { compareEntries } from './entry-order.ts'
import { type Merged, mergeEntries } from './merge-entries.ts'
import { addNotes } from './add-notes.ts'
import {
  INITIAL_STATE,
  type TimelineOptions,
  type TimelineSource,
  type TimelineState,
} from './timeline-state.ts'

/** An open timeline: its loaded entries, what waits to be shown, and whether it is live. */
export interface Timeline {
  getState(): TimelineState
  /** Calls `listener` after every change; answers the function that ends it. */
  subscribe(listener: () => void): () => void
  /** Reads the first page if nothing is loaded yet and goes live. May be called again after `rest`. */
  start(): void
  /** Reads the next page; on its own until a full page is found or the history ends. */
  loadOlder(): Promise<void>
  /**
   * Sorts the waiting entries into the list; answers the first of them in the list's order. Where so many came that they
   * were only counted, reads the list anew from its start instead, and answers undefined.
   */
  showNew(): Entry | undefined
  /** Tries again what failed. */
  retry(): void
  /** Reads everything anew: what is loaded must not be shown any more, as after an erasure. */
  reload(): void
  /** Stops following, as for a tab that nobody sees; `start` takes up where it stopped. */
  rest(): void
  /** Ends every request for good. */
  close(): void
}

/** How long the first page waits for the stream, so that nothing can fall between the two. */
const STREAM_FIRST_MS = 250

/** At most so many new entries wait in memory; further ones are counted, and read when they are asked for. */
const MOST_WAITING = 300

/** Opens a timeline over a source. Nothing is requested before `start`. */
export const createTimeline = (source: TimelineSource, options: TimelineOptions): Timeline =>
  new OpenTimeline(source, options)

class OpenTimeline implements Timeline {
  readonly #source: TimelineSource
  readonly #options: TimelineOptions
  readonly #listeners = new Set<() => void>()
  readonly #closing = new AbortController()
  /** Entries that came over the stream before the first page was read. */
  readonly #early: Entry[] = []
  readonly #beyondIds = new Set<string>()
  /** What is loaded or waits. */
  readonly #known = new Set<string>()
  #state = INITIAL_STATE
  #following: AbortController | undefined
  #lastSeq: number | undefined
  /** Of the last page that was read; null for the first. */
  #lastCursor: string | null = null
  #started = false
  /** The first page was asked for. */
  #begun = false
  /** Until when the first page waits for the stream. */
  #waiting: ReturnType<typeof setTimeout> | undefined
  #reading = false
  #gapPossible = false
  /** Counts the reloads: what was asked for before one is not listened to after it. */
  #round = 0

  constructor(source: TimelineSource, options: TimelineOptions) {
    this.#source = source
    this.#options = options
  }

  readonly getState = (): TimelineState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly start = (): void => {
    if (!this.#started) {
      this.#started = true
      this.#begin()
    } else if (this.#state.live === 'resting') {
      if (this.#lastSeq === undefined) this.#gapPossible = true
      this.#follow(() => {})
    }
  }

  readonly loadOlder = async (): Promise<void> => {
    if (this.#reading || this.#state.next === null) return
    this.#reading = true
    this.#set({ status: 'older', error: undefined })
    const { pageSize } = this.#options
    const loaded = this.#state.entries.length
    const started = Math.ceil(loaded / pageSize) * pageSize
    // A page that is begun is filled; where none is, a whole one is read.
    const enough = started > loaded ? started : loaded + pageSize
    const round = this.#round
    try {
      do await this.#readNext(enough)
      while (round === this.#round && this.#state.status === 'older')
    } catch (error) {
      if (!this.#closing.signal.aborted && round === this.#round)
        this.#set({ status: 'ready', reachedBack: undefined, error })
    } finally {
      this.#reading = false
    }
  }

  readonly showNew = (): Entry | undefined => {
    if (this.#state.missed > 0) {
      this.reload()
      return undefined
    }
    if (this.#state.waiting.length === 0) return undefined
    const { entries, inserted } = this.#place(this.#state.waiting)
    this.#set({ entries, waiting: [] })
    return inserted[0]
  }

  readonly retry = (): void => {
    if (this.#state.status === 'failed') {
      this.#set({ status: 'loading', error: undefined })
      void this.#readFirst()
    } else if (this.#state.error !== undefined) void this.loadOlder()
  }

  readonly reload = (): void => {
    if (!this.#started) return
    this.#round += 1
    this.#beyondIds.clear()
    this.#known.clear()
    const { live, arrived } = this.#state
    this.#set({ ...INITIAL_STATE, live, arrived, error: undefined, reachedBack: undefined })
    void this.#readFirst()
  }

  readonly rest = (): void => {
    this.#following?.abort()
    if (!this.#started || !this.#source.follow) return
    // Left before anything was asked for, as by the next key press: nothing needs to be.
    clearTimeout(this.#waiting)
    if (!this.#begun) this.#started = false
    this.#set({ live: 'resting' })
  }

  readonly close = (): void => this.#closing.abort()

  #set(change: Partial<TimelineState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }

  #place(arrived: readonly Entry[]): Merged {
    const { entries, next, status } = this.#state
    return mergeEntries(entries, arrived, {
      ...this.#options,
      complete: next === null && status !== 'loading',
    })
  }

  #receive(arrived: readonly Entry[]): void {
    const fresh = arrived.filter(entry => !this.#known.has(entry.id) && !this.#beyondIds.has(entry.id))
    if (fresh.length === 0) return
    const noted = addNotes(this.#state.entries, fresh)
    if (noted !== this.#state.entries) this.#set({ entries: noted })
    const came = this.#state.arrived + fresh.length
    // A page that nobody looks at for an hour must not fill the memory with what it does not show.
    if (this.#state.waiting.length + fresh.length > MOST_WAITING)
      return this.#set({ missed: this.#state.missed + fresh.length, arrived: came })
    const { inserted, beyond } = this.#place(fresh)
    for (const entry of beyond) this.#beyondIds.add(entry.id)
    for (const entry of inserted) this.#known.add(entry.id)
    const { order, timeZone, clock } = this.#options
    const sign = order === 'desc' ? -1 : 1
    this.#set({
      waiting: [...this.#state.waiting, ...inserted].sort(
        (a, b) => sign * compareEntries(a, b, timeZone, clock),
      ),
      beyond: this.#beyondIds.size,
      arrived: came,
    })
  }

  #begin(): void {
    const once = () => {
      clearTimeout(this.#waiting)
      if (this.#begun || this.#closing.signal.aborted) return
      this.#begun = true
      void this.#readFirst()
    }
    if (!this.#source.follow) return once()
    this.#waiting = setTimeout(() => {
      this.#gapPossible = true
      once()
    }, STREAM_FIRST_MS)
    this.#follow(once)
  }

  #follow(onFirstLive: () => void): void {
    if (!this.#source.follow) return onFirstLive()
    this.#following = new AbortController()
    const signal = AbortSignal.any([this.#closing.signal, this.#following.signal])
    this.#set({ live: 'connecting' })
    this.#source.follow({
      signal,
      after: this.#lastSeq,
      onEntry: entry => {
        this.#lastSeq = Math.max(this.#lastSeq ?? 0, entry.seq)
        const { status } = this.#state
        if (status === 'loading' || status === 'failed') this.#early.push(entry)
        else this.#receive([entry])
      },
      onLive: live => {
        if (signal.aborted) return
        if (live && this.#gapPossible) void this.#closeGap()
        if (!live && this.#lastSeq === undefined) this.#gapPossible = true
        this.#set({ live: live ? 'live' : 'paused' })
        if (live) onFirstLive()
      },
    })
  }

  /** Entries may have come between the first page and the stream, whose start no seq marks: looks once more. */
  async #closeGap(): Promise<void> {
    const { status, next, missed } = this.#state
    // The page that is on its way may have been read before: it is looked after once that is here.
    if (status === 'loading' || status === 'failed') return
    this.#gapPossible = false
    const isAsc = this.#options.order === 'asc'
    // What is read anew, or not to its end, brings what is missing by itself.
    if (missed > 0 || (isAsc && next !== null)) return
    let cursor: string | null = isAsc ? this.#lastCursor : null
    try {
      do {
        const page = await this.#source.readPage(cursor, this.#closing.signal)
        this.#receive(page.entries)
        cursor = isAsc ? page.next : null
      } while (cursor !== null)
    } catch {
      this.#gapPossible = true
    }
  }

  async #readFirst(): Promise<void> {
    const round = this.#round
    this.#lastCursor = null
    let page: EntryPage
    try {
      page = await this.#source.readPage(null, this.#closing.signal)
      if (round !== this.#round) return
    } catch (error) {
      if (!this.#closing.signal.aborted && round === this.#round) this.#set({ status: 'failed', error })
      return
    }
    const { entries, next, reachedBack } = page
    for (const entry of entries) this.#known.add(entry.id)
    this.#set({ status: 'ready', entries, next, reachedBack, error: undefined })
    this.#receive(this.#early.splice(0))
    if (this.#gapPossible && this.#state.live === 'live') void this.#closeGap()
    if (entries.length < this.#options.pageSize && next !== null) await this.loadOlder()
  }

  /** Reads one more page; the one with which `enough` entries are loaded is the last. */
  async #readNext(enough: number): Promise<void> {
    const round = this.#round
    const cursor = this.#state.next
    const page = await this.#source.readPage(cursor, this.#closing.signal)
    if (round !== this.#round) return
    this.#lastCursor = cursor
    const older = page.entries.filter(entry => !this.#known.has(entry.id))
    for (const entry of older) {
      this.#beyondIds.delete(entry.id)
      this.#known.add(entry.id)
    }
    const entries = [...this.#state.entries, ...older]
    const goesOn = page.next !== null && entries.length < enough
    // All in one: after every change the page is rendered once.
    this.#set({
      status: goesOn ? 'older' : 'ready',
      entries,
      next: page.next,
      reachedBack: goesOn ? page.reachedBack : undefined,
      beyond: page.next === null ? 0 : this.#beyondIds.size,
    })
  }
}
