import { applyRetention } from '../privacy/apply-retention.ts'
import type { Job } from './job.ts'

/** Destroys the personal keys of years that are old enough, where a workspace has chosen so: every hour. */
export const retentionJob: Job = {
  name: 'retention',
  scope: 'workspace',
  every: 60 * 60_000,
  long: true,
  async run(daybook, { workspaceId, signal }) {
    await applyRetention(daybook, workspaceId, signal)
  },
}
