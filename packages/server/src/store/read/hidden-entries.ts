import { readRecord } from '../../entry/open-entry.ts'
import { int4Array, int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'

const SELECT = {
  name: 'entries_of_hidden',
  text: `select e.seq, case when e.more_clients is null then null else e.record end as record from (
           select distinct l.seq from daybook.links l
           where l.workspace_id = $1 and l.object = any($2::bigint[]) and l.kind = any($3::int[])) h
         join daybook.entries e on e.workspace_id = $1 and e.seq = h.seq`,
}

/** Entries of some kinds, by number, that are about hidden clients and nobody else. */
export async function readHiddenEntries(
  run: Run,
  workspaceId: number,
  hidden: ReadonlySet<number>,
  kinds: readonly number[],
): Promise<number[]> {
  const rows = await run<{ seq: number; record: string | null }>(SELECT, [
    workspaceId,
    int8Array([...hidden]),
    int4Array(kinds),
  ])
  const alone = (record: string | null): boolean =>
    record === null || readRecord(record).clientIds.every(id => hidden.has(id))
  return rows.filter(row => alone(row.record)).map(row => row.seq)
}
