/**
 * An intent: a draft understood, with its defaults, times and masks applied, but not yet tied to stored ids.
 * The life of a record: Draft → Intent → MadeEntry → Receipt.
 */
import type { Category, EntryType, Related, Source } from '@daybook/catalogue'
import type { ActorType, Json, Outcome } from '@daybook/protocol'
import type { Occurrence } from './times.ts'

/** Somebody who is not a client: named in the record part, in clear. */
export interface OtherActor {
  readonly type: Exclude<ActorType, 'client'>
  readonly id?: string
  readonly name?: string
}
/** A client who acts: only their place among the entry's clients is known here. */
export interface ClientActor {
  readonly type: 'client'
  readonly client: number
}
export type Actor = OtherActor | ClientActor

export interface IntentClient {
  /** The host's id, or Daybook's own (`cl_…`). */
  readonly id: string
  readonly name?: string
}
export interface IntentObject {
  readonly type: string
  /** The host's id, or Daybook's own (`ob_…`). */
  readonly id: string
  readonly name?: string
  readonly role?: string
}

export interface GivenChange {
  readonly field: string
  readonly label?: string
  readonly before?: Json
  readonly after?: Json
  /** A secret's name, or a card number was found: the values are not kept. */
  readonly secret?: true
}

export interface Intent {
  readonly action: string
  readonly category: Category
  readonly type: EntryType
  readonly related?: Related
  readonly source: Source
  readonly outcome: Outcome
  readonly occurrence: Occurrence
  readonly undated: boolean
  readonly actor: Actor
  readonly onBehalfOf?: Actor
  readonly clients: readonly IntentClient[]
  /** True of an act of ours about just these profiles, merged or not; else it is about whoever they are merged into. */
  readonly exact?: true
  readonly objects: readonly IntentObject[]
  /** What the changes are about: the first client, the first object, or nothing that has a state. */
  readonly subject: 'client' | 'object' | 'none'
  readonly changes?: readonly GivenChange[]
  /** The subject's whole state, to be compared with what was last known. */
  readonly state?: Readonly<Record<string, Json>>
  readonly rule?: { readonly id: string; readonly name?: string }
  readonly reference?: { readonly provider: string; readonly id?: string; readonly url?: string }
  readonly reason?: string
  readonly ip?: string
  readonly userAgent?: string
  readonly requestId?: string
  readonly amount?: { readonly value: number; readonly currency: string }
  readonly data: Readonly<Record<string, Json>>
  /** The id of the entry that led to this one. */
  readonly causedBy?: string
  /** HMAC of that entry's idempotency key, where the host named it so. */
  readonly causedByKey?: Buffer
  readonly correlationId?: string
  readonly key?: string
  readonly keyMac?: Buffer
  /** HMAC of the draft as parsed and masked: tells a repeat from a conflict. */
  readonly contentMac?: Buffer
}
