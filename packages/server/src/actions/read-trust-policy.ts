import { encodeTrustPolicy } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'

/** The public keys that this log's checkpoints are verified with, of all times, as a C2SP tlog-policy. */
export async function readTrustPolicy(daybook: Daybook, principal: Principal): Promise<string> {
  requireRight(principal, 'verify')
  // Makes the first key of a log that was never signed. A log that may not be signed keeps its keys.
  if (daybook.checkpoints.signerOf(principal.workspaceId).keys() === undefined)
    await daybook.checkpoints.current(principal.workspaceId)
  return encodeTrustPolicy(await daybook.checkpoints.trustPolicy(principal.workspaceId))
}
