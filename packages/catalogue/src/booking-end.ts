const MINUTE = 60_000

/**
 * When a booking ends, in the unit of `startsAt` (UTC ms); undefined where nothing tells. An end that is not behind the
 * start was left behind by whoever moved the start alone: then it is as long as it says to last.
 * @param endsAt what its field says
 * @param duration its field, in minutes; whatever is no positive number tells nothing
 */
export function bookingEnd(
  startsAt: number | undefined,
  endsAt: number | undefined,
  duration: unknown,
): number | undefined {
  if (endsAt !== undefined && (startsAt === undefined || endsAt > startsAt)) return endsAt
  if (startsAt === undefined || typeof duration !== 'number' || duration <= 0) return undefined
  return startsAt + duration * MINUTE
}
