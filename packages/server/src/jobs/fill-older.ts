import { LogError } from '@daybook/protocol'
import { fillOlder } from '../backfill/fill-older.ts'
import type { Job } from './job.ts'

/** The log of a server is read by people. */
const MOST_NAMED = 100

/** Fills the rows that logs from before a table or a column lack: at the first start with it, and then there is nothing. */
export const fillOlderJob: Job = {
  name: 'fill-older',
  scope: 'workspace',
  every: 60 * 60_000,
  long: true,
  async run(daybook, { workspaceId, signal }) {
    const left = await fillOlder(daybook, workspaceId, signal)
    if (left.length === 0) return
    const some = left.slice(0, MOST_NAMED).join(', ')
    // Everything else is filled: told as a failure, it stands in the log of the server, and the next run finds nothing to do.
    throw new LogError(
      'log_damaged',
      `${left.length} that cannot be opened with their keys were left unfilled: ${some}${left.length > MOST_NAMED ? ' …' : ''}. Run check-log: it says what is wrong.`,
    )
  },
}
