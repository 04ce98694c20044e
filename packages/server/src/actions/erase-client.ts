import { ERASURE_MODES, type ErasureReceipt, LogError } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { erase } from '../privacy/erase.ts'
import { erasePerson } from '../privacy/erase-person.ts'
import { GONE_BY } from '../store/privacy/client-privacy.ts'
import { checkInput } from './check-input.ts'
import { privacyOf } from './decide-privacy.ts'
import { findOwnClient } from './find-own-client.ts'
import { presentErasure } from './present-erasure.ts'
import { readErasure } from './read-erasure.ts'
import { requireFreshFactor } from '../policy/require-fresh-factor.ts'

export const EraseBody = z.strictObject({
  mode: z.enum(ERASURE_MODES),
  page: z
    .boolean()
    .optional()
    .describe('True: every profile merged into this one as well, or none of them where one is held'),
})

/**
 * Erases or anonymises a client now, without a grace period (R-G2), and answers the receipt. Where that has been done
 * before, the receipt of then. Throws `not_found`, `client_held`, `state_conflict`.
 */
export async function eraseClient(
  daybook: Daybook,
  principal: Principal,
  id: string,
  body: unknown,
): Promise<ErasureReceipt> {
  requireRight(principal, 'erase')
  requireFreshFactor(daybook, principal)
  const { workspace, clientId } = await findOwnClient(daybook, principal, id)
  const { mode, page = false } = checkInput(EraseBody, body)
  const { gone } = await privacyOf(daybook, workspace, clientId)
  if (gone === GONE_BY[mode]) return readErasure(daybook, principal, id)
  if (gone === 'erased')
    throw new LogError('state_conflict', 'This client was erased: there is nothing left to anonymise.')
  const carryOut = page ? erasePerson : erase
  const erasure = await carryOut(daybook, principal, workspace, { clientId, mode: GONE_BY[mode] })
  return presentErasure(daybook, workspace, erasure)
}
