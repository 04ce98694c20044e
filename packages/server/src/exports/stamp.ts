import { offsetAt } from '../entry/times.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const two = (n: number): string => String(n).padStart(2, '0')

/** Hours whose stamps are remembered: those of four years. */
const MOST_HOURS = 40_000

/** What the clock of a zone shows for a UTC hour: `2026-11-22T12`, and its offset, `+01:00`. */
type LocalHour = readonly [begin: string, offset: string]

const hours = new Map<string, Map<string, LocalHour | null>>()

/**
 * An instant as the clock of a zone shows it, with its offset: `2026-11-22T12:30:00+01:00`, milliseconds where there are
 * any. A plain date, which has no zone, and whatever else is no instant stay as they are.
 */
export function stamp(text: string, zone: string): string {
  if (text.length < 20 || text.charCodeAt(10) !== 84) return text
  // Entries of one hour stand together: most stamps are an hour that is known and the minutes behind it.
  if (text.endsWith('Z') && text.charCodeAt(13) === 58) {
    const hour = localHour(text.slice(0, 13), zone)
    if (hour !== null) return hour[0] + text.slice(13, -1) + hour[1]
  }
  const at = Date.parse(text)
  return Number.isNaN(at) ? text : localStamp(at, zone)
}

function localStamp(at: number, zone: string): string {
  const offset = offsetAt(at, zone)
  const local = new Date(at + offset).toISOString()
  const clock = local.endsWith('.000Z') ? local.slice(0, 19) : local.slice(0, 23)
  return clock + offsetText(offset)
}

function offsetText(offset: number): string {
  const minutes = Math.abs(Math.trunc(offset / MINUTE))
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/**
 * `stamp` for one zone, quicker for texts of which many of one hour follow each other: a column of a sorted list.
 */
export function stamper(zone: string): (text: string) => string {
  let hour = ''
  let local: LocalHour | null = null
  return text => {
    if (hour === '' || !text.startsWith(hour) || !text.endsWith('Z')) {
      hour =
        text.charCodeAt(10) === 84 && text.charCodeAt(13) === 58 && text.endsWith('Z')
          ? text.slice(0, 13)
          : ''
      local = hour === '' ? null : localHour(hour, zone)
      if (local === null) {
        hour = ''
        return stamp(text, zone)
      }
    }
    return local![0] + text.slice(13, -1) + local![1]
  }
}

/** Null where the zone is not whole hours from UTC then, changes its clocks within the hour, or the text is no time. */
function localHour(utcHour: string, zone: string): LocalHour | null {
  let known = hours.get(zone)
  if (known === undefined) hours.set(zone, (known = new Map()))
  let hour = known.get(utcHour)
  if (hour === undefined) {
    if (known.size >= MOST_HOURS) known.clear()
    known.set(utcHour, (hour = readHour(utcHour, zone)))
  }
  return hour
}

function readHour(utcHour: string, zone: string): LocalHour | null {
  const at = Date.parse(`${utcHour}:00:00Z`)
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 13) !== utcHour) return null
  const offset = offsetAt(at, zone)
  if (offset % HOUR !== 0 || offsetAt(at + HOUR - 1, zone) !== offset) return null
  return [new Date(at + offset).toISOString().slice(0, 13), offsetText(offset)]
}
