import { fullStamp, type Place } from './stamps.ts'

let device: string | undefined

/** The zone of the device that somebody reads on. */
const deviceZone = (): string => (device ??= new Intl.DateTimeFormat().resolvedOptions().timeZone)

/** What a stamp says to whoever points at it: to the second in the zone that is shown, on their own clock where that is another, and in UTC. */
export function stampTitle(ms: number, place: Place): string {
  const own = deviceZone()
  const stamps = [
    fullStamp(ms, place),
    ...(own === place.timeZone || own === 'UTC' ? [] : [fullStamp(ms, { ...place, timeZone: own })]),
    new Date(ms).toISOString(),
  ]
  return [...new Set(stamps)].join('\n')
}

/** The same of a changed value, where it is an instant; undefined of anything else. */
export function valueTitle(value: unknown, place: Place): string | undefined {
  const isInstant = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(value)
  const ms = isInstant ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : stampTitle(ms, place)
}
