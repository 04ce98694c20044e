import type { Entry } from '@daybook/protocol'
import { addDays, isPlainDate, startOfDay } from './local-day.ts'

/** Which end of a history is read first. */
export type Order = 'desc' | 'asc'

/** What a history goes by: when things happened (timelines), or when they were recorded (the workspace's log). */
export type Clock = 'occurredAt' | 'recordedAt'

const known = new WeakMap<Entry, { zone: string; ms: number }>()

/**
 * The instant (milliseconds since 1970) by which an entry sorts: its own, or the end of the local day
 * in the workspace's zone where only a date is known.
 */
export function sortInstant(entry: Entry, timeZone: string): number {
  const cached = known.get(entry)
  if (cached?.zone === timeZone) return cached.ms
  const ms = isPlainDate(entry.occurredAt)
    ? startOfDay(addDays(entry.occurredAt, 1), timeZone) - 1
    : Date.parse(entry.occurredAt)
  known.set(entry, { zone: timeZone, ms })
  return ms
}

/**
 * Below zero where `a` comes before `b`: by (occurredAt, seq), so that equal stamps keep their real order,
 * or, for a history that goes by `recordedAt`, by seq alone.
 */
export function compareEntries(a: Entry, b: Entry, timeZone: string, clock: Clock = 'occurredAt'): number {
  if (clock === 'recordedAt') return a.seq - b.seq
  const byTime = sortInstant(a, timeZone) - sortInstant(b, timeZone)
  if (byTime !== 0) return byTime
  // Milliseconds are equal: finer fractions of a second, if any, still count.
  if (a.occurredAt.length !== 10 && b.occurredAt.length !== 10) {
    const left = a.occurredAt.replace('Z', '')
    const right = b.occurredAt.replace('Z', '')
    if (left !== right && left.slice(0, 19) === right.slice(0, 19)) return left < right ? -1 : 1
  }
  return a.seq - b.seq
}
