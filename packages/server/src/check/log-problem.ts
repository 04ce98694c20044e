import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { type LogProblem, readCheck } from '../store/check/log-checks.ts'

/**
 * What check-log found to be wrong with a log, until a later check finds nothing. Whoever is to sign the log, or to give
 * it out, asks first. Undefined where nothing is known to be wrong.
 */
export async function logProblem(
  daybook: Pick<Daybook, 'pools'>,
  workspaceId: number,
): Promise<LogProblem | undefined> {
  return (await readCheck(daybook.pools.app, workspaceId))?.problem
}

/** What to say to whoever would sign a log, or prove something in it, with which something is wrong. */
export function damagedLog(problem: { readonly seq: number; readonly what: string }): LogError {
  const where = problem.seq === 0 ? problem.what : `entry ${problem.seq}: ${problem.what}`
  return new LogError(
    'log_damaged',
    `check-log found a problem in this log: ${where}. Nothing more is signed until a check finds the log whole; docs/guide/check-log.md says what to do.`,
  )
}
