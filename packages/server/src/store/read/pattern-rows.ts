/** What patterns are made of: counts by kind, source, mark and month, and by the times at which bookings start. */
import type { Workspace } from '../../entry/workspace.ts'
import { int4Array, int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'
import { LISTED, type ListedPlace, listedPlace, type ListedRows, listedValues, MARKS } from './listed-rows.ts'
import { slotOf, timeOfSlot, type WeekTime } from './starting.ts'
import { zoneTable } from './zone-tables.ts'

export interface PatternCount {
  readonly kind: number
  readonly source: number
  readonly mark: number
  /** The month, as `monthOfBucket` reads it. */
  readonly bucket: number
  readonly n: number
}

/** By plain date where an entry has one, else by instant; `$15` are days, `$16` instants. */
const BUCKET = `case when r.day is null then width_bucket(r.occurred_at, $16::bigint[])
  else width_bucket(r.day, $15::int[]) end`

const countIn = (place: ListedPlace) => ({
  name: `pattern_counts_${place}`,
  text: `with r as (${LISTED[place]})
         select r.kind, r.source, coalesce(m.mark, 0)::int as mark, ${BUCKET} as bucket, count(*) as n
         from r left join (${MARKS[place]}) m on m.seq = r.seq group by 1, 2, 3, 4`,
})
const COUNTS = { log: countIn('log'), object: countIn('object'), own: countIn('own') }

export function countPatterns(
  run: Run,
  { timeZone }: Pick<Workspace, 'timeZone'>,
  rows: ListedRows,
): Promise<PatternCount[]> {
  const { monthDays, monthStarts } = zoneTable(timeZone)
  return run<PatternCount & Record<string, unknown>>(COUNTS[listedPlace(rows)], [
    ...listedValues(rows),
    int4Array(monthDays),
    int8Array(monthStarts),
  ])
}

// What is marked is counted by its marks, and taken off what is counted by day.
const KEPT = {
  name: 'pattern_counts_kept',
  text: `with marked as (
           select seq, max(mark)::int as mark, min(kind) as kind, min(source) as source, min(day) as day,
             min(occurred_at) as occurred_at from daybook.marks
           where workspace_id = $1 and kind = any($2::int[]) and case when day is null
             then occurred_at >= $5::bigint and occurred_at < $6::bigint else day between $3::int and $4::int end
           group by seq),
         m as (
           select kind, source, mark, case when day is null then width_bucket(occurred_at, $8::bigint[])
             else width_bucket(day, $7::int[]) end as bucket, count(*)::bigint as n from marked group by 1, 2, 3, 4),
         c as (
           select kind, source, width_bucket(day, $7::int[]) as bucket, sum(n)::bigint as n from daybook.counts
           where workspace_id = $1 and object = 0 and kind = any($2::int[]) and day between $3::int and $4::int
             and zone_set = (select zone_set from daybook.log_heads where workspace_id = $1) group by 1, 2, 3)
         select kind, source, mark, bucket, n from m
         union all
         select c.kind, c.source, 0, c.bucket, c.n - coalesce((select sum(m.n)::bigint from m
           where m.kind = c.kind and m.source = c.source and m.bucket = c.bucket), 0) from c`,
}
const FIRST_DAY = -719_162
const LAST_DAY = 2_932_896
const FAR = 8_640_000_000_000_000

/** The same of the whole log, for who sees all of it, from the counts that are kept. */
export async function countPatternsKept(
  run: Run,
  { id, timeZone }: Pick<Workspace, 'id' | 'timeZone'>,
  { kinds = [], range }: ListedRows['filter'],
): Promise<PatternCount[]> {
  const { monthDays, monthStarts } = zoneTable(timeZone)
  const rows = await run<PatternCount & Record<string, unknown>>(KEPT, [
    id,
    int4Array(kinds),
    range?.fromDay ?? FIRST_DAY,
    range?.toDay ?? LAST_DAY,
    range?.from ?? -FAR,
    range?.to ?? FAR,
    int4Array(monthDays),
    int8Array(monthStarts),
  ])
  return rows.filter(row => row.n > 0)
}

const timesIn = (place: ListedPlace) => ({
  name: `pattern_times_${place}`,
  text: `with r as materialized (${LISTED[place]})
         select ${slotOf('o.starts_at', '$15', '$16')} as slot, count(*) as n from r
         join daybook.objects o on o.workspace_id = $1 and o.first_seq = r.seq and o.type = 'booking'
         where o.starts_at is not null group by 1 order by 1`,
})
const TIMES = { log: timesIn('log'), object: timesIn('object'), own: timesIn('own') }

/** When in the week the bookings start with which these entries began. */
export async function countTimes(
  run: Run,
  { timeZone }: Pick<Workspace, 'timeZone'>,
  rows: ListedRows,
): Promise<(WeekTime & { readonly n: number })[]> {
  const { changes, offsets } = zoneTable(timeZone)
  const counted = await run<{ slot: number; n: number }>(TIMES[listedPlace(rows)], [
    ...listedValues(rows),
    int8Array(changes),
    int8Array(offsets),
  ])
  return counted.map(({ slot, n }) => ({ ...timeOfSlot(slot), n }))
}
