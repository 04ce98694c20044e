/** Formatters of the platform, made once for each language and zone: making one costs a hundred times its use. */
import type { Locale } from './types.ts'

/** How values are written for a reader. */
export interface FormatOptions {
  readonly locale: Locale
  /** An IANA zone name; one that the platform does not know counts as UTC. */
  readonly timeZone: string
  /** The ISO 4217 code of amounts that bring none of their own. */
  readonly currency?: string
}

/** British English: day before month, as everywhere else in Europe. */
const REGION: Record<Locale, string> = { en: 'en-GB', de: 'de-DE', 'pt-PT': 'pt-PT', es: 'es-ES' }

/** A host's data can name any number of currencies; the cache must not grow with it. */
const MOST = 500

function remembering<T>(make: (...key: string[]) => T): (...key: string[]) => T {
  const made = new Map<string, T>()
  return (...key) => {
    const name = key.length === 1 ? (key[0] as string) : key.join(' ')
    let found = made.get(name)
    if (found === undefined) {
      if (made.size >= MOST) made.clear()
      found = make(...key)
      made.set(name, found)
    }
    return found
  }
}

const region = (locale: string) => REGION[locale as Locale] ?? 'en-GB'

const DAY = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const

const instants = remembering((locale, zone) => {
  const options = { ...DAY, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  try {
    return new Intl.DateTimeFormat(region(locale as string), { ...options, timeZone: zone })
  } catch {
    return new Intl.DateTimeFormat(region(locale as string), { ...options, timeZone: 'UTC' })
  }
})
const days = remembering(
  locale => new Intl.DateTimeFormat(region(locale as string), { ...DAY, timeZone: 'UTC' }),
)
const numbers = remembering(
  locale => new Intl.NumberFormat(region(locale as string), { maximumFractionDigits: 20 }),
)
const decimals = remembering((locale, digits) => {
  const fraction = Number(digits)
  return new Intl.NumberFormat(region(locale as string), {
    minimumFractionDigits: fraction,
    maximumFractionDigits: fraction,
  })
})
const moneys = remembering((locale, currency) => {
  const format = new Intl.NumberFormat(region(locale as string), { style: 'currency', currency })
  return { format, unit: 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2) }
})

const INSTANT = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)$/
const LOCAL = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/
const DATE = /^\d{4}-\d\d-\d\d$/
const DECIMAL = /^-?\d{1,30}(?:\.(\d{1,20}))?$/

/**
 * "Tue 24 Nov 2026, 10:00" in the reader's zone; a time that brings no zone is what the clock showed, and stays so.
 * Undefined where the text is neither.
 */
export function formatInstant(text: string, { locale, timeZone }: FormatOptions): string | undefined {
  if (text.length > 40) return undefined
  const zoned = INSTANT.test(text)
  if (!zoned && !LOCAL.test(text)) return undefined
  const time = Date.parse(zoned ? text : `${text}Z`)
  if (Number.isNaN(time)) return undefined
  return weekdayFirst(instants(locale, zoned ? timeZone : 'UTC').format(time), locale)
}

/** English sets no comma after a weekday before the day. */
const weekdayFirst = (text: string, locale: Locale): string =>
  locale === 'en' ? text.replace(',', '') : text

/** "Tue 24 Nov 2026" for a plain date, which has no zone; undefined where the text is no date. */
export function formatDate(text: string, { locale }: FormatOptions): string | undefined {
  if (!DATE.test(text)) return undefined
  const time = Date.parse(text)
  // Date.parse takes 30 February for 2 March in some forms; a date that does not come back is no date.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return undefined
  return weekdayFirst(days(locale).format(time), locale)
}

/** A number with the language's separators. */
export const formatNumber = (value: number, { locale }: FormatOptions): string =>
  numbers(locale).format(value)

/** A decimal that travels as a string, with all of its digits; undefined where the text is none. */
export function formatDecimal(text: string, { locale }: FormatOptions): string | undefined {
  const match = text.length < 60 ? DECIMAL.exec(text) : null
  if (!match) return undefined
  return decimals(locale, String(match[1]?.length ?? 0)).format(text as unknown as number)
}

/** Minor units of a currency as an amount, "€40.00"; the bare number where the code is not of ISO 4217's form. */
export function formatMoney(value: number, currency: string | undefined, options: FormatOptions): string {
  if (currency === undefined || !/^[A-Z]{3}$/.test(currency)) return formatNumber(value, options)
  const { format, unit } = moneys(options.locale, currency)
  return format.format(value / unit)
}
