import { checkLog } from '../actions/check-log.ts'
import { dueAt } from '../check/due-at.ts'
import { readCheck } from '../store/check/log-checks.ts'
import type { Job } from './job.ts'

/** Half of a core at most: the server that checks also serves. */
const REST = 1

/** Looks every few minutes whether a log is due; how often it is follows from how long it takes. */
export const checkLogJob: Job = {
  name: 'check-log',
  scope: 'workspace',
  every: 5 * 60_000,
  long: true,
  async run(daybook, { workspaceId, signal }) {
    const check = await readCheck(daybook.pools.app, workspaceId)
    if (check !== undefined && dueAt(check) <= daybook.now())
      await checkLog(daybook, workspaceId, { rest: REST, signal })
  },
}

/** The same, at once, because somebody asked. */
export const checkLogNowJob: Job = {
  name: 'check-log-now',
  scope: 'workspace',
  long: true,
  async run(daybook, { workspaceId, signal }) {
    await checkLog(daybook, workspaceId, { rest: REST, signal })
  },
}
