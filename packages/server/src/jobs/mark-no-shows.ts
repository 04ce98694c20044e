import { markNoShows } from '../actions/mark-no-shows.ts'
import type { Job } from './job.ts'

/** Marks whoever did not come, where a workspace has chosen so: every quarter of an hour. */
export const markNoShowsJob: Job = {
  name: 'mark-no-shows',
  scope: 'workspace',
  every: 15 * 60_000,
  async run(daybook, { workspaceId, signal }) {
    await markNoShows(daybook, workspaceId, signal)
  },
}
