import { sweepExports } from '../exports/sweep-exports.ts'
import type { Job } from './job.ts'

/** Removes the files of exports whose time is over: every ten minutes. */
export const sweepExportsJob: Job = {
  name: 'sweep-exports',
  scope: 'workspace',
  every: 600_000,
  async run(daybook, { workspaceId }) {
    await sweepExports(daybook, workspaceId)
  },
}
