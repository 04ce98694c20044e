/** Which of a client's bookings a brief tells of. Pure. */
import type { ClientBooking } from '../store/read/bookings-of-client.ts'

export interface ChosenSessions {
  readonly next: ClientBooking | undefined
  /** The latest first. */
  readonly visits: readonly ClientBooking[]
  readonly cancelled: readonly ClientBooking[]
  readonly noShows: readonly ClientBooking[]
  /** How many began, or were to begin, in the time that is looked back on. */
  readonly sessions: number
}

/** Nobody came to one of these. */
const NO_VISIT = new Set(['requested', 'cancelled', 'rejected', 'no_show'])
const OVER = new Set(['cancelled', 'rejected', 'no_show', 'completed'])

/**
 * @param bookings the latest first, none of them deleted
 * @param now UTC ms
 * @param since how far cancellations and no-shows are looked back for, UTC ms
 */
export function chooseSessions(
  bookings: readonly ClientBooking[],
  now: number,
  since: number,
): ChosenSessions {
  const isOver = ({ status, until }: ClientBooking): boolean => OVER.has(status ?? '') || until <= now
  const coming = bookings.filter(one => !isOver(one))
  // A completed one took place, even where it was to begin later.
  const past = bookings.filter(one => one.startsAt <= now || one.status === 'completed')
  const recent = bookings.filter(one => one.startsAt >= since)
  const of = (status: string): ClientBooking[] => recent.filter(one => one.status === status)
  return {
    next: coming.at(-1),
    visits: past.filter(one => isOver(one) && !NO_VISIT.has(one.status ?? '')),
    cancelled: of('cancelled'),
    noShows: of('no_show'),
    sessions: recent.filter(one => one.startsAt <= now || OVER.has(one.status ?? '')).length,
  }
}
