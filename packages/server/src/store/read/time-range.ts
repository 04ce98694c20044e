/** `from` and `to` of a filter: local dates (both inclusive) or instants (`to` exclusive), as UTC ms and days. */
import { type InputError } from '@daybook/protocol'
import { dayOfDate, endOfDay, localDay, startOfDay } from '../../entry/times.ts'

export interface TimeRange {
  /** UTC ms, inclusive. */
  readonly from: number
  /** UTC ms, exclusive. */
  readonly to: number
  /** Days of entries that have only a date, both inclusive. */
  readonly fromDay: number
  readonly toDay: number
  /** True where both ends are dates (or open): whole local days. */
  readonly byDate: boolean
}

const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/
const EARLIEST = -62_135_596_800_000
const LATEST = 253_402_300_799_999
const FIRST_DAY = -719_162
const LAST_DAY = 2_932_896

/** Undefined where neither end is given. Appends to `errors` what cannot be understood. */
export function readTimeRange(
  from: string | undefined,
  to: string | undefined,
  zone: string,
  errors: InputError[],
): TimeRange | undefined {
  if (from === undefined && to === undefined) return undefined
  const start = readEnd(from, 'from', zone, errors)
  const end = readEnd(to, 'to', zone, errors)
  return {
    from: start === undefined ? EARLIEST : start.day === undefined ? start.at : startOfDay(start.day, zone),
    to: end === undefined ? LATEST : end.day === undefined ? end.at : endOfDay(end.day, zone) + 1,
    fromDay: start === undefined ? FIRST_DAY : (start.day ?? localDay(start.at, zone)),
    toDay: end === undefined ? LAST_DAY : (end.day ?? localDay(end.at - 1, zone)),
    byDate: (start === undefined || start.day !== undefined) && (end === undefined || end.day !== undefined),
  }
}

function readEnd(
  text: string | undefined,
  name: 'from' | 'to',
  zone: string,
  errors: InputError[],
): { at: number; day?: number } | undefined {
  if (text === undefined) return undefined
  try {
    if (PLAIN_DATE.test(text)) {
      const day = dayOfDate(text)
      return { at: startOfDay(day, zone), day }
    }
    return { at: Temporal.Instant.from(text).epochMilliseconds }
  } catch {
    errors.push({
      path: `/${name}`,
      message: `"${text.slice(0, 40)}" is neither a date (2026-11-22) nor an instant (2026-11-22T10:30:00Z)`,
    })
    return undefined
  }
}
