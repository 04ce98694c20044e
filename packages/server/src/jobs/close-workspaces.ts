import { closeDue } from '../closing/close-due.ts'
import { closingIds } from '../store/closing/closing-state.ts'
import type { Job } from './job.ts'

/** Closes the workspaces whose time of grace is over, and sees that nothing of closed ones comes back. */
export const closeWorkspacesJob: Job = {
  name: 'close-workspaces',
  scope: 'installation',
  every: 10 * 60_000,
  long: true,
  async run(daybook, { signal }) {
    const failures: unknown[] = []
    for (const workspaceId of await closingIds(daybook.pools.app)) {
      signal.throwIfAborted()
      await closeDue(daybook, workspaceId).catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
  },
}
