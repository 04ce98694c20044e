import type { Entry, EntryPage } from '@daybook/protocol'
import type { Clock, Order } from './entry-order.ts'

/** Whether new entries come in: not yet, yes, not at the moment (a retry is under way), or not wanted while nobody looks. */
export type LiveState = 'connecting' | 'live' | 'paused' | 'resting'

export interface FollowOptions {
  readonly signal: AbortSignal
  /** The `seq` after which to go on; absent to begin with what comes from now on. */
  readonly after?: number
  onEntry(entry: Entry): void
  onLive(live: boolean): void
}

/** Where a timeline gets its entries; the filters are the source's own business. */
export interface TimelineSource {
  /** One page from a cursor, or the first page for null. */
  readPage(cursor: string | null, signal: AbortSignal): Promise<EntryPage>
  /** Receives new entries until the signal ends it; reconnects by itself. Absent where nothing is live. */
  follow?(options: FollowOptions): void
}

export interface TimelineOptions {
  /** The workspace's zone, by which plain dates sort. */
  readonly timeZone: string
  readonly order: Order
  /** What the source sorts by. Default `occurredAt`. */
  readonly clock?: Clock
  /** Entries of a full page. */
  readonly pageSize: number
}

export interface TimelineState {
  /** `loading` before the first page, `older` while more is read, `failed` when the first page did not come. */
  readonly status: 'loading' | 'ready' | 'older' | 'failed'
  readonly entries: readonly Entry[]
  /** Null at the end of the history. */
  readonly next: string | null
  /** New entries that wait for the reader's press, newest first in the list's order. */
  readonly waiting: readonly Entry[]
  /** New entries beyond those that wait: so many that they are only counted, and read when they are asked for. */
  readonly missed: number
  /** New entries that belong further back than what is loaded. */
  readonly beyond: number
  /** Matching entries that arrived since the first page was read, shown or not. */
  readonly arrived: number
  readonly live: LiveState
  /** How far back a slow search has looked (an instant), while it goes on. */
  readonly reachedBack?: string
  readonly error?: unknown
}

export const INITIAL_STATE: TimelineState = {
  status: 'loading',
  entries: [],
  next: null,
  waiting: [],
  missed: 0,
  beyond: 0,
  arrived: 0,
  live: 'connecting',
}
