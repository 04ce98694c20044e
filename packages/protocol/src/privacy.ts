/** Deleting, holding and erasing clients, as the routes of privacy answer it. Instants are UTC (RFC 3339). */

/** `anonymise`: the person goes, the business facts stay. `erase`: both go. */
export const ERASURE_MODES = ['erase', 'anonymise'] as const
export type ErasureMode = (typeof ERASURE_MODES)[number]

/** What is decided about a client; each with the id of the entry that did it. */
export interface ClientPrivacy {
  /** In the grace period: hidden from everybody but those who may restore. */
  readonly deleted?: {
    readonly at: string
    readonly entry: string
    /** The end of the grace period; absent while a hold stops the clock. */
    readonly eraseAt?: string
    /** Whole days of grace that run on once the hold is released. */
    readonly daysLeft?: number
  }
  /** Under a legal hold, which blocks erasure and retention. */
  readonly hold?: { readonly since: string; readonly entry: string }
  /** Anonymised or erased. */
  readonly gone?: { readonly mode: ErasureMode; readonly at: string; readonly entry: string }
}

/** The answer of the routes that change it. `id` is Daybook's own, `cl_…`. */
export interface ClientPrivacyAnswer extends ClientPrivacy {
  readonly id: string
}

/** What was done in one store when a client was erased. */
export interface ErasedStore {
  readonly store: string
  readonly done: string
  /** Rows or files; absent where there is nothing to count. */
  readonly count?: number
}

/** The receipt of an erasure. */
export interface ErasureReceipt {
  /** Daybook's own id, `cl_…`: all that is left of who it was. */
  readonly client: string
  readonly mode: ErasureMode
  readonly at: string
  /** The entry `client.erased` or `client.anonymised`. */
  readonly entry: string
  readonly stores: readonly ErasedStore[]
  /**
   * When files and queues beside the database were cleared as well; absent until then.
   */
  readonly outsideAt?: string
  /**
   * When the key-encryption key was changed and the old one destroyed: from then on backups and what the database has
   * left behind open nothing of the client. Absent until then.
   */
  readonly horizonAt?: string
}

/** What a client asked, or staff for them. */
export interface PrivacyRequest {
  /** The entry `client.erasure_requested`. */
  readonly id: string
  readonly client: {
    readonly id: string
    readonly hostId?: string
    readonly name?: string
    readonly erased: boolean
  }
  /** What was asked for; absent where it was left open. */
  readonly mode?: ErasureMode
  readonly askedAt: string
  /** The type of the actor who wrote it down: `client`, `staff`, `key` … */
  readonly askedBy: string
  /** True where the workspace lets it happen at once. */
  readonly atOnce: boolean
  readonly decision?: {
    readonly outcome: ErasureMode | 'decline'
    readonly at: string
    readonly entry: string
  }
}
export interface PrivacyRequestPage {
  readonly requests: readonly PrivacyRequest[]
  readonly next: string | null
}

/** A client under a hold, or in the grace period. */
export interface DecidedClient {
  readonly id: string
  readonly hostId?: string
  readonly name?: string
  readonly erased: boolean
  readonly privacy: ClientPrivacy
}
export interface DecidedClientPage {
  readonly clients: readonly DecidedClient[]
  readonly next: string | null
}

/** What the workspace has chosen. */
export interface PrivacySettingsView {
  /** Days from a deletion to the erasure, 0 to 365. */
  readonly graceDays: number
  /** What a client's own request does: it waits for a decision, or happens at once. */
  readonly onRequest: 'ask' | ErasureMode
}
