/** Records that Daybook keeps, and what is done with them, as the routes of acts answer it. */
import type { OwnFieldKind } from './client-profile.ts'
import type { Json, Receipt } from './draft.ts'
import type { Entry, EntryActor, EntryChange } from './entry.ts'

/** Whom an object is of. */
export interface ObjectClient {
  /** Daybook's own id, `cl_…`. */
  readonly id: string
  readonly hostId?: string
  readonly name?: string
  /** True where the client is anonymised or erased. */
  readonly erased: boolean
}

/** An object, or a client's profile, as it is now: what its entries say. */
export interface ObjectView {
  /** `client` for a profile. */
  readonly type: string
  /** The host's id. */
  readonly id: string
  /** Daybook's own: `ob_…`, or `cl_…`. */
  readonly ref: string
  readonly name?: string
  /** The seq of the entry that last changed it. Send it as `ifVersion`, so that nobody else's change is overwritten. */
  readonly version: number
  readonly deleted: boolean
  readonly clients: readonly ObjectClient[]
  /** Values by field; those that are empty are left out. */
  readonly fields: Readonly<Record<string, Json>>
  /** Fields whose values the workspace does not keep. */
  readonly hidden?: readonly string[]
  /** When each field last changed (an instant). */
  readonly changedAt: Readonly<Record<string, string>>
  /** The names of the acts that its state allows. */
  readonly acts: readonly string[]
  /** Where it was asked for as of a time. */
  readonly asOf?: {
    readonly at?: string
    /** How many entries it is told from. */
    readonly entries: number
    /** How many had happened by then and were recorded only later. */
    readonly notYetKnown: number
    /** Of a client: whose profiles stood on their page then, merged into theirs. Each told its own fields itself. */
    readonly merged?: readonly Pick<ObjectClient, 'id' | 'hostId' | 'name'>[]
  }
}

/** `GET /v1/objects/{type}`. */
export interface ObjectPage {
  readonly objects: readonly ObjectView[]
  readonly next: string | null
}

/** What an act did. */
export interface ActAnswer {
  /** The act's own entry first, then those that rules made of it; none where nothing would have changed. */
  readonly entries: readonly Receipt[]
  /** For those who may read. */
  readonly object?: ObjectView
}

/** A change that somebody else made since a version. */
export interface ChangeSince extends Pick<EntryChange, 'field' | 'label' | 'before' | 'after' | 'hidden'> {
  readonly entry: string
  readonly occurredAt: string
  readonly actor: EntryActor
}

/** What goes with a refused act. */
export interface ActRefused {
  readonly object: ObjectView
  /** For `version_conflict`: what changed since the version that was read, oldest first. */
  readonly changes?: readonly ChangeSince[]
}

/** How an act looks to whoever makes a form of it. Words are the reader's. */
export interface ActForm {
  readonly name: string
  readonly label: string
  /** The action of the entry that it makes. */
  readonly action: string
  readonly makes: boolean
  readonly fields: readonly ActField[]
  readonly data: readonly ActField[]
  /** A client must be named if the object has none. */
  readonly client: boolean
  /** It ties another object to this one. */
  readonly other: boolean
  /** A client may do it online with their own. */
  readonly online: boolean
  /** Ask before it is done. */
  readonly grave: boolean
}

export interface ActField {
  readonly name: string
  readonly label: string
  readonly kind: string
  readonly required: boolean
  readonly values?: Readonly<Record<string, string>>
  /** How its text is written, where not any will do. */
  readonly format?: 'hours' | 'exceptions' | 'time_zone'
  /** The least number that it takes. */
  readonly least?: number
}

/** `GET /v1/acts`. */
export interface ActsAnswer {
  readonly types: Readonly<Record<string, ActsOfType>>
}

/** A type of object, and what can be done with it. */
export interface ActsOfType {
  readonly label: string
  readonly plural: string
  /** True where the workspace declares the type itself. */
  readonly own: boolean
  /** In the order of forms. */
  readonly fields: readonly Omit<ActField, 'required'>[]
  readonly acts: readonly ActForm[]
}

/** A field of an object type that a workspace declares itself. */
export interface OwnField {
  readonly name: string
  readonly label: string
  readonly kind: OwnFieldKind
  /** For `enum`. */
  readonly choices?: readonly string[]
}

/** An object type that a workspace declares itself: an asset, a property (R-K4). */
export interface OwnObjectType {
  readonly label: string
  readonly plural: string
  /** In the order of forms. */
  readonly fields: readonly OwnField[]
}

/** The rules of a workspace: what differs from these was chosen. Percents are of the price, or of what was paid. */
export interface RulesView {
  readonly late: { readonly hours: number }
  readonly cancellation: { readonly name: string; readonly active: boolean; readonly refundPercent: number }
  readonly lateCancellation: { readonly name: string; readonly active: boolean; readonly feePercent: number }
  readonly noShow: { readonly name: string; readonly active: boolean; readonly feePercent: number }
  readonly noShowJob: { readonly name: string; readonly active: boolean; readonly hours: number }
}

/** `GET /v1/entries/{id}/why`: what led to an entry. */
export interface WhyAnswer {
  readonly entry: Entry
  /** The entry that caused it, what caused that, and so on: the first cause comes last. */
  readonly causes: readonly Entry[]
  /** The rule that decided it, where one did. */
  readonly rule?: { readonly id: string; readonly name?: string }
  /** True where the chain goes on to what this reader may not see, or to what was never sent. */
  readonly hidden?: true
}
