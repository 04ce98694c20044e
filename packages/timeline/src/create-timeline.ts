import type { Entry, EntryPage } from '@daybook/protocol'
import { compareEntries } from './entry-order.ts'
import { mergeEntries } from './merge-entries.ts'
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
  /** Sorts the waiting entries into the list; answers the first of them in the list's order. */
  showNew(): Entry | undefined
  /** Tries again what failed. */
  retry(): void
  /** Stops following, as for a tab that nobody sees; `start` takes up where it stopped. */
  rest(): void
  /** Ends every request for good. */
  close(): void
}

/** How long the first page waits for the stream, so that nothing can fall between the two. */
const STREAM_FIRST_MS = 250

/** Opens a timeline over a source. Nothing is requested before `start`. */
export function createTimeline(source: TimelineSource, options: TimelineOptions): Timeline {
  let state = INITIAL_STATE
  const listeners = new Set<() => void>()
  const closing = new AbortController()
  let following: AbortController | undefined
  let lastSeq: number | undefined
  let reading = false
  let gapPossible = false
  const beyondIds = new Set<string>()

  const set = (change: Partial<TimelineState>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  const place = (arrived: readonly Entry[]) =>
    mergeEntries(state.entries, arrived, {
      ...options,
      complete: state.next === null && state.status !== 'loading',
    })

  function receive(arrived: readonly Entry[]): void {
    const ids = new Set([...state.entries, ...state.waiting].map(entry => entry.id))
    const fresh = arrived.filter(entry => !ids.has(entry.id) && !beyondIds.has(entry.id))
    if (fresh.length === 0) return
    const { inserted, beyond } = place(fresh)
    for (const entry of beyond) beyondIds.add(entry.id)
    const sign = options.order === 'desc' ? -1 : 1
    set({
      waiting: [...state.waiting, ...inserted].sort(
        (a, b) => sign * compareEntries(a, b, options.timeZone, options.clock),
      ),
      beyond: beyondIds.size,
      arrived: state.arrived + fresh.length,
    })
  }

  const early: Entry[] = []
  function follow(onFirstLive: () => void): void {
    if (!source.follow) return onFirstLive()
    following = new AbortController()
    const signal = AbortSignal.any([closing.signal, following.signal])
    set({ live: 'connecting' })
    source.follow({
      signal,
      after: lastSeq,
      onEntry: entry => {
        lastSeq = Math.max(lastSeq ?? 0, entry.seq)
        if (state.status === 'loading' || state.status === 'failed') early.push(entry)
        else receive([entry])
      },
      onLive: live => {
        if (signal.aborted) return
        if (live && gapPossible) void closeGap()
        if (!live && lastSeq === undefined) gapPossible = true
        set({ live: live ? 'live' : 'paused' })
        if (live) onFirstLive()
      },
    })
  }

  /** Entries may have come between the first page and the stream, whose start no seq marks: looks once more. */
  async function closeGap(): Promise<void> {
    gapPossible = false
    if (state.status === 'loading' || options.order === 'asc') return
    try {
      receive((await source.readPage(null, closing.signal)).entries)
    } catch {
      gapPossible = true
    }
  }

  async function readFirst(): Promise<void> {
    let page: EntryPage
    try {
      page = await source.readPage(null, closing.signal)
    } catch (error) {
      if (!closing.signal.aborted) set({ status: 'failed', error })
      return
    }
    set({
      status: 'ready',
      entries: page.entries,
      next: page.next,
      reachedBack: page.reachedBack,
      error: undefined,
    })
    receive(early.splice(0))
    if (page.entries.length < options.pageSize && page.next !== null) await loadOlder()
  }

  async function loadOlder(): Promise<void> {
    if (reading || state.next === null) return
    reading = true
    set({ status: 'older', error: undefined })
    const wanted = Math.max(
      state.entries.length,
      Math.ceil(state.entries.length / options.pageSize) * options.pageSize,
    )
    const enough = wanted > state.entries.length ? wanted : state.entries.length + options.pageSize
    try {
      while (state.next !== null && state.entries.length < enough) {
        const page = await source.readPage(state.next, closing.signal)
        const known = new Set([...state.entries, ...state.waiting].map(entry => entry.id))
        const older = page.entries.filter(entry => !known.has(entry.id))
        for (const entry of older) beyondIds.delete(entry.id)
        set({
          entries: [...state.entries, ...older],
          next: page.next,
          reachedBack: page.reachedBack,
          beyond: page.next === null ? 0 : beyondIds.size,
        })
      }
      set({ status: 'ready', reachedBack: undefined })
    } catch (error) {
      if (!closing.signal.aborted) set({ status: 'ready', reachedBack: undefined, error })
    } finally {
      reading = false
    }
  }

  function begin(): void {
    let begun = false
    const once = () => {
      if (begun || closing.signal.aborted) return
      begun = true
      void readFirst()
    }
    if (!source.follow) return once()
    setTimeout(() => {
      if (!begun) gapPossible = true
      once()
    }, STREAM_FIRST_MS)
    follow(once)
  }

  let started = false
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start() {
      if (!started) {
        started = true
        begin()
      } else if (state.live === 'resting') {
        if (lastSeq === undefined) gapPossible = true
        follow(() => {})
      }
    },
    loadOlder,
    showNew() {
      if (state.waiting.length === 0) return undefined
      const { entries, inserted } = place(state.waiting)
      set({ entries, waiting: [] })
      return inserted[0]
    },
    retry() {
      if (state.status === 'failed') {
        set({ status: 'loading', error: undefined })
        void readFirst()
      } else if (state.error !== undefined) void loadOlder()
    },
    rest() {
      following?.abort()
      if (started && source.follow) set({ live: 'resting' })
    },
    close: () => closing.abort(),
  }
}
