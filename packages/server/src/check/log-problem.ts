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
