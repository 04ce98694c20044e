import { type ErasureReceipt, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { readErasures } from '../store/privacy/erasures.ts'
import { readTogether } from '../store/transaction.ts'
import { findOwnClient } from './find-own-client.ts'
import { presentErasure } from './present-erasure.ts'

/** The receipt of a client's last erasure or anonymisation. Throws `not_found`. */
export async function readErasure(
  daybook: Daybook,
  principal: Principal,
  id: string,
): Promise<ErasureReceipt> {
  requireRight(principal, 'erase')
  const { workspace, clientId } = await findOwnClient(daybook, principal, id)
  const [last] = await readTogether(daybook.pools.app, workspace.id, run =>
    readErasures(run, workspace.id, clientId),
  )
  if (last === undefined)
    throw new LogError('not_found', 'This client was neither erased nor anonymised: there is no receipt.')
  return presentErasure(daybook, workspace, last)
}
