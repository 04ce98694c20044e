/** When somebody works, as instants: schedules read day by day in their zone, right on days of 23 and 25 hours. Pure. */
import { hoursOn } from '@daybook/catalogue'
import { DAY_MS, localDay } from '../entry/times.ts'

/** Fields of a schedule. */
export type Schedule = Readonly<Record<string, unknown>>

export interface OpenTime {
  /** UTC ms, exclusive at the end. */
  readonly from: number
  readonly to: number
}

/**
 * Of several schedules the hours add up.
 * @param span UTC ms; what begins before it or ends behind it is cut
 */
export function openHours(
  schedules: readonly Schedule[],
  zone: string,
  { from, to }: OpenTime,
): readonly OpenTime[] {
  const times = schedules.flatMap(schedule => {
    const { timeZone } = schedule
    const own = typeof timeZone === 'string' && timeZone !== '' ? timeZone : zone
    return daysOf({ from, to }, own).flatMap(date =>
      hoursOn(schedule, date).map(span => ({
        from: atMinute(date, span.from, own),
        to: atMinute(date, span.to, own),
      })),
    )
  })
  return joined(times).flatMap(time => {
    const cut = { from: time.from, to: Math.min(time.to, to) }
    return cut.to > Math.max(cut.from, from) ? [cut] : []
  })
}

function daysOf({ from, to }: OpenTime, zone: string): string[] {
  const days: string[] = []
  // The day before may reach over midnight where a zone lies ahead.
  for (let day = localDay(from, zone) - 1; day <= localDay(to, zone); day++)
    days.push(new Date(day * DAY_MS).toISOString().slice(0, 10))
  return days
}

/** A time that the clocks leave out is as much later as they go forward; of two that are alike it is the first. */
function atMinute(date: string, minute: number, zone: string): number {
  const midnight = Temporal.PlainDateTime.from(`${date}T00:00`)
  return midnight.add({ minutes: minute }).toZonedDateTime(zone).epochMilliseconds
}

function joined(times: readonly OpenTime[]): OpenTime[] {
  const whole: { from: number; to: number }[] = []
  for (const time of times.toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1)
    if (last !== undefined && time.from <= last.to) last.to = Math.max(last.to, time.to)
    else whole.push({ ...time })
  }
  return whole
}

/** Starts within open times, a step apart from the beginning of each, at which so much time is left. */
export function* startsIn(
  times: readonly OpenTime[],
  { from, step, length }: { readonly from: number; readonly step: number; readonly length: number },
): Generator<number> {
  for (const time of times)
    for (let at = time.from; at + length <= time.to; at += step) if (at >= from) yield at
}
