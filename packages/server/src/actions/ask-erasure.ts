import { ERASURE_MODES, type PrivacyRequest } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { readRequest } from '../store/privacy/privacy-requests.ts'
import { readTogether } from '../store/transaction.ts'
import { checkInput } from './check-input.ts'
import { findOwnClient } from './find-own-client.ts'
import { presentRequests } from './present-requests.ts'
import { recordOwn } from './record-own.ts'

export const AskBody = z.strictObject({
  client: z.string().min(1, 'must name the client').max(500).describe('The host’s id or `cl_…`'),
  mode: z.enum(ERASURE_MODES).optional().describe('What the client asks for, where they said'),
  reason: z.string().max(10_000).optional(),
})

/** Writes down that a client asks to be erased: staff for them, or a program. It then waits for a decision. */
export async function askErasure(
  daybook: Daybook,
  principal: Principal,
  body: unknown,
): Promise<PrivacyRequest> {
  requireRight(principal, 'act')
  const { client, mode, reason } = checkInput(AskBody, body)
  const { workspace, clientId } = await findOwnClient(daybook, principal, client)
  const id = formatId('cl', clientId)
  const { seq } = await recordOwn(
    daybook,
    principal,
    workspace,
    {
      action: 'client.erasure_requested',
      client: { id },
      onBehalfOf: { type: 'client', id },
      ...(mode !== undefined && { data: { mode } }),
      ...(reason !== undefined && { reason }),
    },
    async () => {},
  )
  const request = await readTogether(daybook.pools.app, workspace.id, run =>
    readRequest(run, workspace.id, seq),
  )
  const [shown] = await presentRequests(daybook, workspace, [request!])
  return shown!
}
