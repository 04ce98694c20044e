/** Times and amounts as people read them, in their language and the zone of the business. */
import { formatValue, type Locale } from '@daybook/catalogue'
import type { Workspace } from '../entry/workspace.ts'
import { localDate } from '../entry/times.ts'

const REGION: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de-DE', 'pt-PT': 'pt-PT', es: 'es-ES' }

const made = new Map<string, Intl.DateTimeFormat>()

function formatter(
  locale: Locale,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const name = JSON.stringify([locale, timeZone, options])
  let found = made.get(name)
  if (found === undefined) {
    if (made.size > 500) made.clear()
    made.set(name, (found = new Intl.DateTimeFormat(REGION[locale], { ...options, timeZone })))
  }
  return found
}

type Zone = Pick<Workspace, 'timeZone'>

/** `Thursday, 26 November 2026, 10:00–11:00`. */
export function sayWhen(locale: Locale, zone: Zone, from: number, to?: number): string {
  const day = formatter(locale, zone.timeZone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(from)
  const until = to === undefined ? '' : `–${sayTime(locale, zone, to)}`
  return `${day}, ${sayTime(locale, zone, from)}${until}`
}

/** `10:00`; of two that are alike on the day on which clocks go back, each with its zone. */
export function sayTime(locale: Locale, { timeZone }: Zone, at: number): string {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const text = formatter(locale, timeZone, options).format(at)
  const isTwice = [-1, 1].some(
    hours =>
      formatter(locale, timeZone, options).format(at + hours * 3_600_000) === text &&
      localDate(at, timeZone) === localDate(at + hours * 3_600_000, timeZone),
  )
  return isTwice ? formatter(locale, timeZone, { ...options, timeZoneName: 'short' }).format(at) : text
}

/** `Thu`, `26`, `Nov`, of a local date. */
export function sayDay(
  locale: Locale,
  date: string,
): { readonly weekday: string; readonly day: string; readonly month: string } {
  const at = Date.parse(`${date}T12:00:00Z`)
  return {
    weekday: formatter(locale, 'UTC', { weekday: 'short' }).format(at),
    day: String(Number(date.slice(8))),
    month: formatter(locale, 'UTC', { month: 'short' }).format(at),
  }
}

/** `Thursday, 26 November`, of a local date. */
export const sayWholeDay = (locale: Locale, date: string): string =>
  formatter(locale, 'UTC', { weekday: 'long', day: 'numeric', month: 'long' }).format(
    Date.parse(`${date}T12:00:00Z`),
  )

/** `Lisbon (WET)`: where the clock hangs, and what it is called then. */
export function sayZone(locale: Locale, { timeZone }: Zone, at: number): string {
  const place = timeZone.split('/').at(-1)!.replaceAll('_', ' ')
  const name = formatter(locale, timeZone, { timeZoneName: 'short' })
    .formatToParts(at)
    .find(part => part.type === 'timeZoneName')?.value
  return name === undefined || name === place ? place : `${place} (${name})`
}

export const sayMoney = (
  locale: Locale,
  { timeZone }: Zone,
  value: number,
  currency: string | undefined,
): string => formatValue(undefined, { value, currency: currency ?? '' }, { locale, timeZone })
