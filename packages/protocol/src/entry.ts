/** What a reader gets: an entry as `GET /v1/…` answers it. */
import type { ActorType, Json, Outcome } from './draft.ts'
import type { EntryNote } from './client-profile.ts'
import type { MergedClient } from './merging.ts'
import type { ClientPrivacy, ErasureMode } from './privacy.ts'

export interface EntryClient {
  /** Daybook's own id, `cl_…`. */
  readonly id: string
  readonly hostId?: string
  readonly name?: string
  /** True where this client's part can no longer be opened. */
  readonly erased: boolean
  /** How and when the client was erased or anonymised; absent where it was retention that took their part. */
  readonly gone?: { readonly mode: ErasureMode; readonly at: string }
  /** True where the client is deleted and in the grace period; only told to those who may see such clients. */
  readonly deleted?: true
}

export interface EntryObject {
  readonly type: string
  /** The host's id; absent where the part that held it is gone. */
  readonly id?: string
  /** Daybook's own id, `ob_…`. */
  readonly ref: string
  readonly name?: string
  readonly role?: string
}

export interface EntryActor {
  readonly type: ActorType
  /** The host's id of the actor. */
  readonly id?: string
  readonly name?: string
  /** Daybook's own id where the actor is a client, `cl_…`. */
  readonly clientId?: string
}

export interface EntryChange {
  readonly field: string
  readonly label?: string
  readonly before?: Json
  readonly after?: Json
  /** True where the workspace hides this field's values: no value is stored. */
  readonly hidden?: true
  /** The object that changed: `ob_…` or `cl_…`. */
  readonly ref: string
}

/** One permanent line of a workspace's log. */
export interface Entry {
  readonly id: string
  /** Place in the workspace's log: 1, 2, 3 … without gaps. */
  readonly seq: number
  readonly action: string
  readonly category: string
  readonly type: string
  readonly related?: string
  readonly source: string
  readonly outcome: Outcome
  /** An instant in UTC (RFC 3339), or a plain date `2026-11-22` where only the day is known. */
  readonly occurredAt: string
  /** True where even the day is unknown; `occurredAt` then only says where it sorts. */
  readonly undated?: true
  /** An instant in UTC, to the second. */
  readonly recordedAt: string
  /** The whole sentence, actor included, in the reader's language. */
  readonly sentence: string
  readonly actor: EntryActor
  readonly onBehalfOf?: EntryActor
  readonly clients: readonly EntryClient[]
  readonly objects: readonly EntryObject[]
  readonly changes?: readonly EntryChange[]
  /** True where the entry's `state` was the first that was known of its object. */
  readonly baseline?: true
  /** The values that a baseline began with, or that an object had when it was deleted. */
  readonly state?: Readonly<Record<string, Json>>
  readonly rule?: { readonly id: string; readonly name?: string }
  readonly reference?: { readonly provider: string; readonly id?: string; readonly url?: string }
  readonly reason?: string
  readonly context?: {
    readonly ip?: string
    readonly userAgent?: string
    /** A readable name made from the user agent: "Safari on iPhone". */
    readonly device?: string
    readonly requestId?: string
    readonly amount?: { readonly value: number; readonly currency: string }
  }
  readonly data?: Readonly<Record<string, Json>>
  /** The id of the entry that led to this one. */
  readonly causedBy?: string
  readonly correlationId?: string
  /** The host's idempotency key. */
  readonly key?: string
  /** What the staff noted on it, oldest first (R-A12); each is an entry of its own. */
  readonly notes?: readonly EntryNote[]
  /** True where a client's part of this entry can no longer be opened. */
  readonly erased: boolean
  /** Its leaf in the log's tree (RFC 6962): SHA-256 in hex. */
  readonly hash?: string
}

/** A page of entries; `next` is null at the end of the history. */
export interface EntryPage {
  readonly entries: readonly Entry[]
  readonly next: string | null
  /** Present where the time bound ended the scan before a page was full: how far it has looked (an instant). */
  readonly reachedBack?: string
}

export interface EntryCounts {
  readonly total: number
  /** False where the time bound ended the scan; `reachedBack` says how far it came. */
  readonly exact: boolean
  readonly reachedBack?: string
  readonly facets: Readonly<
    Record<'action' | 'category' | 'type' | 'source' | 'actor' | 'related', Readonly<Record<string, number>>>
  >
  /** The last known name of each actor in `facets.actor`. */
  readonly actorNames?: Readonly<Record<string, string>>
}

/** One line of the client list. */
export interface ClientSummary {
  readonly id: string
  readonly hostId?: string
  readonly name?: string
  /** True of a client who was erased or anonymised. */
  readonly erased: boolean
  /** What is decided about the client; only told to those who may see it, but for `gone`. */
  readonly privacy?: ClientPrivacy
  /** Profiles merged into this one, whose histories stand on its page; only where one client was asked for. */
  readonly merged?: readonly MergedClient[]
  /** What last happened; that somebody looked at the profile is none of it. */
  readonly lastActivity?: { readonly occurredAt: string; readonly action: string; readonly sentence: string }
  /** When the profile itself was last written to; only where one client was asked for. */
  readonly lastProfileEdit?: { readonly occurredAt: string; readonly entry: string }
  /** The last sign-in to the portal, for those who may see access logs. */
  readonly lastSignIn?: { readonly occurredAt: string; readonly entry: string; readonly device?: string }
  /** The first booking that starts from now on and is still to take place. */
  readonly nextSession?: { readonly startsAt: string; readonly object: EntryObject }
  /** Bookings ever seen of this client. */
  readonly bookings: number
  /** Bookings that the client did not come to, but for those that were cleared. */
  readonly noShows: number
  /** Entries of this client. */
  readonly entries: number
}
/** Whether an opening of a client's page was written down: only while the workspace keeps profile views. */
export interface ClientViewAnswer {
  readonly recorded: boolean
  /** The entry that tells of it. */
  readonly entry?: string
}

/** What the client list may be sorted by; each has an order of its own unless one is asked for. */
export const CLIENT_SORTS = ['name', 'lastActivity', 'nextSession', 'bookings'] as const
export type ClientSort = (typeof CLIENT_SORTS)[number]

export interface ClientPage {
  readonly clients: readonly ClientSummary[]
  readonly next: string | null
}

/** The filters of every reading route; several values of one filter are OR, filters are AND. */
export interface EntryFilter {
  readonly action?: readonly string[]
  readonly named?: readonly string[]
  readonly category?: readonly string[]
  readonly type?: readonly string[]
  readonly source?: readonly string[]
  /** `staff:<id>`, `client:<id>`, `key:<id>` … or only the id. */
  readonly actor?: readonly string[]
  /** `booking:BK-1042`, or `ob_…`. */
  readonly object?: readonly string[]
  readonly field?: readonly string[]
  readonly outcome?: readonly string[]
  readonly related?: readonly string[]
  /** A local date of the workspace's zone (inclusive) or an instant (inclusive). */
  readonly from?: string
  /** A local date (inclusive) or an instant (exclusive). */
  readonly to?: string
  readonly q?: string
}
