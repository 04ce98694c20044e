/** When a booking is, as its fields say it: an instant, or a local time of the workspace's zone. */
import { bookingEnd } from '@daybook/catalogue'
import type { ObjectView } from '@daybook/protocol'
import { addDays, localDay, timeOfDay } from '@daybook/timeline'
import { instantOf } from '../acting/local-time.ts'

/** Milliseconds since 1970; undefined where the field is empty or no time. */
export function startOf({ fields }: ObjectView, timeZone: string): number | undefined {
  return timeIn(fields['startsAt'], timeZone)
}

export function endOf(object: ObjectView, timeZone: string): number | undefined {
  const { endsAt, duration } = object.fields
  return bookingEnd(startOf(object, timeZone), timeIn(endsAt, timeZone), duration)
}

function timeIn(value: unknown, timeZone: string): number | undefined {
  if (typeof value !== 'string' || value.length <= 10) return undefined
  const text = /(Z|[+-]\d{2}(:?\d{2})?)$/i.test(value) ? value : instantOf(value, timeZone)
  const ms = text === undefined ? Number.NaN : Date.parse(text)
  return Number.isNaN(ms) ? undefined : ms
}

/** `10:00–11:00`; the start alone where no end is known, or it is on another day. */
export function spanText(
  object: ObjectView,
  place: { readonly locale: string; readonly timeZone: string },
): string | undefined {
  const start = startOf(object, place.timeZone)
  if (start === undefined) return undefined
  return [timeOfDay(start, place), endText(object, place, place.timeZone)].filter(Boolean).join('–')
}

/** `13:45`, where the booking ends on the day on which it begins; else nothing. */
export function endText(
  object: ObjectView,
  { locale, timeZone }: { readonly locale: string; readonly timeZone: string },
  workspaceZone: string,
): string | undefined {
  const [start, end] = [startOf(object, workspaceZone), endOf(object, workspaceZone)]
  if (start === undefined || end === undefined || end <= start) return undefined
  const sameDay = localDay(end - 1, timeZone) === localDay(start, timeZone)
  return sameDay ? timeOfDay(end, { locale, timeZone }) : undefined
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(day, -weekday)
}
