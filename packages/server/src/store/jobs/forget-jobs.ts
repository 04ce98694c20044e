import type { Pool } from 'pg'

/**
 * Removes what was to be done for a workspace that is gone.
 * @param pool connections of the role `daybook_jobs`
 */
export async function forgetJobs(pool: Pool, workspaceId: number): Promise<void> {
  await pool.query('delete from daybook_jobs.jobs where workspace_id = $1', [workspaceId])
}
