/** Wall-clock times of a zone, as a `datetime-local` field gives and takes them. */

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(timeZone, format)
  }
  return format
}

/** `2026-11-24T10:00`: what the clock shows in the zone at an instant (milliseconds since 1970), to the minute. */
export function localText(ms: number, timeZone: string): string {
  const at: Record<string, string> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(ms)) at[type] = value
  return `${at.year!.padStart(4, '0')}-${at.month}-${at.day}T${at.hour}:${at.minute}`
}

const DAY = 86_400_000

/**
 * The instant (`2026-11-24T10:00:00Z`) at which the clock of the zone shows a local time; the first one where it shows it
 * twice. Undefined where it never does, because the clocks go forward, or where the text is no time.
 */
export function instantOf(local: string, timeZone: string): string | undefined {
  const asUtc = Date.parse(`${local.slice(0, 16)}:00Z`)
  if (Number.isNaN(asUtc)) return undefined
  const offsetAt = (ms: number) => Date.parse(`${localText(ms, timeZone)}:00Z`) - ms
  const times = [offsetAt(asUtc - DAY), offsetAt(asUtc + DAY)].map(offset => asUtc - offset)
  const ms = times.sort((a, b) => a - b).find(time => localText(time, timeZone) === local.slice(0, 16))
  return ms === undefined ? undefined : `${new Date(ms).toISOString().slice(0, 19)}Z`
}
