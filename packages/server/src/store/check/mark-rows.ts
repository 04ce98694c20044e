/** What patterns count entries from, as it is stored: by ranges of entries. */
import type { Pool } from 'pg'
import type { MarkRow } from '../../entry/marks-of-entry.ts'
import { readTogether } from '../transaction.ts'

const SELECT = {
  name: 'check_marks',
  text: `select object, seq, occurred_at, starts_at, day, kind, source, mark, place from daybook.marks
         where workspace_id = $1 and seq > $2 and seq <= $3`,
}
const OUTSIDE = {
  name: 'check_marks_outside',
  text: `select seq from daybook.marks where workspace_id = $1
           and (seq < 1 or seq > (select size from daybook.log_heads where workspace_id = $1)) limit 1`,
}

export const readMarkRows = (
  pool: Pool,
  workspaceId: number,
  { from, upTo }: { readonly from: number; readonly upTo: number },
): Promise<MarkRow[]> =>
  readTogether(pool, workspaceId, run =>
    run<MarkRow & Record<string, unknown>>(SELECT, [workspaceId, from, upTo]),
  )

/** True where a row is of no entry that the head counts. */
export const hasMarkOutside = async (pool: Pool, workspaceId: number): Promise<boolean> =>
  (await readTogether(pool, workspaceId, run => run(OUTSIDE, [workspaceId]))).length > 0
