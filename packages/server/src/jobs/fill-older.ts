import { fillOlder } from '../backfill/fill-older.ts'
import type { Job } from './job.ts'

/** Fills the rows that logs from before a table or a column lack: at the first start with it, and then there is nothing. */
export const fillOlderJob: Job = {
  name: 'fill-older',
  scope: 'workspace',
  every: 60 * 60_000,
  long: true,
  run: (daybook, { workspaceId, signal }) => fillOlder(daybook, workspaceId, signal),
}
