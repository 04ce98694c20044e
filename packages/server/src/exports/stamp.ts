import { offsetAt } from '../entry/times.ts'

const MINUTE = 60_000
const two = (n: number): string => String(n).padStart(2, '0')

/**
 * An instant as the clock of a zone shows it, with its offset: `2026-11-22T12:30:00+01:00`, milliseconds where there are
 * any. A plain date, which has no zone, and whatever else is no instant stay as they are.
 */
export function stamp(text: string, zone: string): string {
  if (text.length < 20 || text.charCodeAt(10) !== 84) return text
  const at = Date.parse(text)
  if (Number.isNaN(at)) return text
  const offset = offsetAt(at, zone)
  const local = new Date(at + offset).toISOString()
  const minutes = Math.abs(Math.trunc(offset / MINUTE))
  const sign = offset < 0 ? '-' : '+'
  const clock = local.endsWith('.000Z') ? local.slice(0, 19) : local.slice(0, 23)
  return `${clock}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
