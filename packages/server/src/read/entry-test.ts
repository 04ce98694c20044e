/** What only an opened entry can tell of whether it is in a list; plain data, so that other threads can be told. */
import { markOf } from '../entry/mark-of.ts'
import type { OpenRow } from '../store/read/open-rows.ts'
import { type EntryCondition, holds, type Said } from './entry-condition.ts'
import { changesField, matchesText } from './match-text.ts'

export interface EntryTest {
  /** Each must stand somewhere in the entry. */
  readonly words: readonly string[]
  /** One of these fields was changed. */
  readonly field?: readonly string[]
  readonly named?: {
    /** `kind * 16 + source` of entries that pass whatever they say. */
    readonly certain: readonly number[]
    /** The others pass where one of these holds. */
    readonly conditions: readonly EntryCondition[]
    /** Of the workspace. */
    readonly zone: string
  }
}

export function passesTest(row: OpenRow, { words, field, named }: EntryTest): boolean {
  if (named !== undefined && !named.certain.includes(row.row.kind * 16 + row.row.source)) {
    const { fields } = row.record
    const said: Said = {
      ...row.row,
      cause: String(fields.get('causedBy') ?? fields.get('causedByKey') ?? ''),
      mark: markOf(fields, row.opened.facts) ?? { mark: 0 },
    }
    if (!named.conditions.some(one => holds(one, said, named.zone))) return false
  }
  return matchesText(row.opened, words) && (field === undefined || changesField(row.opened, field))
}
