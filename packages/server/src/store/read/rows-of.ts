import type { Pool } from 'pg'
import { int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'
import { ENTRY_COLUMNS, type EntryRow } from './entry-row.ts'

const SELECT_RANGE = {
  name: 'rows_of_range',
  text: `select ${ENTRY_COLUMNS} from daybook.entries e where e.workspace_id = $1 and e.seq between $2 and $3`,
}
const SELECT_SEQS = {
  name: 'rows_of_seqs',
  text: `select ${ENTRY_COLUMNS} from daybook.entries e where e.workspace_id = $1 and e.seq = any($2::bigint[])`,
}

/** The rows of these entries, in this order. */
export async function rowsOf(pool: Pool, workspaceId: number, seqs: readonly number[]): Promise<EntryRow[]> {
  const first = Math.min(seqs[0]!, seqs.at(-1)!)
  const last = Math.max(seqs[0]!, seqs.at(-1)!)
  // Seqs that stand in order and leave out none are one range of the primary key.
  const whole = last - first === seqs.length - 1
  const rows = await readTogether(pool, workspaceId, run =>
    whole
      ? run<EntryRow>(SELECT_RANGE, [workspaceId, first, last])
      : run<EntryRow>(SELECT_SEQS, [workspaceId, int8Array(seqs)]),
  )
  const bySeq = new Map(rows.map(row => [row.seq, row]))
  return seqs.flatMap(seq => bySeq.get(seq) ?? [])
}
