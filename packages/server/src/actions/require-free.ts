/** No time is given twice: asked before an act for a quick answer, and behind the head's lock for the true one. */
import { LogError } from '@daybook/protocol'
import { freeTimes, isFree, type Need } from '../acts/free-times.ts'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import { readTakenTimes, type Slot } from '../store/taken-times.ts'
import { readTogether, type Run } from '../store/transaction.ts'

const DAY = 86_400_000
const STEP = 15 * 60_000
const OFFERED = 5

/** Throws `time_taken`. */
export async function requireFree(run: Run, slot: Slot): Promise<void> {
  if (!isFree(await readTakenTimes(run, slot), slot)) throw timeTaken()
}

export const timeTaken = (free: readonly number[] = []): LogError =>
  new LogError(
    'time_taken',
    free.length === 0
      ? 'Somebody else has this time: choose another.'
      : `Somebody else has this time. The next free ones: ${free.map(formatInstant).join(', ')}.`,
    { free: free.map(formatInstant) },
  )

/** The next starts at which as long a time of the same member and room is free, within a day, not before now. */
export async function nextFree(daybook: Daybook, slot: Slot): Promise<number[]> {
  const before = slot.startsAt - slot.from
  const need: Need = {
    length: slot.to - slot.startsAt,
    before,
    after: 0,
    seats: slot.seats,
    groupSize: slot.groupSize,
  }
  const from = Math.max(slot.startsAt, daybook.now())
  const until = from + DAY
  const asked = { ...slot, from: from - before, to: until + need.length }
  const taken = await readTogether(daybook.pools.app, slot.workspaceId, run => readTakenTimes(run, asked))
  return freeTimes(taken, quarters(from, until), need, OFFERED).map(one => one.at)
}

function* quarters(from: number, until: number): Generator<number> {
  for (let at = Math.ceil(from / STEP) * STEP; at < until; at += STEP) yield at
}
