import type { Daybook } from '../daybook.ts'
import { deleteDemoRows } from '../store/closing/demo-rows.ts'
import { forgetJobs } from '../store/jobs/forget-jobs.ts'

/**
 * Where the closed workspace was a demonstration: removes its rows, its jobs and the files of its exports. Does nothing
 * elsewhere; safe to cut off and to call again.
 */
export async function removeDemoRows(daybook: Daybook, workspaceId: number): Promise<void> {
  if (!(await daybook.workspaces.demoIds()).includes(workspaceId)) return
  await daybook.exports.files.removeFolder(workspaceId)
  await forgetJobs(daybook.pools.jobs, workspaceId)
  await deleteDemoRows(daybook.pools.app, workspaceId)
}
