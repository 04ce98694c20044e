/** Free times for staff: not held to notice and horizon, which are for those who book online. */
import { type FreeTimesAnswer, LogError } from '@daybook/protocol'
import { z } from 'zod'
import { plainState } from '../acts/view-object.ts'
import { type Wish, wishOfBooking, wishOfService } from '../acts/wish.ts'
import type { Daybook } from '../daybook.ts'
import { DAY_MS, dayOfDate, formatInstant, localDate, startOfDay } from '../entry/times.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { findFreeTimes, type Free } from './find-free-times.ts'
import { findStored, missing } from './read-object.ts'
import { readSchedules } from './read-schedules.ts'

const MOST_DAYS = 62
const STEP = 15 * 60_000
const MINUTE = 60_000

const isDate = (text: string): boolean => {
  try {
    return Number.isInteger(dayOfDate(text))
  } catch {
    return false
  }
}
const date = z.string().refine(isDate, 'must be a date such as "2026-11-26"')

export const FreeTimesQuery = z.strictObject({
  service: z.string().min(1).max(500).optional().describe('What is to be booked; or "booking"'),
  booking: z.string().min(1).max(500).optional().describe('The booking that is to be moved'),
  member: z.string().min(1).max(500).optional().describe('Only this member’s times'),
  from: date.describe('A local date'),
  to: date.describe(`A local date, inclusive; at most ${MOST_DAYS} days from the first`),
  duration: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_080)
    .optional()
    .describe('Minutes, instead of the service’s'),
  participants: z.coerce.number().int().min(1).max(10_000).optional(),
})

/** Throws `query_invalid`, `not_found`. */
export async function listFreeTimes(
  daybook: Daybook,
  principal: Principal,
  asked: z.infer<typeof FreeTimesQuery>,
): Promise<FreeTimesAnswer> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const { timeZone } = workspace
  const [first, last] = [dayOfDate(asked.from), dayOfDate(asked.to)]
  if (last < first || last - first >= MOST_DAYS)
    throw invalid('/to', `must be a day from ${asked.from} on, at most ${MOST_DAYS} days`)
  const wish = await wishOf(daybook, principal, workspace, asked)
  const span = {
    from: Math.max(daybook.now(), startOfDay(first, timeZone)),
    to: startOfDay(last + 1, timeZone),
    step: STEP,
  }
  const schedules = await readSchedules(daybook, workspace)
  const { times, scheduled } = await findFreeTimes(daybook, workspace, wish, span, schedules)
  const dates = Array.from({ length: last - first + 1 }, (_, i) =>
    new Date((first + i) * DAY_MS).toISOString().slice(0, 10),
  )
  const byDate = Map.groupBy(times, time => localDate(time.startsAt, timeZone))
  return {
    timeZone,
    duration: wish.duration,
    days: dates.map(day => ({
      date: day,
      times: (byDate.get(day) ?? []).map(time => viewTime(time, wish.duration)),
    })),
    scheduled,
  }
}

async function wishOf(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  { service, booking, member, duration, participants }: z.infer<typeof FreeTimesQuery>,
): Promise<Wish> {
  if ((service === undefined) === (booking === undefined))
    throw invalid('/service', 'name either the service or the booking')
  const type = service === undefined ? 'booking' : 'service'
  const found = await findStored(daybook, principal, workspace, type, (service ?? booking)!)
  if (found?.of !== 'object') throw missing(type)
  const { object } = found.stored
  const fields = plainState({ ...object.business, ...object.personal })
  const wish =
    type === 'service'
      ? wishOfService(fields, object.name ?? object.hostId)
      : wishOfBooking(fields, object.id)
  return {
    ...wish,
    ...(member !== undefined && { members: [member] }),
    ...(duration !== undefined && { duration }),
    ...(participants !== undefined && { participants }),
  }
}

const viewTime = ({ startsAt, members, places }: Free, duration: number) => ({
  startsAt: formatInstant(startsAt),
  endsAt: formatInstant(startsAt + duration * MINUTE),
  members,
  ...(places !== undefined && { places }),
})

const invalid = (path: string, message: string): LogError =>
  new LogError('query_invalid', `${path.slice(1)}: ${message}`, { errors: [{ path, message }] })
