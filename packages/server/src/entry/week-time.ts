/** Where in the week a session starts: the place in which patterns count it. */
import { CLOCK, DATE, type Mark, START } from './mark-of.ts'
import { DAY_MS, offsetAt } from './times.ts'

export interface WeekTime {
  /** 1 (Monday) to 7. */
  readonly weekday: number
  /** 0 to 23, or `day` where the time of the day is not known. */
  readonly hour: number | 'day'
}

/** Undefined where the start is not known. A change of the clocks does not move the hour. */
export function weekTimeOf({ mark, startsAt }: Mark, zone: string): WeekTime | undefined {
  if (startsAt === undefined || mark < START) return undefined
  const local = startsAt + (mark === CLOCK || mark === DATE ? 0 : offsetAt(startsAt, zone))
  const day = Math.floor(local / DAY_MS)
  // 1 January 1970 was a Thursday.
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1
  return { weekday, hour: mark === DATE ? 'day' : Math.floor((local - day * DAY_MS) / 3_600_000) }
}
