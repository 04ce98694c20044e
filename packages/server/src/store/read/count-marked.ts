/** Counts of a list whose named filters ask what rows do not tell: by what patterns count entries by. */
import { int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'
import type { CountRow } from './count.ts'
import { LISTED, type ListedPlace, listedPlace, type ListedRows, listedValues, MARKS } from './listed-rows.ts'

export interface MarkedCount extends CountRow {
  readonly mark: number
  /** Which of the given sets of entries these are of, as bits: the first is 1. */
  readonly sets: number
}

const countIn = (place: ListedPlace) => ({
  name: `count_marked_${place}`,
  text: `with r as (${LISTED[place]})
         select r.kind, r.source, r.actor, coalesce(m.mark, 0) as mark, coalesce(s.sets, 0) as sets, count(*) as n
         from r left join (${MARKS[place]}) m on m.seq = r.seq
         left join (select seq, bit_or(bit) as sets from unnest($15::bigint[], $16::bigint[]) as given(seq, bit)
           group by seq) s on s.seq = r.seq
         group by 1, 2, 3, 4, 5`,
})
const COUNTS = { log: countIn('log'), object: countIn('object'), own: countIn('own') }

/** @param sets sets of entries, by number, that are told apart */
export function countMarked(
  run: Run,
  rows: ListedRows,
  sets: readonly ReadonlySet<number>[],
): Promise<MarkedCount[]> {
  if (rows.filter.kinds?.length === 0) return Promise.resolve([])
  const members = sets.flatMap((set, i) => [...set].map(seq => [seq, 2 ** i] as const))
  return run<MarkedCount & Record<string, unknown>>(COUNTS[listedPlace(rows)], [
    ...listedValues(rows),
    int8Array(members.map(one => one[0])),
    int8Array(members.map(one => one[1])),
  ])
}
