import { formatLocale, localDay } from '@daybook/timeline'

interface Place {
  readonly locale: string
  readonly timeZone: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** `24 Nov, 10:00`; with the year where it is not `thisYear`. */
export function dayStamp(ms: number, { locale, timeZone }: Place, thisYear: string): string {
  const otherYear = localDay(ms, timeZone).slice(0, 4) !== thisYear
  const key = `${locale} ${timeZone} ${otherYear}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(formatLocale(locale), {
      timeZone,
      day: 'numeric',
      month: 'short',
      ...(otherYear && { year: 'numeric' }),
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(key, format)
  }
  return format.format(ms)
}
