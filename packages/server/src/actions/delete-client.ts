import { type ClientPrivacyAnswer, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { DAY_MS, localDate } from '../entry/times.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import type { ClientPrivacy } from '../store/privacy/client-privacy.ts'
import { answerPrivacy, decidePrivacy, privacyOf, ReasonBody } from './decide-privacy.ts'
import { checkInput } from './check-input.ts'
import { findOwnClient } from './find-own-client.ts'
import { requireFreshFactor } from '../policy/require-fresh-factor.ts'

/** Days from a deletion to the erasure, where the workspace has not chosen. */
export const GRACE_DAYS = 90

/**
 * Starts the grace period of a client (R-G1): hidden from now on, erased at its end. Under a hold the clock stands
 * still until the hold is released. A client who is deleted already stays as they are.
 */
export async function deleteClient(
  daybook: Daybook,
  principal: Principal,
  id: string,
  body: unknown,
): Promise<ClientPrivacyAnswer> {
  requireRight(principal, 'erase')
  requireFreshFactor(daybook, principal)
  const { workspace, clientId } = await findOwnClient(daybook, principal, id)
  const given = checkInput(ReasonBody, body)
  const before = await privacyOf(daybook, workspace, clientId)
  if (before.deletedAt !== undefined) return answerPrivacy(daybook, workspace, before)
  const now = daybook.now()
  const grace = (workspace.settings.privacy?.graceDays ?? GRACE_DAYS) * DAY_MS
  const held = before.heldAt !== undefined
  return decidePrivacy(daybook, principal, workspace, {
    clientId,
    draft: {
      action: 'client.deleted',
      ...given,
      // Under a hold nobody knows the day.
      ...(!held && { data: { date: localDate(now + grace, workspace.timeZone) } }),
    },
    change: (current, seq): ClientPrivacy => {
      if (current.gone === 'erased') throw new LogError('state_conflict', 'This client was erased already.')
      if (current.deletedAt !== undefined || (current.heldAt !== undefined) !== held)
        throw new LogError('state_conflict', 'Somebody else has just decided about this client: read again.')
      const clock = held ? { graceLeft: grace } : { eraseAt: now + grace }
      return { ...current, deletedAt: now, deletedSeq: seq, ...clock }
    },
  })
}
