import { ERASURE_MODES, LogError, type PrivacyRequest as RequestView } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatId, parseEntryId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { erasePerson } from '../privacy/erase-person.ts'
import { decidedBefore } from '../privacy/require-open-request.ts'
import { GONE_BY } from '../store/privacy/client-privacy.ts'
import { type PrivacyRequest, readRequest } from '../store/privacy/privacy-requests.ts'
import { readTogether, type Run } from '../store/transaction.ts'
import { checkInput } from './check-input.ts'
import { presentRequests } from './present-requests.ts'
import { recordOwn } from './record-own.ts'
import { requireFreshFactor } from '../policy/require-fresh-factor.ts'

const decided = z.strictObject({ decision: z.enum(ERASURE_MODES) })
const declined = z.strictObject({
  decision: z.literal('decline'),
  reason: z.string().min(1, 'say why: the client may ask').max(10_000),
})
export const DecisionBody = z.discriminatedUnion('decision', [decided, declined])

/** Decides what a client asked, once. Throws `not_found`, `state_conflict`, `client_held`. */
export async function decideRequest(
  daybook: Daybook,
  principal: Principal,
  id: string,
  body: unknown,
): Promise<RequestView> {
  requireRight(principal, 'erase')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const { entryIdKey } = daybook.folder.workspace(workspace.id)
  const seq = parseEntryId(entryIdKey, workspace.generations, id)
  const read = async (run: Run): Promise<PrivacyRequest | undefined> =>
    seq === undefined ? undefined : readRequest(run, workspace.id, seq)
  const request = await readTogether(daybook.pools.app, workspace.id, read)
  if (request === undefined) throw new LogError('not_found', 'There is no request with this id.')
  const given = checkInput(DecisionBody, body)
  if (request.decision !== undefined) throw decidedBefore()
  if (given.decision === 'decline') await decline(daybook, principal, workspace, request, id, given.reason)
  else {
    requireFreshFactor(daybook, principal)
    const mode = GONE_BY[given.decision]
    await erasePerson(daybook, principal, workspace, {
      clientId: request.clientId,
      mode,
      causedBy: id,
      request: request.seq,
    })
  }
  const after = await readTogether(daybook.pools.app, workspace.id, read)
  const [shown] = await presentRequests(daybook, workspace, [after!])
  return shown!
}

/** The entry closes the request by itself; here it is only seen to that nothing else did before it. */
async function decline(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  { clientId, seq }: PrivacyRequest,
  causedBy: string,
  reason: string,
): Promise<void> {
  const client = { id: formatId('cl', clientId) }
  const draft = { action: 'client.erasure_declined', client, causedBy, reason } as const
  await recordOwn(
    daybook,
    principal,
    workspace,
    draft,
    async () => {},
    async (run, own) => {
      const now = await readRequest(run, workspace.id, seq)
      if (now?.decidedSeq !== own) throw decidedBefore()
    },
  )
}
