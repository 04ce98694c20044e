/** What entries said of the money of objects, told again from the first of them. */
import { openFacts } from '../entry/marks-of-entry.ts'
import { readRecord } from '../entry/open-entry.ts'
import { moneyEntryOf, NO_MONEY, standsOnAccount, tellMoney, type ToldMoney } from '../store/accounts.ts'
import { CheckKeys } from '../store/check/check-keys.ts'
import { readTheseRows } from '../store/check/entry-rows.ts'
import { readLinkedSeqs } from '../store/check/subject-links.ts'
import type { KnownObject } from '../store/registry.ts'
import { readTogether } from '../store/transaction.ts'
import type { FillingStores } from './fill-page.ts'

/** Entries that are opened at a time. */
const PAGE = 500

/** Undefined where some of it can no longer be opened, and where entries tell nothing of such objects. */
export async function moneyOfObjects(
  { pools: { app }, keks }: FillingStores,
  workspaceId: number,
  objects: readonly KnownObject[],
): Promise<(id: number) => ToldMoney | undefined> {
  const told = new Map(objects.filter(one => standsOnAccount(one.type)).map(one => [one.id, NO_MONEY]))
  const gone = new Set<number>()
  const seqs =
    told.size === 0 ? [] : await readLinkedSeqs(app, workspaceId, [...told.keys()], Number.MAX_SAFE_INTEGER)
  const keys = new CheckKeys(app, workspaceId, keks)
  for (let at = 0; at < seqs.length; at += PAGE) {
    const rows = await readTogether(app, workspaceId, run =>
      readTheseRows(run, workspaceId, seqs.slice(at, at + PAGE)),
    )
    const read = rows.map(row => ({ row, record: readRecord(row.record) }))
    await keys.load(read.flatMap(({ record }) => record.clientIds))
    for (const { row, record } of read) {
      const facts = openFacts(row, record, keys)
      const entry = moneyEntryOf(record.fields, facts === 'gone' ? undefined : facts)
      const id = entry?.objects[0]?.id ?? 0
      const before = told.get(id)
      if (entry === undefined || before === undefined) continue
      if (facts === 'gone') gone.add(id)
      told.set(id, tellMoney(before, entry))
    }
  }
  return id => (gone.has(id) ? undefined : told.get(id))
}
