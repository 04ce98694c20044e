/** What patterns count entries by, told again from the entries. */
import { type MarkRow, marksOfEntry } from '../entry/marks-of-entry.ts'
import { readRecord } from '../entry/open-entry.ts'
import { hasMarkOutside, readMarkRows } from '../store/check/mark-rows.ts'
import type { CheckedEntry } from './check-entry.ts'
import type { Checking } from './checking.ts'

interface Range {
  readonly from: number
  readonly upTo: number
}

/** Of the entries of one page, those behind `from` up to `upTo`. */
export async function checkMarks(
  checking: Checking,
  checked: readonly CheckedEntry[],
  range: Range,
): Promise<void> {
  const { pool, workspace, clientKeys, problems, filled } = checking
  const wrong = async (): Promise<ReadonlySet<number>> => {
    const stored = await readMarkRows(pool, workspace.id, range)
    return differing(
      checked.flatMap(one => expected(one, checking)),
      stored,
    )
  }
  let seqs = await wrong()
  if (seqs.size === 0) return
  // Somebody may have been erased since their keys were read.
  await clientKeys.reload(checked.flatMap(one => (seqs.has(one.row.seq) ? (one.told?.clientIds ?? []) : [])))
  seqs = await wrong()
  // Where the entry itself is wrong, this follows from it.
  const whole = new Set(checked.flatMap(one => (one.wrong === undefined && one.told ? [one.row.seq] : [])))
  for (const seq of seqs)
    if (whole.has(seq) && seq <= filled.entries)
      problems.add('derived', seq, 'what patterns count it by is not what it says')
}

export async function tellMarksOutside({ pool, workspace, problems }: Checking): Promise<void> {
  if (await hasMarkOutside(pool, workspace.id))
    problems.add('derived', 0, 'patterns count an entry that is not in the log')
}

const expected = ({ row, told }: CheckedEntry, { clientKeys }: Checking): MarkRow[] =>
  told === undefined ? [] : marksOfEntry(row, readRecord(row.record), clientKeys)

const nameOf = (row: MarkRow): string =>
  [
    row.object,
    row.seq,
    row.occurred_at,
    row.starts_at,
    row.day,
    row.kind,
    row.source,
    row.mark,
    row.place,
  ].join(' ')

/** The entries of rows that stand on the one side only. */
function differing(wanted: readonly MarkRow[], stored: readonly MarkRow[]): ReadonlySet<number> {
  const left = new Map(wanted.map(row => [nameOf(row), row.seq]))
  const wrong = new Set<number>()
  for (const row of stored) if (!left.delete(nameOf(row))) wrong.add(row.seq)
  for (const seq of left.values()) wrong.add(seq)
  return wrong
}
