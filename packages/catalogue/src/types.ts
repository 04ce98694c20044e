/** The shapes of the catalogue: what can happen, and how it is said. Pure data types; imports nothing. */

/** The languages that every label and sentence exists in (BCP 47). */
export const LOCALES = ['en', 'de', 'pt-PT', 'es'] as const
export type Locale = (typeof LOCALES)[number]

/** One text in every language. */
export type Words = { readonly [L in Locale]: string }

export const CATEGORIES = ['orders', 'customers', 'bookings', 'payments', 'system'] as const
export type Category = (typeof CATEGORIES)[number]

export const TYPES = [
  'auth',
  'access',
  'order',
  'payment',
  'cart',
  'booking',
  'enquiry',
  'visit',
  'scan',
  'communication',
  'settings',
  'configuration',
  'data',
  'security',
  'compliance',
  'notification',
  'integration',
  'report',
  'export',
] as const
export type EntryType = (typeof TYPES)[number]

export const SOURCES = [
  'staff',
  'customer',
  'api',
  'webhook',
  'integration',
  'physical',
  'automated',
  'system',
] as const
export type Source = (typeof SOURCES)[number]

export const RELATED = ['session', 'profile', 'payments', 'access'] as const
export type Related = (typeof RELATED)[number]

/** Whether a field tells about a person (sealed under the person's key) or about the business. */
export type Privacy = 'personal' | 'business'

/** How a field's value is written and read. `money` is in the currency's minor units with a currency beside it. */
export type FieldKind =
  | 'text'
  | 'long_text'
  | 'number'
  | 'decimal'
  | 'money'
  | 'instant'
  | 'date'
  | 'boolean'
  | 'enum'
  | 'list'
  | 'json'

/** `hours`: those of a weekday; `exceptions`: other hours by date; `time_zone`: an IANA name. */
export type FieldFormat = 'hours' | 'exceptions' | 'time_zone'

export interface Field {
  readonly label: Words
  readonly kind: FieldKind
  readonly privacy: Privacy
  /** The words for each value of an `enum`; a value that is not here is shown as it is. */
  readonly values?: Readonly<Record<string, Words>>
  /** How its text is written, where not any will do. */
  readonly format?: FieldFormat
  /** The least number that an act may give it. */
  readonly least?: number
}

export interface ObjectType {
  readonly name: string
  readonly label: Words
  readonly plural: Words
  readonly fields: Readonly<Record<string, Field>>
  /** True where objects of this type are people (only `client`). */
  readonly person?: boolean
}

export interface Action {
  /** `object.happened`, at most 100 characters. */
  readonly name: string
  readonly label: Words
  readonly category: Category
  readonly type: EntryType
  readonly related?: Related
  /** A sentence template (see sentence.ts) that follows the actor's name, or stands alone where `whole`. */
  readonly sentence: Words
  /** Used instead of `sentence` when somebody other than the client acts for a client, so that the client is named. */
  readonly sentenceFor?: Words
  /** True where `sentence` is a whole sentence and the actor's name does not precede it. */
  readonly whole?: boolean
  /** Name of an icon of packages/timeline. */
  readonly icon: string
  /** The names that the entry's `data` may carry, each personal or business. */
  readonly data: Readonly<Record<string, Field>>
  /** Never shown to a client, wherever a client view exists. */
  readonly staffOnly?: boolean
  /** The business fields that this action sets on its object, e.g. `{status: 'cancelled'}`. */
  readonly sets?: Readonly<Record<string, string>>
}
