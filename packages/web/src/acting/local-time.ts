/** Wall-clock times of a zone, as a `datetime-local` field gives and takes them. */
import { wallClock } from '@daybook/timeline'

/** `2026-11-24T10:00`: what the clock shows in the zone at an instant (milliseconds since 1970), to the minute. */
export const localText = (ms: number, timeZone: string): string =>
  new Date(wallClock(ms, timeZone).asUtc).toISOString().slice(0, 16)

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
