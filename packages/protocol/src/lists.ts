/** Lists of records for whoever works with them: a client's sessions, what is related to them, what waits for somebody. */
import type { ObjectView } from './acts.ts'

/** `GET /v1/clients/{id}/sessions`. */
export interface SessionPage {
  /**
   * The next one first, then those after it; behind them what is over or was cancelled, the latest first; at last those
   * without a time.
   */
  readonly sessions: readonly ObjectView[]
  readonly next: string | null
}

/** A session in a few words. */
export interface SessionGlance {
  /** `booking`. */
  readonly type: string
  readonly id: string
  readonly ref: string
  readonly name?: string
  /** An instant. */
  readonly startsAt: string
  readonly status?: string
  readonly member?: string
}

/** Sessions that did not take place. */
export interface MissedSessions {
  readonly count: number
  /** At most five, the latest first. */
  readonly latest: readonly SessionGlance[]
}

/** `GET /v1/clients/{id}/brief`: what somebody wants to know before they see a client (R-C8). */
export interface ClientBrief {
  /** When it was true (an instant). */
  readonly at: string
  /** The latest that took place. */
  readonly lastVisit?: SessionGlance
  /** The one under way, else the next. */
  readonly next?: SessionGlance
  /** What was changed since the last visit ended; without a visit, ever. Sign-ins, views and messages are no changes. */
  readonly changes: {
    readonly since?: string
    readonly count: number
    /** False where counting took too long: then it is a lower bound. */
    readonly exact: boolean
  }
  readonly recent: {
    /** Local date from which on sessions are looked at: half a year back. */
    readonly since: string
    /** How many there were until now. */
    readonly sessions: number
    readonly cancelled: MissedSessions
    readonly noShows: MissedSessions
  }
  /** What is open, by currency, and where: nothing of it for those who see only their own acts. */
  readonly unpaid: {
    readonly amounts: readonly WaitingAmount[]
    /** False where there is more than was added up: then the amounts are a lower bound. */
    readonly exact: boolean
    /** At most 20, the oldest first. */
    readonly items: readonly WaitingItem[]
  }
  /** Of the last three sessions that have any, the latest first. */
  readonly notes: readonly (SessionGlance & { readonly text: string })[]
}

export const WAITING_KINDS = ['not_sent', 'unpaid', 'to_approve'] as const
export type WaitingKind = (typeof WAITING_KINDS)[number]

export interface WaitingAmount {
  /** In the smallest unit. */
  readonly value: number
  /** Absent where nobody said it. */
  readonly currency?: string
}

/** Something that waits for somebody (R-C11). */
export interface WaitingItem {
  readonly kind: WaitingKind
  /** Since when it waits: an instant. */
  readonly since: string
  /** What is open; absent where it is not known. */
  readonly amount?: WaitingAmount
  /** The invoice or payment; of what no invoice asks for, the session or the fee. */
  readonly object: ObjectView
}

/** `GET /v1/waiting`. */
export interface WaitingPage {
  readonly items: readonly WaitingItem[]
  readonly next: string | null
}
