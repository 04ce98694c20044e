import { type ClientPrivacyAnswer, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { decidePrivacy, ReasonBody } from './decide-privacy.ts'
import { checkInput } from './check-input.ts'
import { findOwnClient } from './find-own-client.ts'

/** Releases a legal hold; in a grace period the days that were left run on. Throws `not_found`, `state_conflict`. */
export async function releaseHold(
  daybook: Daybook,
  principal: Principal,
  id: string,
  body: unknown,
): Promise<ClientPrivacyAnswer> {
  requireRight(principal, 'hold')
  const { workspace, clientId } = await findOwnClient(daybook, principal, id)
  const given = checkInput(ReasonBody, body)
  const now = daybook.now()
  return decidePrivacy(daybook, principal, workspace, {
    clientId,
    draft: { action: 'hold.released', ...given },
    change: ({ heldAt, heldSeq: _, graceLeft, ...current }) => {
      if (heldAt === undefined)
        throw new LogError('state_conflict', 'This client is not under a hold: there is nothing to release.')
      return { ...current, ...(graceLeft !== undefined && { eraseAt: now + graceLeft }) }
    },
  })
}
