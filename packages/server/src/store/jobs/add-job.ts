import type { Run } from '../transaction.ts'

const ADD_JOB = { name: 'add_job', text: 'select daybook_jobs.add_job($1, $2, $3, $4)' }

/**
 * Asks for a job in a transaction of the app role: it is asked for exactly when that transaction commits, with the
 * entry that tells of it say. A job that is waiting already is not doubled.
 * @param dueAt UTC ms
 */
export async function addJob(
  run: Run,
  given: {
    readonly job: string
    readonly workspaceId: number
    readonly item?: number
    readonly dueAt: number
  },
): Promise<void> {
  await run(ADD_JOB, [given.job, given.workspaceId, given.item ?? 0, given.dueAt])
}
