/** What only an opened entry can tell of whether it is in a list; plain data, so that other threads can be told. */
import type { OpenRow } from '../store/read/open-rows.ts'
import { changesField, matchesText } from './match-text.ts'

export interface EntryTest {
  /** Each must stand somewhere in the entry. */
  readonly words: readonly string[]
  /** One of these fields was changed. */
  readonly field?: readonly string[]
  readonly cause?: {
    /** `kind * 16 + source` of entries that pass whatever led to them. */
    readonly unless: readonly number[]
    /** How the others may name their cause. */
    readonly causes: ReadonlySet<string>
  }
}

export function passesTest(row: OpenRow, { words, field, cause }: EntryTest): boolean {
  if (cause !== undefined && !cause.unless.includes(row.row.kind * 16 + row.row.source)) {
    const { fields } = row.record
    if (!cause.causes.has(String(fields.get('causedBy') ?? fields.get('causedByKey') ?? ''))) return false
  }
  return matchesText(row.opened, words) && (field === undefined || changesField(row.opened, field))
}
