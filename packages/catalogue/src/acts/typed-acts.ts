/** What the compiler knows of acts, for the SDK: an act takes the fields that the catalogue says, and no others. */
import type { OBJECT_TYPES } from '../object-types.ts'
import type { ValueOf } from '../typed.ts'
import type { Field } from '../types.ts'
import type { ACTS, ActingType, ActName } from './acts.ts'

type ActOf<T extends ActingType, A extends string> = A extends keyof (typeof ACTS)[T]
  ? (typeof ACTS)[T][A]
  : never
type Taken<X, K extends string> = X extends { readonly [P in K]: readonly (infer N)[] } ? N & string : never
type FieldsOf<T extends ActingType> = (typeof OBJECT_TYPES)[T]['fields']
type ValueOfField<T extends ActingType, N extends string> = N extends keyof FieldsOf<T>
  ? FieldsOf<T>[N] extends infer F extends Field
    ? ValueOf<F>
    : never
  : never

type Names<T extends ActingType, A extends string, K extends string> = Taken<ActOf<T, A>, K>

/** The fields that an act takes: those that it needs, and those that it may be given. */
export type ActFields<T extends ActingType, A extends ActName<T>> = [Names<T, A, 'fields'>] extends [never]
  ? Readonly<Record<string, never>>
  : {
      readonly [N in Names<T, A, 'needs'>]: ValueOfField<T, N>
    } & {
      readonly [N in Exclude<Names<T, A, 'fields'>, Names<T, A, 'needs'>>]?: ValueOfField<T, N>
    }

/** The names of the entry's own data that an act takes. */
export type ActData<T extends ActingType, A extends ActName<T>> = {
  readonly [N in Taken<ActOf<T, A>, 'data'>]?: unknown
}
