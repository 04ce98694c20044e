/** What patterns are made of: counts by kind, source, mark and month, and by the times for which sessions were booked. */
import type { Mark } from '../../entry/mark-of.ts'
import type { Workspace } from '../../entry/workspace.ts'
import { int4Array, int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'
import { byPlace, LISTED, type ListedPlace, type ListedRows, listedValues, MARKS } from './listed-rows.ts'
import { monthTable } from './month-table.ts'

export interface PatternCount {
  readonly kind: number
  readonly source: number
  readonly mark: number
  /** The month, as `monthOfBucket` reads it. */
  readonly bucket: number
  readonly n: number
}

/** So many sessions were booked for a quarter of an hour. */
export interface StartCount extends Mark {
  readonly n: number
}

const COLUMNS = 'm.kind, m.source, m.day, m.occurred_at, m.mark, m.starts_at'
const RANGE = `m.workspace_id = $1 and m.kind = any($3::int[]) and case when m.day is null
  then m.occurred_at >= $4::bigint and m.occurred_at < $5::bigint else m.day between $6::int and $7::int end`

/** What somebody sees who sees all that stands there. */
const ALL: Readonly<Record<ListedPlace, string>> = {
  log: `select ${COLUMNS} from daybook.marks m
        where ${RANGE} and m.place = 0 and $2::bigint is null and m.seq <> all($8::bigint[])`,
  client: `select ${COLUMNS} from daybook.marks m where ${RANGE} and m.object = $2::bigint and cardinality($8::bigint[]) = 0`,
  object: '',
  own: `select distinct on (m.seq) ${COLUMNS} from daybook.marks m
        where ${RANGE} and m.object = any($2::bigint[]) and cardinality($8::bigint[]) = 0 order by m.seq`,
}

/** Rows of `m` → counts by month, and behind them starts: those have a bucket of -1. */
const counted = (rows: string, first: number): string => `with m as materialized (${rows}),
  c as (select kind, source, case when mark >= 32 then 0 else mark end::int as mark,
    case when day is null then width_bucket(occurred_at, $${first + 1}::bigint[])
      else width_bucket(day, $${first}::int[]) end as bucket, count(*) as n
    from m group by 1, 2, 3, 4)
  select kind, source, mark, bucket, null::bigint as starts_at, n from c
  union all
  select 0, 0, mark::int, -1, starts_at / 900000 * 900000 as starts_at, count(*) from m
  where starts_at is not null group by 3, 5`

const OF_ALL = byPlace(place => ({ name: `patterns_${place}`, text: counted(ALL[place], 9) }))
const OF_LISTED = byPlace(place => ({
  name: `patterns_listed_${place}`,
  text: counted(`select ${COLUMNS} from (${LISTED[place]}) r join daybook.marks m on ${MARKS[place]}`, 15),
}))

const FAR = 8_640_000_000_000_000
const FAR_DAY = 2_000_000_000

export async function countPatterns(
  run: Run,
  { timeZone }: Pick<Workspace, 'timeZone'>,
  rows: ListedRows,
): Promise<{ readonly counts: readonly PatternCount[]; readonly starts: readonly StartCount[] }> {
  const { place, workspaceId, object, own, filter, without } = rows
  const { kinds = [], range } = filter
  const { days, instants } = monthTable(timeZone)
  const months = [int4Array(days), int8Array(instants)]
  // Whose acts they are stands in links alone.
  const values =
    filter.actors === undefined
      ? [
          workspaceId,
          object ?? (own === undefined ? null : int8Array(own)),
          int4Array(kinds),
          range?.from ?? -FAR,
          range?.to ?? FAR,
          range?.fromDay ?? -FAR_DAY,
          range?.toDay ?? FAR_DAY,
          int8Array(without),
        ]
      : listedValues(rows)
  const statement = (filter.actors === undefined ? OF_ALL : OF_LISTED)[place]
  const found = await run<PatternCount & { starts_at: number | null }>(statement, [...values, ...months])
  return {
    counts: found.filter(row => row.bucket >= 0),
    starts: found.flatMap(({ bucket, mark, starts_at, n }) =>
      bucket < 0 ? [{ mark, startsAt: starts_at!, n }] : [],
    ),
  }
}
