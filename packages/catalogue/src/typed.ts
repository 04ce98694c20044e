/** What the compiler knows of the catalogue, for the SDK: unknown names of known actions do not compile (R-A1). */
import type { ACTIONS, ActionName } from './actions.ts'
import type { OBJECT_TYPES, ObjectTypeName } from './object-types.ts'
import type { Field, FieldKind } from './types.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

interface Values {
  readonly text: string
  readonly long_text: string
  readonly number: number
  /** Decimals travel as strings, so that none of their digits is lost. */
  readonly decimal: string
  /** Minor units, a whole number; or the amount with its currency. */
  readonly money: number | { readonly value: number; readonly currency: string }
  readonly instant: string
  readonly date: string
  readonly boolean: boolean
  readonly enum: string
  readonly list: readonly Json[]
  readonly json: Json
}

/** What a field of that kind holds; `null` says that it is empty. */
export type ValueOf<F extends Field> = F['kind'] extends infer K extends FieldKind ? Values[K] | null : never

/** The names that a known action's `data` may carry. */
export type DataFieldOf<A extends ActionName> = keyof (typeof ACTIONS)[A]['data'] & string

/** A known action's `data`: the catalogue's names and no other. Of an unknown action: anything. */
export type DataOf<A extends string> = A extends ActionName
  ? [DataFieldOf<A>] extends [never]
    ? Readonly<Record<string, never>>
    : {
        readonly [N in DataFieldOf<A>]?: (typeof ACTIONS)[A]['data'][N] extends infer F extends Field
          ? ValueOf<F>
          : never
      }
  : Readonly<Record<string, Json>>

/** The object type that an action is about by its first word, or never: `booking.booked` is about a booking. */
export type ObjectTypeOf<A extends string> = A extends `${infer Prefix}.${string}`
  ? Prefix extends ObjectTypeName
    ? Prefix
    : Prefix extends 'settings'
      ? 'workspace'
      : never
  : never

/** The fields that the catalogue declares for an object type; of a type of the host's own, any name. */
export type FieldNameOf<T extends string> = T extends ObjectTypeName
  ? keyof (typeof OBJECT_TYPES)[T]['fields'] & string
  : string

/**
 * The fields that a draft's `changes` may name: those of the action's object type, of the draft's own object type, and
 * the workspace's custom ones. An unknown action, or one about no object type of the catalogue, may name any.
 */
export type ChangeFieldOf<
  A extends string,
  T extends string = never,
  Custom extends string = never,
> = A extends ActionName
  ? [ObjectTypeOf<A> | T] extends [never]
    ? string
    : FieldNameOf<ObjectTypeOf<A> | T> | Custom
  : string

/**
 * The parts of a draft that depend on its action, for the SDK to join with the rest: `DraftOf<'booking.booked'>`.
 * `T` is the type of the draft's object where it differs from the action's, `Custom` the workspace's own fields.
 */
export interface DraftOf<A extends string, T extends string = never, Custom extends string = never> {
  readonly action: A
  readonly data?: DataOf<A>
  readonly changes?: readonly {
    readonly field: ChangeFieldOf<A, T, Custom>
    readonly label?: string
    readonly before?: Json
    readonly after?: Json
  }[]
}
