/** A list of clients as a table, whatever it was written as. */
import type { ImportProblem } from '@daybook/protocol'

export interface TableRow {
  /** Of the file, from 1: where it begins. */
  readonly line: number
  /** By column; what is empty is left out. */
  readonly cells: Readonly<Record<string, string>>
}

export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
  /** Lines that could not be read. */
  readonly problems: readonly ImportProblem[]
}
