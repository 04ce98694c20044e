/** What the kept counts of the whole log hold of clients whom a reader may not see: to be taken off, exactly. */
import type { Daybook } from '../../daybook.ts'
import { readRecord } from '../../entry/open-entry.ts'
import type { Workspace } from '../../entry/workspace.ts'
import { int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'
import { type CountRow, MATCHES, matchValues } from './count.ts'
import type { RowFilter } from './filter.ts'

const HIDDEN = `select c.seq, c.kind, c.source, coalesce(c.actor, 0) as actor, c.record, c.more_clients
  from (select distinct l.seq from daybook.links l
        where l.workspace_id = $1 and l.object = any($2::bigint[])) h
  join daybook.entries c on c.workspace_id = $1 and c.seq = h.seq
  where ${MATCHES} and ($7::bigint is null or case when c.day is null
    then c.occurred_at >= $7 and c.occurred_at < $8::bigint else c.day between $9::int and $10::int end)`

const COUNT_ALONE = {
  name: 'count_hidden_alone',
  text: `select kind, source, actor, count(*) as n from (${HIDDEN}) c where more_clients is null
         group by kind, source, actor`,
}
const SELECT_SHARED = {
  name: 'select_hidden_shared',
  text: `select kind, source, actor, record from (${HIDDEN}) c where more_clients is not null`,
}

/** The counts of the whole log less those of hidden clients. An entry that is about somebody visible too is counted. */
export async function lessHidden(
  daybook: Daybook,
  workspace: Workspace,
  hidden: ReadonlySet<number>,
  filter: RowFilter,
  counted: readonly CountRow[],
): Promise<CountRow[]> {
  const { range } = filter
  const values = [
    workspace.id,
    int8Array([...hidden]),
    ...matchValues(filter),
    range?.from ?? null,
    range?.to ?? null,
    range?.fromDay ?? null,
    range?.toDay ?? null,
  ]
  const [alone, shared] = await readTogether(daybook.pools.app, workspace.id, run =>
    Promise.all([
      run<CountRow>(COUNT_ALONE, values),
      run<Omit<CountRow, 'n'> & { record: string }>(SELECT_SHARED, values),
    ]),
  )
  const off = new Map<string, number>()
  const nameOf = (row: Omit<CountRow, 'n'>): string => `${row.kind} ${row.source} ${row.actor}`
  for (const row of alone) off.set(nameOf(row), row.n)
  for (const row of shared) {
    if (readRecord(row.record).clientIds.every(id => hidden.has(id)))
      off.set(nameOf(row), (off.get(nameOf(row)) ?? 0) + 1)
  }
  return counted.flatMap(row => {
    const n = row.n - (off.get(nameOf(row)) ?? 0)
    return n > 0 ? [{ ...row, n }] : []
  })
}
