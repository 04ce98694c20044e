/** What patterns count entries from, as it is stored: by ranges of entries. */
import type { Pool } from 'pg'
import { readTogether } from '../transaction.ts'

export interface MarkRow {
  readonly object: number
  readonly seq: number
  readonly occurred_at: number
  readonly starts_at: number | null
  readonly day: number | null
  readonly kind: number
  readonly source: number
  readonly mark: number
  readonly place: number
}

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
