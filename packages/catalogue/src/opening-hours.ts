/**
 * When somebody works: hours by weekday and exceptions by date, as texts that read well in a history
 * (docs/design/schedules.md has the grammar). Pure; local times, no zone.
 */

/** Fields of a schedule, Monday first. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** Minutes of the local day, `from` inclusive and `to` exclusive: 0 to 1440. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Days on which other hours hold, both inclusive (`2026-12-24`); closed where there are no spans. */
export interface HoursException {
  readonly from: string
  readonly to: string
  readonly spans: readonly Span[]
}

const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))$/
const EXCEPTION = /^(\d{4}-\d{2}-\d{2})(?:\/(\d{4}-\d{2}-\d{2}))?: (.+)$/
const CLOSED = 'closed'

/** `09:00-12:30`; `24:00` is the end of the day. Undefined where it is no such text, or ends before it begins. */
export function readSpan(text: unknown): Span | undefined {
  const parts = typeof text === 'string' ? SPAN.exec(text) : null
  if (parts === null) return undefined
  const from = Number(parts[1]) * 60 + Number(parts[2])
  const to = Number(parts[3] ?? parts[5]) * 60 + Number(parts[4] ?? parts[6])
  return from < to ? { from, to } : undefined
}

/** The text of a span: what `readSpan` reads. */
export const writeSpan = ({ from, to }: Span): string => `${clock(from)}-${clock(to)}`

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** `2026-12-24: closed`, `2026-12-24/2026-12-26: closed`, `2026-12-31: 09:00-12:00, 14:00-16:00`. */
export function readException(text: unknown): HoursException | undefined {
  const parts = typeof text === 'string' ? EXCEPTION.exec(text) : null
  if (parts === null) return undefined
  const [, from = '', to = from, hours = ''] = parts
  if (!isDate(from) || !isDate(to) || to < from) return undefined
  if (hours === CLOSED) return { from, to, spans: [] }
  const spans = readSpans(hours.split(', '))
  return spans && { from, to, spans }
}

/** The text of an exception: what `readException` reads. */
export function writeException({ from, to, spans }: HoursException): string {
  const days = from === to ? from : `${from}/${to}`
  return `${days}: ${spans.length === 0 ? CLOSED : spans.map(writeSpan).join(', ')}`
}

function readSpans(texts: readonly unknown[]): Span[] | undefined {
  const spans = texts.map(readSpan)
  const inOrder = spans.every(
    (span, i) => span !== undefined && (i === 0 || span.from >= (spans[i - 1]?.to ?? 0)),
  )
  return inOrder ? (spans as Span[]) : undefined
}

function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** What is wrong with the hours of a weekday, for whoever sent them; undefined where nothing is. */
export const refuseHours = (value: unknown): string | undefined =>
  Array.isArray(value) && readSpans(value) !== undefined
    ? undefined
    : 'must be hours in their order that do not overlap, each such as "09:00-12:30"'

/** What is wrong with a list of exceptions, for whoever sent it; undefined where nothing is. */
export const refuseExceptions = (value: unknown): string | undefined =>
  Array.isArray(value) && value.every(one => readException(one) !== undefined)
    ? undefined
    : 'must be exceptions, each such as "2026-12-24/2026-12-26: closed" or "2026-12-31: 09:00-12:00, 14:00-16:00"'

/**
 * The hours of a schedule on one day, by its fields. Of several exceptions the last that covers the day holds; outside
 * `validFrom` and `validUntil`, and where a text cannot be read, nobody works.
 * @param date a local date, `2026-11-22`
 */
export function hoursOn(schedule: Readonly<Record<string, unknown>>, date: string): readonly Span[] {
  const { validFrom, validUntil, exceptions } = schedule
  if (typeof validFrom === 'string' && date < validFrom) return []
  if (typeof validUntil === 'string' && date > validUntil) return []
  const other = listOf(exceptions)
    .map(readException)
    .findLast(one => one !== undefined && one.from <= date && date <= one.to)
  if (other !== undefined) return other.spans
  const weekday = WEEKDAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]
  return weekday === undefined ? [] : (readSpans(listOf(schedule[weekday])) ?? [])
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
