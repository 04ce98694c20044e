import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import type { StoredCheckpoint } from '../store/proof/checkpoints.ts'

/** The newest checkpoint of the log: signed now where the log grew, at most once a second. */
export async function readCheckpoint(daybook: Daybook, principal: Principal): Promise<StoredCheckpoint> {
  requireRight(principal, 'verify')
  return (await daybook.checkpoints.current(principal.workspaceId)).checkpoint
}
