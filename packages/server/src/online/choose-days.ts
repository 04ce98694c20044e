/** Days to choose from, two weeks at a time, and the times of one of them. Pure. */
import { DAY_MS, dayOfDate, localDate, localDay, startOfDay } from '../entry/times.ts'
import type { Free } from '../actions/find-free-times.ts'
import type { TimeChoices } from './pages/parts.ts'

const SHOWN = 14

export interface DaysAsked {
  /** The first day that is shown, `2026-11-26`; the first that can be booked where absent. */
  readonly from: string | undefined
  /** The day whose times are shown; the first that has any where absent. */
  readonly day: string | undefined
}

interface Given {
  readonly timeZone: string
  /** What can be booked at all, UTC ms. */
  readonly from: number
  readonly until: number
}

/** The instants of the days that are shown. */
export function shownSpan(asked: DaysAsked, { timeZone, from, until }: Given): { from: number; to: number } {
  const earliest = localDay(from, timeZone)
  const latest = Math.max(earliest, localDay(until - 1, timeZone))
  const wanted = asked.from === undefined ? earliest : dayNumber(asked.from)
  const first = Math.min(Math.max(wanted ?? earliest, earliest), latest)
  return { from: startOfDay(first, timeZone), to: startOfDay(first + SHOWN, timeZone) }
}

function dayNumber(date: string): number | undefined {
  try {
    return dayOfDate(date)
  } catch {
    return undefined
  }
}

/** A start as it stands in an address: `20261126T100000Z`. */
export const writeStart = (at: number): string =>
  new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').concat('Z')

export function readStart(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (parts === null) return undefined
  const [, year, month, day, hour, minute, second] = parts
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(at) || writeStart(at) !== text ? undefined : at
}

interface Addresses {
  day(from: string, date: string): string
  time(at: number): string
}

export function chooseDays(
  free: readonly Free[],
  shown: { readonly from: number; readonly to: number },
  asked: DaysAsked,
  given: Given,
  addresses: Addresses,
): TimeChoices {
  const { timeZone } = given
  const first = localDay(shown.from, timeZone)
  const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
  const from = dateOf(first)
  const byDate = Map.groupBy(free, one => localDate(one.startsAt, timeZone))
  const dates = Array.from({ length: SHOWN }, (_, i) => dateOf(first + i))
  const chosen =
    asked.day !== undefined && dates.includes(asked.day) ? asked.day : dates.find(d => byDate.has(d))
  const earliest = localDay(given.from, timeZone)
  const latest = localDay(given.until - 1, timeZone)
  const page = (day: number): string => addresses.day(dateOf(day), '')
  return {
    days: dates.map(date => ({ date, href: addresses.day(from, date), isFree: byDate.has(date) })),
    chosen,
    earlier: first > earliest ? page(Math.max(earliest, first - SHOWN)) : undefined,
    later: first + SHOWN <= latest ? page(first + SHOWN) : undefined,
    times: (chosen === undefined ? [] : (byDate.get(chosen) ?? [])).map(({ startsAt, places }) => ({
      at: startsAt,
      href: addresses.time(startsAt),
      places,
    })),
  }
}
