/** Times in a report: to the second, with their zone. */
import type { Locale } from '@daybook/catalogue'

const REGION: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de-DE', 'pt-PT': 'pt-PT', es: 'es-ES' }
const formats = new Map<string, Intl.DateTimeFormat>()

export interface Place {
  readonly locale: Locale
  /** IANA name. */
  readonly timeZone: string
}

/** `Sun, 22 Nov 2026, 10:30:07 WET`. */
export function reportStamp(ms: number, { locale, timeZone }: Place): string {
  const key = `${locale} ${timeZone}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(REGION[locale], {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    })
    formats.set(key, format)
  }
  return format.format(ms)
}

/** `Sun, 22 Nov 2026` of a plain date. */
export function reportDate(date: string, locale: Locale): string {
  return new Intl.DateTimeFormat(REGION[locale], {
    timeZone: 'UTC',
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
  }).format(Date.parse(`${date}T00:00:00Z`))
}
