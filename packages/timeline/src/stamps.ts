/** Dates and times as people of the locale write them, always in a named zone. */

// A formatter costs a hundred times its use.
const formats = new Map<string, Intl.DateTimeFormat>()
const units = new Map<string, Intl.NumberFormat>()

/** A bare `en` reads as international English: day before month, 24 hours. */
export function formatLocale(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale
}

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(formatLocale(locale), options)
    formats.set(key, made)
  }
  return made
}

function unitFormat(locale: string, unit: 'day' | 'hour' | 'minute'): Intl.NumberFormat {
  const key = `${locale} ${unit}`
  let made = units.get(key)
  if (!made) {
    made = new Intl.NumberFormat(formatLocale(locale), { style: 'unit', unit, unitDisplay: 'short' })
    units.set(key, made)
  }
  return made
}

export interface Place {
  readonly locale: string
  /** IANA name, `Europe/Lisbon`. */
  readonly timeZone: string
}

/** `10:30`, or `10:30 AM` where people write so. */
export function timeOfDay(ms: number, { locale, timeZone }: Place): string {
  return format(locale, { timeZone, hour: '2-digit', minute: '2-digit' }).format(ms)
}

/** `WET`, or `GMT-3` where the zone has no short name in the language. */
export function zoneName(ms: number, { locale, timeZone }: Place): string {
  const parts = format(locale, { timeZone, hour: '2-digit', timeZoneName: 'short' }).formatToParts(ms)
  return parts.find(part => part.type === 'timeZoneName')?.value ?? timeZone
}

/** `22 Nov 2026, 10:30:07 WET`. */
export function fullStamp(ms: number, { locale, timeZone }: Place): string {
  return format(locale, {
    timeZone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(ms)
}

/** `Tue 24 Nov, 10:00`; with the year where it is not `thisYear`. */
export function shortStamp(ms: number, place: Place, thisYear: string): string {
  const day = format(place.locale, {
    timeZone: place.timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(format('en', { timeZone: place.timeZone, year: 'numeric' }).format(ms) === thisYear
      ? {}
      : { year: 'numeric' }),
  }).format(ms)
  return `${day.replace(/^(\p{L}+),/u, '$1')}, ${timeOfDay(ms, place)}`
}

/** `22 November 2026` of a plain date. */
export function longDate(day: string, locale: string): string {
  return format(locale, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(utc(day))
}

/** `22 Nov 2026` of a plain date. */
export function mediumDate(day: string, locale: string): string {
  return format(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).format(utc(day))
}

/** `Sunday` of a plain date. */
export function weekday(day: string, locale: string): string {
  const text = format(locale, { timeZone: 'UTC', weekday: 'long' }).format(utc(day))
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}

/** `2 h 10 min` between two instants. */
export function duration(ms: number, locale: string): string {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  const unit = (value: number, name: 'day' | 'hour' | 'minute') => unitFormat(locale, name).format(value)
  if (minutes >= 48 * 60) return unit(Math.round(minutes / 1440), 'day')
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return [hours > 0 ? unit(hours, 'hour') : '', rest > 0 || hours === 0 ? unit(rest, 'minute') : '']
    .filter(Boolean)
    .join(' ')
    .replace(/hrs?/g, 'h')
    .replace(/mins/g, 'min')
}

const utc = (day: string) => Date.parse(`${day}T00:00:00Z`)
