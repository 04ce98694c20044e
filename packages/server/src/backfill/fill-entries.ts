/** What patterns count: the marks of entries. */
import { isMarked } from '../entry/mark-of.ts'
import { marksOfEntry } from '../entry/marks-of-entry.ts'
import { type ReadRecord, readRecord } from '../entry/open-entry.ts'
import { insertMarks } from '../store/append/write-marks.ts'
import { CheckKeys } from '../store/check/check-keys.ts'
import { readEntryRows, type StoredRow } from '../store/check/entry-rows.ts'
import { readTogether } from '../store/transaction.ts'
import type { FillPage } from './fill-page.ts'
import { writePage } from './write-page.ts'

export const fillEntries: FillPage = async ({ pools, keks }, workspaceId, at, most) => {
  const to = Math.min(at.done + most, at.upTo)
  const rows = await readTogether(pools.app, workspaceId, run => readEntryRows(run, workspaceId, at.done, to))
  const read = rows.flatMap(row => readMarked(row) ?? [])
  // As they are stored now: what this server remembers may be a key that another one has destroyed.
  const keys = new CheckKeys(pools.app, workspaceId, keks)
  await keys.load(read.flatMap(({ record }) => record.clientIds))
  const marks = read.flatMap(({ row, record }) => marksOfEntry(row, record, keys))
  const isWritten = await writePage(pools.app, workspaceId, at, {
    done: to < at.upTo ? to : undefined,
    async write(run) {
      for (const { statement, values } of insertMarks(workspaceId, marks)) await run(statement, [...values])
    },
  })
  return isWritten ? [] : undefined
}

/** Undefined where it has no mark, and where it cannot be read: check-log tells of that. */
function readMarked(row: StoredRow): { row: StoredRow; record: ReadRecord } | undefined {
  try {
    const record = readRecord(row.record)
    return isMarked(String(record.fields.get('action'))) ? { row, record } : undefined
  } catch {
    return undefined
  }
}
