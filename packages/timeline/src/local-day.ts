/** Local days of a time zone, by the engine's own zone data; no date library. */

const parts = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = parts.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  parts.set(timeZone, made)
  return made
}

/** What the clock shows in the zone at an instant: its day, and the whole read as if it were UTC (ms since 1970). */
export function wallClock(ms: number, timeZone: string): { day: string; asUtc: number } {
  const at: Record<string, string> = {}
  for (const part of formatOf(timeZone).formatToParts(ms)) at[part.type] = part.value
  const year = (at.year ?? '').padStart(4, '0')
  const day = `${year}-${at.month}-${at.day}`
  return { day, asUtc: Date.parse(`${day}T${at.hour}:${at.minute}:${at.second}Z`) }
}

/** The local day, `2026-11-22`, that an instant (milliseconds since 1970) falls on in `timeZone`. */
export function localDay(ms: number, timeZone: string): string {
  return wallClock(ms, timeZone).day
}

/** True for a plain date such as `2026-11-22`, where no time of day is known. */
export function isPlainDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}

/** The calendar day `days` after (or, negative, before) a plain date. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/**
 * The first instant (milliseconds since 1970) of a local day, also where the day has 23 or 25 hours
 * or starts at 01:00 because the clocks went forward at midnight.
 */
export function startOfDay(day: string, timeZone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const offsetAt = (ms: number) => wallClock(ms, timeZone).asUtc - Math.floor(ms / 1000) * 1000
  const first = midnight - offsetAt(midnight - 86_400_000)
  const second = midnight - offsetAt(midnight + 86_400_000)
  const candidates = [Math.min(first, second), Math.max(first, second)]
  for (const candidate of candidates) {
    if (localDay(candidate, timeZone) === day) return candidate
  }
  return midnight - offsetAt(midnight)
}
