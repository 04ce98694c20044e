import type { TakenTime } from '../store/taken-times.ts'

const STEP = 15 * 60_000

/**
 * Starts, in steps of a quarter of an hour, at which so long a time is free. Pure.
 * @param from the first start that comes into question, UTC ms
 * @param until none at or behind it
 * @param taken in the order of their beginnings
 */
export function freeTimes(
  taken: readonly Pick<TakenTime, 'from' | 'to'>[],
  {
    from,
    until,
    length,
    most,
  }: { readonly from: number; readonly until: number; readonly length: number; readonly most: number },
): number[] {
  const free: number[] = []
  for (let at = Math.ceil(from / STEP) * STEP; at < until && free.length < most; ) {
    const end = at + length
    const inTheWay = taken.find(one => one.from < end && one.to > at)
    if (inTheWay === undefined) {
      free.push(at)
      at += STEP
    } else at = Math.max(at + STEP, Math.ceil(inTheWay.to / STEP) * STEP)
  }
  return free
}
