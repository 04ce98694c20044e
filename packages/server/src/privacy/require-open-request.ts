import { LogError } from '@daybook/protocol'
import { readRequest } from '../store/privacy/privacy-requests.ts'
import type { Run } from '../store/transaction.ts'

export const decidedBefore = (): LogError =>
  new LogError('state_conflict', 'This request was decided already: a later wish is a request of its own.')

/** Behind the head's lock, where nobody decides meanwhile. `seq` is that of the request. Throws `state_conflict`. */
export async function requireOpenRequest(run: Run, workspaceId: number, seq: number): Promise<void> {
  const request = await readRequest(run, workspaceId, seq)
  if (request?.decision !== undefined) throw decidedBefore()
}
