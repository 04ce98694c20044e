import type { Job } from './job.ts'
import { settleKeys } from '../actions/settle-keys.ts'

/** Ends rotations that were cut off by a crash: a second after the start, and now and then. */
export const settleKeysJob: Job = {
  name: 'settle-keys',
  scope: 'installation',
  every: 10 * 60_000,
  long: true,
  run: (daybook, { signal }) => settleKeys(daybook, signal),
}
