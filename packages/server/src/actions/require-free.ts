/** No time is given twice: asked before an act for a quick answer, and behind the head's lock for the true one. */
import { LogError } from '@daybook/protocol'
import { freeTimes } from '../acts/free-times.ts'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import { readTakenTimes, type Slot } from '../store/taken-times.ts'
import { readTogether, type Run } from '../store/transaction.ts'

const DAY = 86_400_000
const OFFERED = 5

/** Throws `time_taken`. */
export async function requireFree(run: Run, slot: Slot): Promise<void> {
  if ((await readTakenTimes(run, slot)).length > 0) throw timeTaken()
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
  const from = Math.max(slot.from, daybook.now())
  const length = slot.to - slot.from
  const until = from + DAY
  const taken = await readTogether(daybook.pools.app, slot.workspaceId, run =>
    readTakenTimes(run, { ...slot, from, to: until + length }),
  )
  return freeTimes(taken, { from, until, length, most: OFFERED })
}
