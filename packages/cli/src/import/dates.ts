/** Plain dates and instants out of the ways that files write them. */
import type { Json } from '@daybook/protocol'
import { RowError } from './import-error.ts'
import { wholeNumber } from './numbers.ts'
import { step } from './pointer.ts'
import type { Compiled } from './scope.ts'
import type { TransformUse } from './transform.ts'
import { member, refuse } from './transform.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
/** What a format may hold; `M`, `D` and `H` take one or two digits, `MMMM` a month's name or its first three letters. */
const FORMAT_PARTS: Readonly<Record<string, { readonly name: keyof Parts; readonly pattern: string }>> = {
  YYYY: { name: 'year', pattern: '\\d{4}' },
  MMMM: { name: 'month', pattern: '\\p{L}+\\.?' },
  MM: { name: 'month', pattern: '\\d{2}' },
  M: { name: 'month', pattern: '\\d{1,2}' },
  DD: { name: 'day', pattern: '\\d{2}' },
  D: { name: 'day', pattern: '\\d{1,2}' },
  HH: { name: 'hour', pattern: '\\d{2}' },
  H: { name: 'hour', pattern: '\\d{1,2}' },
  mm: { name: 'minute', pattern: '\\d{2}' },
  ss: { name: 'second', pattern: '\\d{2}' },
}
interface Parts {
  year?: string
  month?: string
  day?: string
  hour?: string
  minute?: string
  second?: string
}

/** `{"$date": text, "format": "M/D/YYYY"}` or `{"$date": {"year", "month", "day"}}`: a plain date `2015-07-01`. */
export function compileDate(use: TransformUse): Compiled {
  const months = monthNames(use)
  const source = use.members['$date']
  if (typeof source === 'object' && source !== null && !Array.isArray(source) && 'year' in source) {
    const { year, month, day, ...others } = source as Record<string, unknown>
    const [other] = Object.keys(others)
    const at = step(use.path, '$date')
    if (other !== undefined)
      use.compilation.problems.push({ path: step(at, other), message: 'A date has year, month and day.' })
    if (month === undefined || day === undefined)
      return refuse(use, '$date', 'A date needs year, month and day.')
    const parts = (
      [
        ['year', year],
        ['month', month],
        ['day', day],
      ] as const
    ).map(([name, value]) => use.compile(value, step(at, name), use.compilation))
    return scope => {
      const values = parts.map(part => part(scope))
      if (values.some(value => value === undefined || value === null)) return undefined
      const [y, m, d] = values.map(String)
      return plainDate({ year: y, month: m, day: d }, months, `${y} ${m} ${d}`)
    }
  }
  const parse = compileFormat(use, 'YYYY-MM-DD')
  const inner = member(use)
  return scope => {
    const text = inner(scope)
    return text === undefined || text === null ? undefined : plainDate(parse(text), months, String(text))
  }
}

/** `{"$instant": text, "format": …, "timeZone": "Europe/Lisbon"}`: an instant in UTC; without a format RFC 3339. */
export function compileInstant(use: TransformUse): Compiled {
  const { timeZone, format } = use.members
  if (timeZone !== undefined && (typeof timeZone !== 'string' || !isTimeZone(timeZone)))
    return refuse(use, 'timeZone', `${JSON.stringify(timeZone)} is not a time zone such as "Europe/Lisbon".`)
  if (format !== undefined && timeZone === undefined)
    return refuse(use, 'format', 'A time by its format needs "timeZone": the zone that its clock showed.')
  const inner = member(use)
  const parse = format === undefined ? undefined : compileFormat(use, '')
  return scope => {
    const value = inner(scope)
    if (value === undefined || value === null) return undefined
    const text = String(value)
    try {
      if (!parse && timeZone === undefined) return Temporal.Instant.from(text).toString()
      const local = parse
        ? plainDateTime(parse(value), text)
        : Temporal.PlainDateTime.from(text.replace(' ', 'T'))
      return local.toZonedDateTime(String(timeZone)).toInstant().toString()
    } catch (cause) {
      if (cause instanceof RowError) throw cause
      throw new RowError(
        `"${text}" is not a time such as ${timeZone ? '2026-11-22T10:30:00' : '2026-11-22T10:30:00Z'}`,
      )
    }
  }
}

/** The date so many days later. Throws `RowError` where the text is no date. */
export function shiftDays(date: string, days: number): string {
  try {
    return Temporal.PlainDate.from(date).add({ days }).toString()
  } catch {
    throw new RowError(`"${date}" ${days < 0 ? 'minus' : 'plus'} ${Math.abs(days)} days is not a date`)
  }
}

function compileFormat(use: TransformUse, usual: string): (value: Json) => Parts {
  const { format = usual } = use.members
  const text = typeof format === 'string' ? format : ''
  const names: (keyof Parts)[] = []
  const pattern = text.replace(/YYYY|MMMM|MM|M|DD|D|HH|H|mm|ss|[^A-Za-z]|[A-Za-z]+/g, found => {
    const part = FORMAT_PARTS[found]
    if (!part) return found.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    names.push(part.name)
    return `(${part.pattern})`
  })
  if (
    !['year', 'month', 'day'].every(name => names.includes(name as keyof Parts)) ||
    new Set(names).size < names.length
  )
    refuse(
      use,
      'format',
      `A format has YYYY, M or MM or MMMM, and D or DD once each, as in "M/D/YYYY"; not ${JSON.stringify(format)}.`,
    )
  const expected = new RegExp(`^${pattern}$`, 'u')
  return value => {
    const found = expected.exec(String(value).trim())
    if (!found) throw new RowError(`${JSON.stringify(value)} does not fit the format ${text}`)
    return Object.fromEntries(names.map((name, n) => [name, found[n + 1]])) as Parts
  }
}

function plainDate({ year, month, day }: Parts, months: readonly string[], text: string): string {
  try {
    const date = { year: wholeNumber(year!), month: monthNumber(month!, months), day: wholeNumber(day!) }
    return Temporal.PlainDate.from(date, { overflow: 'reject' }).toString()
  } catch {
    throw new RowError(`"${text}" is not a date of the calendar`)
  }
}

function plainDateTime(parts: Parts, text: string): Temporal.PlainDateTime {
  const { hour = '0', minute = '0', second = '0' } = parts
  const date = Temporal.PlainDate.from(plainDate(parts, MONTHS, text))
  return date.toPlainDateTime(
    Temporal.PlainTime.from(
      { hour: Number(hour), minute: Number(minute), second: Number(second) },
      { overflow: 'reject' },
    ),
  )
}

function monthNumber(month: string, months: readonly string[]): number {
  if (/^\d+$/.test(month)) return Number(month)
  const name = month.replace(/\.$/, '').toLowerCase()
  const found = months.findIndex(one => one.toLowerCase() === name || one.slice(0, 3).toLowerCase() === name)
  if (found < 0) throw new RowError(`"${month}" is not a month`)
  return found + 1
}

function monthNames(use: TransformUse): readonly string[] {
  const { months = MONTHS } = use.members
  if (Array.isArray(months) && months.length === 12 && months.every(one => typeof one === 'string'))
    return months
  refuse(use, 'months', '"months" is a list of the twelve names, January first.')
  return MONTHS
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
