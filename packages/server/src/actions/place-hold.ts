import { type ClientPrivacyAnswer, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { answerPrivacy, decidePrivacy, privacyOf, ReasonBody } from './decide-privacy.ts'
import { checkInput } from './check-input.ts'
import { findOwnClient } from './find-own-client.ts'

/**
 * Places a legal hold (R-G3): while it lasts the client is neither erased nor touched by retention. In a grace period the
 * clock stops. A client who is held already stays so. Throws `not_found`, `state_conflict`.
 */
export async function placeHold(
  daybook: Daybook,
  principal: Principal,
  id: string,
  body: unknown,
): Promise<ClientPrivacyAnswer> {
  requireRight(principal, 'hold')
  const { workspace, clientId } = await findOwnClient(daybook, principal, id)
  const given = checkInput(ReasonBody, body)
  const before = await privacyOf(daybook, workspace, clientId)
  if (before.heldAt !== undefined) return answerPrivacy(daybook, workspace, before)
  const now = daybook.now()
  return decidePrivacy(daybook, principal, workspace, {
    clientId,
    draft: { action: 'hold.placed', ...given },
    change: ({ eraseAt, ...current }, seq) => {
      if (current.gone === 'erased')
        throw new LogError('state_conflict', 'This client was erased: there is nothing left to hold.')
      if (current.heldAt !== undefined)
        throw new LogError('state_conflict', 'Somebody else has just placed a hold: read again.')
      const clock = eraseAt === undefined ? {} : { graceLeft: Math.max(0, eraseAt - now) }
      return { ...current, ...clock, heldAt: now, heldSeq: seq }
    },
  })
}
