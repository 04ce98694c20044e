/** Times for people: to the second, in the zone that the reader chose, the zone said. */
import type { Locale } from '@daybook/catalogue'

export interface Place {
  readonly locale: Locale
  readonly timeZone: string
}

const REGION: Record<Locale, string> = { en: 'en-GB', de: 'de-DE', 'pt-PT': 'pt-PT', es: 'es-ES' }

/** `at` in milliseconds since 1970. */
export function stamp(at: number, { locale, timeZone }: Place): string {
  const text = new Intl.DateTimeFormat(REGION[locale], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  }).format(at)
  // English sets no comma after a weekday before the day.
  return locale === 'en' ? text.replace(',', '') : text
}

/** The reader's zone first, then UTC, then all others. */
export function zones(): readonly string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
}

export const number = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(REGION[locale]).format(value)
