/** Times as hosts give them, and local days of a zone. All zone arithmetic of the server is here, by Temporal. */

export const DAY_MS = 86_400_000

export interface Occurrence {
  /** As stored and read back: an instant `…Z` to the millisecond, or a plain date. */
  readonly text: string
  /** UTC ms at which it sorts: the instant, or the end of that local day. */
  readonly at: number
  /** Days since 1970-01-01 where only the date is known. */
  readonly day?: number
}

const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/
const UTC_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/
const HAS_OFFSET = /(Z|[+-]\d{2}(:?\d{2}(:?\d{2})?)?)(\[.*\])?$/i
const FIRST = Date.parse('0001-01-02T00:00:00Z')
const LAST = Date.parse('9999-12-30T23:59:59.999Z')

/**
 * Reads `occurredAt`: an instant (RFC 3339), a plain date, or a local time of the workspace's zone.
 * Finer than a millisecond is cut off. Returns a sentence for the sender where it cannot be understood.
 */
export function parseOccurrence(text: string, zone: string): Occurrence | string {
  if (UTC_INSTANT.test(text)) {
    const at = Date.parse(text)
    // V8 rolls 30 February over to March; a date that changed on the way does not exist.
    if (!Number.isNaN(at) && new Date(at).toISOString().slice(0, 19) === text.slice(0, 19)) return instant(at)
    return `"${text}" is not a time that exists`
  }
  try {
    if (PLAIN_DATE.test(text)) {
      const day = dayOfDate(text)
      const at = endOfDay(day, zone)
      return at < FIRST || at > LAST ? outOfRange(text) : { text, at, day }
    }
    // Temporal would leave out what stands in brackets, and the workspace's zone would take the place of the one named.
    if (text.endsWith(']') && !HAS_OFFSET.test(text))
      return `"${text.slice(0, 60)}" names a zone without an offset: send the instant with its offset`
    if (HAS_OFFSET.test(text)) return instant(Temporal.Instant.from(text).epochMilliseconds)
    return localTime(text, zone)
  } catch {
    return `"${text.slice(0, 60)}" is not a time that exists: send an instant such as "2026-11-22T10:30:00Z" or a date such as "2026-11-22"`
  }
}

export function instant(at: number): Occurrence | string {
  return at < FIRST || at > LAST ? outOfRange(String(at)) : { text: formatInstant(at), at }
}

/** `2026-11-22T10:30:00Z`, with milliseconds only where there are any. */
export function formatInstant(at: number): string {
  // Entries that were recorded together follow each other when they are read.
  if (at === lastFormatted.at) return lastFormatted.text
  const iso = new Date(at).toISOString()
  lastFormatted.text = at % 1000 === 0 ? `${iso.slice(0, 19)}Z` : iso
  lastFormatted.at = at
  return lastFormatted.text
}

const lastFormatted = { at: Number.NaN, text: '' }

const outOfRange = (text: string): string => `"${text}" is out of range: years 0001 to 9999`

function localTime(text: string, zone: string): Occurrence | string {
  const local = Temporal.PlainDateTime.from(text)
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' })
  if (earlier.epochMilliseconds === later.epochMilliseconds) return instant(earlier.epochMilliseconds)
  return earlier.toPlainDateTime().equals(local)
    ? `"${text}" happens twice in ${zone} because the clocks go back: add the offset, ${earlier.offset} or ${later.offset}`
    : `"${text}" does not exist in ${zone} because the clocks go forward: send the instant with its offset`
}

/** Days since 1970-01-01 of a plain date. Throws RangeError where the date does not exist. */
export function dayOfDate(date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date)
    throw new RangeError(`no such date: ${date}`)
  return at / DAY_MS
}

interface OffsetRange {
  readonly from: number
  readonly to: number
  readonly offset: number
}
const offsetRanges = new Map<string, OffsetRange[]>()

/** The zone's offset in ms at an instant. Ranges between two transitions are kept: Temporal's answer costs microseconds. */
export function offsetAt(at: number, zone: string): number {
  let ranges = offsetRanges.get(zone)
  if (ranges === undefined) offsetRanges.set(zone, (ranges = []))
  for (let i = ranges.length - 1; i >= 0; i--) {
    const range = ranges[i]!
    if (at >= range.from && at < range.to) return range.offset
  }
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const before = zoned.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  const after = zoned.getTimeZoneTransition('next')
  const range = {
    from: before?.epochMilliseconds ?? -Infinity,
    to: after?.epochMilliseconds ?? Infinity,
    offset: zoned.offsetNanoseconds / 1e6,
  }
  ranges.push(range)
  return range.offset
}

/** Well within what Temporal knows: a filter may name any instant. */
const TEMPORAL_MS = 8e15

/** The local day of an instant, as days since 1970-01-01. */
export function localDay(at: number, zone: string): number {
  const near = Math.min(Math.max(at, -TEMPORAL_MS), TEMPORAL_MS)
  return Math.floor((near + offsetAt(near, zone)) / DAY_MS)
}

/** UTC ms at which a local day begins (it need not be midnight). */
export function startOfDay(day: number, zone: string): number {
  const date = new Date(day * DAY_MS)
  return new Temporal.PlainDate(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
  ).toZonedDateTime(zone).epochMilliseconds
}

const dayEnds = new Map<string, number>()

/** UTC ms of the last millisecond of a local day. */
export function endOfDay(day: number, zone: string): number {
  const name = `${day} ${zone}`
  let end = dayEnds.get(name)
  if (end === undefined) {
    if (dayEnds.size > 20_000) dayEnds.clear()
    dayEnds.set(name, (end = startOfDay(day + 1, zone) - 1))
  }
  return end
}

/** True for a zone that the time-zone database has under this name. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The local date of an instant, `2026-11-22`. */
export const localDate = (at: number, zone: string): string =>
  new Date(localDay(at, zone) * DAY_MS).toISOString().slice(0, 10)

/** The UTC year in which an instant (UTC ms) lies. */
export const utcYear = (at: number): number => new Date(at).getUTCFullYear()

/** When a UTC year begins, in UTC ms. */
export const startOfYear = (year: number): number => new Date(Date.UTC(2000, 0, 1)).setUTCFullYear(year)
