import type { Job } from './job.ts'

/** Signs a checkpoint of each log that grew, so that nobody has to ask for one to fix what is in it. */
export const signCheckpoint: Job = {
  name: 'sign-checkpoint',
  scope: 'workspace',
  every: 5 * 60_000,
  async run(daybook, { workspaceId }) {
    await daybook.checkpoints.current(workspaceId)
  },
}
