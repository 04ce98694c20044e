/** The shape of an act: what somebody can do with an object, from which states, and which entry it makes. */
import type { Words } from '../types.ts'

/** A fixed value that an act gives a field. */
export type SetValue = string | boolean | null

export interface Act {
  /** As in the address: `reschedule`. */
  readonly name: string
  /** The object type that it acts on. */
  readonly of: string
  /** What a button says. */
  readonly label: Words
  /** The action of the entry that it makes. */
  readonly action: string
  /** True where it makes the object; every other act needs one. */
  readonly makes?: true
  /**
   * The values of `status` from which it is possible; from any where absent. An object whose status is not known is
   * not held back: a host may never have told it.
   */
  readonly from?: readonly string[]
  /** Two fields of money: possible while of the first more is there than the second has taken of it. */
  readonly left?: { readonly of: string; readonly less: string }
  /** Values that other fields must have; a field that is not known counts as null. */
  readonly when?: Readonly<Record<string, readonly SetValue[]>>
  /** What it gives fields by itself. */
  readonly sets?: Readonly<Record<string, SetValue>>
  /** A field that is given the time of the act, where the caller does not say another. */
  readonly stamps?: string
  /** True where what is given is the first that is known of it: the entry tells it as a state, not as changes. */
  readonly firstState?: true
  /** Fields of the object type that the caller may give. */
  readonly fields?: readonly string[]
  /** Those of `fields` that must be given. */
  readonly needs?: readonly string[]
  /** Names of the entry's own data that the caller may give. */
  readonly data?: readonly string[]
  /** Those of `data` that must be given. */
  readonly needsData?: readonly string[]
  /** True where the booking takes its member's and room's time afterwards: refused where that is taken. */
  readonly takesTime?: true
  /** True where a client may do it with their own bookings, online. */
  readonly online?: true
  /** True where it ties another object to this one: the caller names it. */
  readonly other?: true
  /** The money field that the entry is about. */
  readonly amount?: string
  /** True where a client must be named if the object has none yet. */
  readonly client?: true
  /** True where a button should ask before it acts. */
  readonly grave?: true
}

/** What of an object decides which acts it allows: its fields' values. */
export type ActState = Readonly<Record<string, unknown>>

/** Why an act is not possible. */
export type Refusal =
  | { readonly why: 'exists' }
  | { readonly why: 'missing' }
  | { readonly why: 'deleted' }
  /** Nothing is left of this amount. */
  | { readonly why: 'nothing_left'; readonly of: number; readonly currency: string | undefined }
  | {
      readonly why: 'state'
      readonly field: string
      readonly is: unknown
      readonly must: readonly SetValue[]
    }
