/** Counts of a list whose named filters ask what rows do not tell: by what patterns count entries by. */
import type { Run } from '../transaction.ts'
import type { CountRow } from './count.ts'
import { byPlace, LISTED, type ListedRows, listedValues, MARKS } from './listed-rows.ts'

export interface MarkedCount extends CountRow {
  readonly mark: number
  readonly startsAt: number | null
}

const COUNTS = byPlace(place => ({
  name: `count_marked_${place}`,
  text: `with r as (${LISTED[place]})
         select r.kind, r.source, r.actor, coalesce(m.mark, 0)::int as mark,
           case when $15::boolean then m.starts_at end as "startsAt", count(*) as n
         from r left join daybook.marks m on ${MARKS[place]} group by 1, 2, 3, 4, 5`,
}))

/** @param byStart true where the starts of sessions are told apart */
export function countMarked(run: Run, rows: ListedRows, byStart: boolean): Promise<MarkedCount[]> {
  if (rows.filter.kinds?.length === 0) return Promise.resolve([])
  return run<MarkedCount & Record<string, unknown>>(COUNTS[rows.place], [...listedValues(rows), byStart])
}
