import type { Json } from '@daybook/protocol'

/** One row of a source, read or not readable. */
export interface Row {
  /** From 1, the header and blank lines not counted. */
  readonly row: number
  /** The line of the file where it begins, from 1. */
  readonly line: number
  /** The row as it stands in the file. */
  readonly original: string
  /** By column; absent where the row cannot be read. */
  readonly columns?: Readonly<Record<string, Json>>
  /** Why it cannot be read. */
  readonly problem?: string
}
