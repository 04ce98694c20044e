/** A client's profile: the fields that a workspace adds to it, and what is sent to replace it. */
import type { Json } from './draft.ts'
import type { EntryActor, EntryChange } from './entry.ts'

/** What a field of a workspace's own may be. */
export const OWN_FIELD_KINDS = [
  'text',
  'long_text',
  'number',
  'decimal',
  'money',
  'instant',
  'date',
  'boolean',
  'enum',
  'list',
] as const
export type OwnFieldKind = (typeof OWN_FIELD_KINDS)[number]

/** A field that a workspace adds to the profiles of its clients. It is never removed, only retired. */
export interface ClientField {
  /** Under which entries name it; it never changes. */
  readonly name: string
  /** What it is called now; entries keep what it was called when they were written. */
  readonly label: string
  readonly kind: OwnFieldKind
  /** For `enum`. */
  readonly choices?: readonly string[]
  /** Its values are only for roles with the right `sensitive`. */
  readonly sensitive: boolean
  /** Left out of profiles and forms; what it holds stays, and programs may go on giving it. */
  readonly hidden: boolean
  /** Nothing new can be said of it. */
  readonly retired: boolean
}

/** `GET /v1/settings/client-fields`, in the order of forms. */
export interface ClientFieldsAnswer {
  readonly clientFields: readonly ClientField[]
}

/** What a field of a profile last became. */
export interface LastChange extends Pick<EntryChange, 'field' | 'label' | 'before' | 'after' | 'hidden'> {
  /** The id of the entry that says so. */
  readonly entry: string
  readonly occurredAt: string
  readonly actor: EntryActor
  /** True where it is what was first recorded, so that nothing is known of before. */
  readonly first?: true
}

/** `GET /v1/clients/{id}/last-changes`. */
export interface LastChangesAnswer {
  readonly changes: readonly LastChange[]
}

/** `PUT /v1/clients/{id}`: the whole profile. Fields that are not here are emptied. */
export interface ProfileInput {
  /** Notes, preferences, tags, consents and points are not part of it: each has acts of its own. */
  readonly state: Readonly<Record<string, Json>>
  readonly ifVersion?: number
  readonly reason?: string
  readonly actor?: { readonly type: string; readonly id?: string; readonly name?: string }
  readonly source?: string
  readonly key?: string
}

/** A note that somebody of the staff wrote on an entry (R-A12): an entry itself. */
export interface EntryNote {
  /** The id of the note's own entry. */
  readonly entry: string
  readonly note: string
  readonly actor: EntryActor
  /** An instant (UTC). */
  readonly occurredAt: string
}

/** How dates are written in a list that is imported, beside `1990-05-17`, which always reads. */
export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]

/** What is done with a line of somebody who is here already under another id. */
export const IMPORT_EXISTING = ['update', 'skip', 'create'] as const
export type ImportExisting = (typeof IMPORT_EXISTING)[number]

/** `POST /v1/clients/import`. */
export interface ClientImportInput {
  readonly format: 'csv' | 'vcard'
  readonly text: string
  /** What the list is called, for the entry of the import. */
  readonly file?: string
  /** Column → field of the profile, `id` for the host's id, or null to leave it out. Default: as its name suggests. */
  readonly mapping?: Readonly<Record<string, string | null>>
  readonly dates?: DateOrder
  /**
   * People who are here already, recognised by name and e-mail, phone or birthday: their profiles are updated (which is
   * the default), the lines left out, or second profiles made.
   */
  readonly existing?: ImportExisting
  /** The same for single lines, by their number. */
  readonly decisions?: Readonly<Record<string, ImportExisting>>
  /** Only say what would happen. */
  readonly preview?: boolean
}

/** Who of a list is here already, and what tells. */
export interface ImportMatch {
  /** Daybook's own id, `cl_…`. */
  readonly id: string
  readonly name?: string
  readonly by: readonly ('name' | 'email' | 'phone' | 'birthday')[]
}

/** A line that could not be read, or not be taken. The others are not touched by it. */
export interface ImportProblem {
  /** Of the file, from 1. */
  readonly line: number
  readonly column?: string
  readonly message: string
}

export interface ImportColumn {
  readonly name: string
  /** The field that it goes to; null where it is left out. */
  readonly field: string | null
  /** The first value that is not empty. */
  readonly example?: string
}

/** What a line becomes. */
export interface ImportRow {
  readonly line: number
  readonly id: string
  readonly fields: Readonly<Record<string, Json>>
  readonly what: 'new' | 'changed' | 'same' | 'skipped'
  /** Who it is, where that is somebody who is here already under another id. */
  readonly known?: ImportMatch
}

export interface ClientImportAnswer {
  readonly columns: readonly ImportColumn[]
  /** Clients in the list that were read, those with problems too. */
  readonly total: number
  readonly added: number
  readonly changed: number
  /** Already as the list says: they make no entry. */
  readonly same: number
  /** Left out because they are here already. */
  readonly skipped: number
  /** Lines of people who are here already under another id, whatever is done with them. */
  readonly known: number
  /** The first 500. */
  readonly problems: readonly ImportProblem[]
  readonly problemCount: number
  /** The first 20, for a preview. */
  readonly rows?: readonly ImportRow[]
  /** The first 200 of those that are `known`, for a preview. */
  readonly matches?: readonly ImportRow[]
  /** The `data.imported` entry; absent of a preview, and where nothing was added. */
  readonly entry?: { readonly id: string; readonly seq: number }
}
