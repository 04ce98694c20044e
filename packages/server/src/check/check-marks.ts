/** What patterns count entries by, told again from the entries. */
import { isMarked, markOf } from '../entry/mark-of.ts'
import { openParts, readRecord } from '../entry/open-entry.ts'
import { decodeFields } from '@daybook/protocol'
import { hasMarkOutside, type MarkRow, readMarkRows } from '../store/check/mark-rows.ts'
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
  const { pool, workspace, clientKeys, problems } = checking
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
    if (whole.has(seq)) problems.add('derived', seq, 'what patterns count it by is not what it says')
}

export async function tellMarksOutside({ pool, workspace, problems }: Checking): Promise<void> {
  if (await hasMarkOutside(pool, workspace.id))
    problems.add('derived', 0, 'patterns count an entry that is not in the log')
}

function expected({ row, told }: CheckedEntry, { clientKeys }: Checking): MarkRow[] {
  if (told === undefined) return []
  const record = readRecord(row.record)
  if (!isMarked(String(record.fields.get('action')))) return []
  const { mark, startsAt } = markOf(record.fields, factsOf(row, record, clientKeys))!
  const objects = told.clientIds.length === 0 ? [0] : [...new Set(told.clientIds)]
  const { seq, occurred_at, day, kind, source } = row
  return objects.map((object, place) => ({
    object,
    seq,
    occurred_at,
    starts_at: startsAt ?? null,
    day,
    kind,
    source,
    mark,
    place,
  }))
}

function factsOf(
  { leaf_hash: leafHash, record: text, facts, facts_keys: factsKeys }: CheckedEntry['row'],
  record: ReturnType<typeof readRecord>,
  keys: Checking['clientKeys'],
) {
  const sealed = { leafHash, record: text, facts, factsKeys, client: null, moreClients: null }
  try {
    return openParts(sealed, record, keys, (_, part) => decodeFields(part)).facts
  } catch {
    // What cannot be opened is told of where the entries are checked.
    return 'gone'
  }
}

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
