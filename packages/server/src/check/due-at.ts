import type { StoredCheck } from '../store/check/log-checks.ts'

/** A log is checked every hour; one that takes long is checked less often, so that a check costs a twentieth of the time. */
const PERIOD = 3_600_000
const SHARE = 20

/** When a log is to be checked next, UTC ms; 0 where it never was. */
export function dueAt({ last }: Pick<StoredCheck, 'last'>): number {
  return last === undefined ? 0 : last.finishedAt + periodOf(last.took)
}

/** Milliseconds from the end of a check that took so long to the next. */
export const periodOf = (took: number): number => Math.max(PERIOD, SHARE * took)
