import { backUpKeys, isBackedUp } from '../actions/back-up-keys.ts'
import type { Job } from './job.ts'

/**
 * Every hour, where client keys were made since: should an older dump be restored by mistake and something be erased
 * in it, the newer dumps open with what this kept.
 */
export const backUpKeysJob: Job = {
  name: 'back-up-keys',
  scope: 'workspace',
  every: 60 * 60_000,
  long: true,
  async run(daybook, { workspaceId, signal }) {
    const goOn = (): void => signal.throwIfAborted()
    if (!(await isBackedUp(daybook, workspaceId))) await backUpKeys(daybook, workspaceId, { goOn })
  },
}
