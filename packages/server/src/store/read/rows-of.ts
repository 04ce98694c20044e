import type { Pool } from 'pg'
import { BinaryRows } from '../binary-rows.ts'
import { copyOut } from '../copy-out.ts'
import { int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'
import { ENTRY_COLUMNS, type EntryRow, entryRow } from './entry-row.ts'

const FROM_ENTRIES = `select ${ENTRY_COLUMNS} from daybook.entries e where e.workspace_id =`
const SELECT_RANGE = { name: 'rows_of_range', text: `${FROM_ENTRIES} $1 and e.seq between $2 and $3` }
const SELECT_SEQS = { name: 'rows_of_seqs', text: `${FROM_ENTRIES} $1 and e.seq = any($2::bigint[])` }

/** From so many rows on they are copied: a statement that is planned anew is then less than what text costs. */
const MANY = 100

/** The rows of these entries, in this order. */
export async function rowsOf(pool: Pool, workspaceId: number, seqs: readonly number[]): Promise<EntryRow[]> {
  const rows =
    seqs.length < MANY ? await selectRows(pool, workspaceId, seqs) : await copyRows(pool, workspaceId, seqs)
  const bySeq = new Map(rows.map(row => [row.seq, row]))
  return seqs.flatMap(seq => bySeq.get(seq) ?? [])
}

function selectRows(pool: Pool, workspaceId: number, seqs: readonly number[]): Promise<EntryRow[]> {
  const range = rangeOf(seqs)
  return readTogether(pool, workspaceId, run =>
    range === undefined
      ? run<EntryRow>(SELECT_SEQS, [workspaceId, int8Array(seqs)])
      : run<EntryRow>(SELECT_RANGE, [workspaceId, ...range]),
  )
}

async function copyRows(pool: Pool, workspaceId: number, seqs: readonly number[]): Promise<EntryRow[]> {
  const range = rangeOf(seqs)
  const which =
    range === undefined ? `= any('{${seqs.map(Number).join()}}'::bigint[])` : `between ${range.join(' and ')}`
  const bytes = await copyOut(pool, workspaceId, `${FROM_ENTRIES} ${Number(workspaceId)} and e.seq ${which}`)
  const read = new BinaryRows(bytes)
  const rows: EntryRow[] = []
  while (read.next()) rows.push(entryRow(read))
  return rows
}

/** Seqs that stand in order and leave out none are one range of the primary key. */
function rangeOf(seqs: readonly number[]): readonly [first: number, last: number] | undefined {
  const first = Math.min(seqs[0]!, seqs.at(-1)!)
  const last = Math.max(seqs[0]!, seqs.at(-1)!)
  return last - first === seqs.length - 1 ? [first, last] : undefined
}
