import { parseOccurrence } from '../entry/times.ts'
import type { Acting } from './acting.ts'

const MINUTE = 60_000

export interface Notice {
  /** Whole minutes before the start; negative behind it. */
  readonly minutes: number
  readonly late: boolean
}

/** How long before its start something happens to a booking; undefined where the start is not known. */
export function noticeOf({ object, now, timeZone, rules }: Acting): Notice | undefined {
  const { startsAt } = object?.state ?? {}
  const start = typeof startsAt === 'string' ? parseOccurrence(startsAt, timeZone) : undefined
  if (typeof start !== 'object') return undefined
  return {
    minutes: Math.floor((start.at - now) / MINUTE),
    late: start.at - now < rules.late.hours * 60 * MINUTE,
  }
}

/** True where the client acts, or the staff on the client's wish: only then can it be late, and cost something. */
export const isByClient = ({ input }: Acting): boolean =>
  input.forClient === true || input.actor?.type === 'client'
