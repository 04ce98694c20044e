/** Whether a time is free, and which starts are. Pure. */
import type { Slot, TakenTime } from '../store/taken-times.ts'

/** What a booking of some service takes, wherever it begins. */
export interface Need {
  /** All ms. */
  readonly length: number
  readonly before: number
  readonly after: number
  /** Places that it takes of `groupSize`. */
  readonly seats: number
  readonly groupSize: number
}

type Wanted = Pick<Slot, 'startsAt' | 'from' | 'to' | 'seats' | 'groupSize'>

/** Places that are left at a start; 0 where something else is in the way. */
function placesLeft(taken: readonly TakenTime[], { startsAt, from, to, groupSize }: Wanted): number {
  const overlapping = taken.filter(one => one.from < to && one.to > from)
  if (overlapping.length === 0) return groupSize
  if (overlapping.some(one => !one.shares || one.startsAt !== startsAt)) return 0
  return Math.max(0, groupSize - overlapping.reduce((sum, one) => sum + one.seats, 0))
}

/** True where the time is free, or shared by a group that has room. A service for one takes any number of people along. */
export const isFree = (taken: readonly TakenTime[], wanted: Wanted): boolean =>
  placesLeft(taken, wanted) >= (wanted.groupSize > 1 ? wanted.seats : 1)

/** What such a booking takes where it begins then. */
const wantedAt = (startsAt: number, { length, before, after, seats, groupSize }: Need): Wanted => ({
  startsAt,
  from: startsAt - before,
  to: startsAt + length + after,
  seats,
  groupSize,
})

export interface FreeStart {
  /** UTC ms. */
  readonly at: number
  /** Places that are left of the group. */
  readonly places: number
}

/**
 * Those of some starts at which it is free.
 * @param starts ascending, UTC ms
 */
export function freeTimes(
  taken: readonly TakenTime[],
  starts: Iterable<number>,
  need: Need,
  most = Infinity,
): FreeStart[] {
  const free: FreeStart[] = []
  const coming = taken.toSorted((a, b) => a.from - b.from)
  let next = 0
  // Only what may be in the way: whoever is over by a start is over by the later ones.
  let near: TakenTime[] = []
  for (const at of starts) {
    if (free.length >= most) break
    const wanted = wantedAt(at, need)
    while (next < coming.length && coming[next]!.from < wanted.to) near.push(coming[next++]!)
    near = near.filter(one => one.to > wanted.from)
    if (isFree(near, wanted)) free.push({ at, places: placesLeft(near, wanted) })
  }
  return free
}
