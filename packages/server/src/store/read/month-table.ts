/** The months of a zone for SQL, by Temporal and not by PostgreSQL's own tables: made once for each zone. */
import { DAY_MS, startOfDay } from '../../entry/times.ts'

export interface MonthTable {
  /** The first day of each month. */
  readonly days: readonly number[]
  /** UTC ms at which it begins. */
  readonly instants: readonly number[]
}

/** Months that are told apart; what lies outside counts to the nearest. */
const FIRST_YEAR = 1990
const LAST_YEAR = 2080

const tables = new Map<string, MonthTable>()

export function monthTable(zone: string): MonthTable {
  let table = tables.get(zone)
  if (table === undefined) {
    const months = (LAST_YEAR - FIRST_YEAR) * 12
    const days = Array.from({ length: months }, (_, i) => Date.UTC(FIRST_YEAR, i, 1) / DAY_MS)
    tables.set(zone, (table = { days, instants: days.map(day => startOfDay(day, zone)) }))
  }
  return table
}

/** The month that `width_bucket` over the table answers, as `2026-11`, and its days, both inclusive. */
export function monthOfBucket(bucket: number): { month: string; from: string; to: string } {
  const place = Math.max(bucket, 1) - 1
  const dateOf = (month: number, day: number): string =>
    new Date(Date.UTC(FIRST_YEAR, month, day)).toISOString().slice(0, 10)
  const from = dateOf(place, 1)
  return { month: from.slice(0, 7), from, to: dateOf(place + 1, 0) }
}
