import type { Daybook } from '../daybook.ts'
import { AppendLog } from '../store/append/append-log.ts'

/** The same stores by another clock: what is appended through it was recorded at the time that `now` tells. */
export function daybookAt(daybook: Daybook, now: () => number): Daybook {
  const { pools, folder, clientKeys, kinds } = daybook
  return { ...daybook, now, log: new AppendLog({ pool: pools.app, folder, clientKeys, kinds, now }) }
}
