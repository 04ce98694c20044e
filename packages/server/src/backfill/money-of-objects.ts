/** What entries said of the money of objects, told again from the first of them. */
import { openFacts } from '../entry/marks-of-entry.ts'
import { type ReadRecord, readRecord } from '../entry/open-entry.ts'
import {
  moneyEntryOf,
  type MoneyToldAgain,
  NOTHING_TOLD,
  standsOnAccount,
  tellAgain,
} from '../store/accounts.ts'
import type { CheckKeys } from '../store/check/check-keys.ts'
import { readTheseRows } from '../store/check/entry-rows.ts'
import { readLinkedSeqs } from '../store/check/subject-links.ts'
import type { EntryRow } from '../store/read/entry-row.ts'
import type { KnownObject } from '../store/registry.ts'
import { readTogether } from '../store/transaction.ts'
import type { FillingStores } from './fill-page.ts'

/** Entries that are opened at a time. */
const PAGE = 500

export async function moneyOfObjects(
  { pools: { app } }: FillingStores,
  workspaceId: number,
  objects: readonly KnownObject[],
  keys: CheckKeys,
): Promise<(id: number) => MoneyToldAgain> {
  const told = new Map(objects.filter(one => standsOnAccount(one.type)).map(one => [one.id, NOTHING_TOLD]))
  const seqs =
    told.size === 0 ? [] : await readLinkedSeqs(app, workspaceId, [...told.keys()], Number.MAX_SAFE_INTEGER)
  for (let at = 0; at < seqs.length; at += PAGE) {
    const rows = await readTogether(app, workspaceId, run =>
      readTheseRows(run, workspaceId, seqs.slice(at, at + PAGE)),
    )
    const read = rows.flatMap(row => tryRead(row) ?? [])
    await keys.load(read.flatMap(({ record }) => record.clientIds))
    for (const { row, record } of read) {
      const id = moneyEntryOf(record.fields, undefined)?.objects[0]?.id ?? 0
      const before = told.get(id)
      if (before !== undefined) told.set(id, tellAgain(before, record.fields, openFacts(row, record, keys)))
    }
  }
  return id => told.get(id) ?? NOTHING_TOLD
}

/** Undefined where the record cannot be read: check-log tells of that. */
function tryRead(row: EntryRow): { row: EntryRow; record: ReadRecord } | undefined {
  try {
    return { row, record: readRecord(row.record) }
  } catch {
    return undefined
  }
}
