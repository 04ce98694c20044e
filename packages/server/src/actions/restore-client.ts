import { type ClientPrivacyAnswer, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { decidePrivacy, ReasonBody } from './decide-privacy.ts'
import { checkInput } from './check-input.ts'
import { findOwnClient } from './find-own-client.ts'

/** Takes a deletion back, as long as the client is not erased. Throws `not_found`, `state_conflict`. */
export async function restoreClient(
  daybook: Daybook,
  principal: Principal,
  id: string,
  body: unknown,
): Promise<ClientPrivacyAnswer> {
  requireRight(principal, 'erase')
  const { workspace, clientId } = await findOwnClient(daybook, principal, id)
  const given = checkInput(ReasonBody, body)
  return decidePrivacy(daybook, principal, workspace, {
    clientId,
    draft: { action: 'client.restored', ...given },
    change: ({ deletedAt, deletedSeq: _, eraseAt: _at, graceLeft: _left, ...rest }) => {
      if (deletedAt === undefined)
        throw new LogError('state_conflict', 'This client is not deleted: there is nothing to restore.')
      return rest
    },
  })
}
