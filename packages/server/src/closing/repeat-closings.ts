import type { Daybook } from '../daybook.ts'
import { closeAgain } from './close-due.ts'

/**
 * Closes again what the ledger knows to be closed and the database, restored from an older backup, does not. Answers how
 * many workspaces.
 */
export async function repeatClosings(daybook: Daybook): Promise<number> {
  let done = 0
  for (const workspaceId of await daybook.workspaces.ids()) {
    if (!daybook.ledger.read(workspaceId).some(record => record.what === 'closed')) continue
    await closeAgain(daybook, workspaceId)
    done++
  }
  return done
}
