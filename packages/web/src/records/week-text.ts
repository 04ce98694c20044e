import { WEEKDAYS } from '@daybook/catalogue'
import type { Json } from '@daybook/protocol'

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY = 86_400_000

/** The hours of a week in one line, days of the same hours together: `Mon – Thu 09:00–18:00, Sat 10:00–13:00`. */
export function weekText(fields: Readonly<Record<string, Json>>, locale: string): string {
  const short = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  const days = WEEKDAYS.map((day, index) => ({
    name: short.format(MONDAY + index * DAY),
    hours: hoursText(fields[day]),
  }))
  const groups: { from: string; to: string; hours: string }[] = []
  for (const [index, { name, hours }] of days.entries()) {
    const last = groups.at(-1)
    if (index > 0 && last !== undefined && days[index - 1]!.hours === hours) last.to = name
    else groups.push({ from: name, to: name, hours })
  }
  return groups
    .filter(({ hours }) => hours !== '')
    .map(({ from, to, hours }) => `${from === to ? from : `${from} – ${to}`} ${hours}`)
    .join(', ')
}

const hoursText = (value: Json | undefined): string =>
  Array.isArray(value) ? value.map(span => String(span).replace('-', '–')).join(' and ') : ''
