import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { addJob } from '../store/jobs/add-job.ts'
import { inWorkspace } from '../store/transaction.ts'

/** Has requests that the workspace lets happen at once carried out within seconds; else the next minute's job does. */
export async function wakeErasures(daybook: Daybook, workspace: Workspace): Promise<void> {
  if ((workspace.settings.privacy?.onRequest ?? 'ask') === 'ask') return
  const job = { job: 'erase-due', workspaceId: workspace.id, dueAt: daybook.now() }
  // The entries are written: that they are looked at later is no reason to tell their sender of a failure.
  await inWorkspace(daybook.pools.app, workspace.id, run => addJob(run, job)).catch(() => {})
}
