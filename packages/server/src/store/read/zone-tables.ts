/** What SQL needs of a time zone, by Temporal and not by PostgreSQL's own tables: made once for each zone. */
import { offsetAt, startOfDay } from '../../entry/times.ts'

export interface ZoneTable {
  /** UTC ms at which the offset changes, ascending, and the offsets in ms: one more, the first before any change. */
  readonly changes: readonly number[]
  readonly offsets: readonly number[]
  /** The first day of each month from `FIRST_MONTH` on, and the UTC ms at which it begins. */
  readonly monthDays: readonly number[]
  readonly monthStarts: readonly number[]
}

/** Months that are told apart; what lies outside counts to the nearest. */
const FIRST_YEAR = 1990
const LAST_YEAR = 2080
/** Changes of offsets that are known to the tables. */
const FIRST_CHANGE = Date.UTC(1970)
const LAST_CHANGE = Date.UTC(2100)
const DAY_MS = 86_400_000

const tables = new Map<string, ZoneTable>()

export function zoneTable(zone: string): ZoneTable {
  let table = tables.get(zone)
  if (table === undefined) tables.set(zone, (table = makeTable(zone)))
  return table
}

function makeTable(zone: string): ZoneTable {
  const changes: number[] = []
  const offsets = [offsetAt(FIRST_CHANGE, zone)]
  for (let at = FIRST_CHANGE; ; ) {
    const next = Temporal.Instant.fromEpochMilliseconds(at)
      .toZonedDateTimeISO(zone)
      .getTimeZoneTransition('next')?.epochMilliseconds
    if (next === undefined || next > LAST_CHANGE) break
    changes.push(next)
    offsets.push(offsetAt(next, zone))
    at = next
  }
  const monthDays = Array.from(
    { length: (LAST_YEAR - FIRST_YEAR) * 12 },
    (_, i) => Date.UTC(FIRST_YEAR, i, 1) / DAY_MS,
  )
  return { changes, offsets, monthDays, monthStarts: monthDays.map(day => startOfDay(day, zone)) }
}

/** The month that `width_bucket` over the table's months answers, as `2026-11`, and its days, both inclusive. */
export function monthOfBucket(bucket: number): { month: string; from: string; to: string } {
  const place = Math.max(bucket, 1) - 1
  const dateOf = (month: number, day: number): string =>
    new Date(Date.UTC(FIRST_YEAR, month, day)).toISOString().slice(0, 10)
  const from = dateOf(place, 1)
  return { month: from.slice(0, 7), from, to: dateOf(place + 1, 0) }
}
