/** What the values of a mapping can see while one row is turned into drafts. */
import type { Json } from '@daybook/protocol'
import type { MappingProblem } from './import-error.ts'

/** A value of the mapping for one row; undefined where it is unknown, and then left out of the draft. */
export type Value = Json | undefined

export interface Scope {
  /** The row's number, from 1, header not counted. */
  readonly row: number
  /** Which repetition of an entry this is, from 1. */
  readonly n: number
  /** The source's own columns, without those that are null. */
  readonly columns: Readonly<Record<string, Json>>
  /** The values under `let`, as far as they are computed. */
  readonly lets: Record<string, Value>
}

export type Compiled = (scope: Scope) => Value

/** What is gathered while a mapping is compiled. */
export interface Compilation {
  readonly problems: MappingProblem[]
  /** The names that values ask for and that must be columns. */
  readonly columnsUsed: { readonly name: string; readonly path: string }[]
  /** The names under `let` that are known at this point. */
  readonly lets: Set<string>
}

/** The value of a name: a `let` value first, then a column; in JSON rows `a.b` reaches into an object. */
export function lookUp({ lets, columns, row, n }: Scope, name: string): Value {
  if (Object.hasOwn(lets, name)) return lets[name]
  if (Object.hasOwn(columns, name)) return columns[name]
  if (name === 'row') return row
  if (name === 'n') return n
  let value: Value = columns
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<string, Json>>)[step]
  }
  return value ?? undefined
}
