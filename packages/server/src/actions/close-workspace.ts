import { type ClosingAnswer, LogError } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import { DAY_MS, formatInstant, localDate } from '../entry/times.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { askClosing } from '../store/closing/closing-state.ts'
import { checkInput } from './check-input.ts'
import { recordOwn } from './record-own.ts'
import { requireFreshFactor } from '../policy/require-fresh-factor.ts'

/** Days from the asking to the end, where none are given. */
export const CLOSING_DAYS = 30

export const CloseBody = z.strictObject({
  name: z.string().describe('The name of the workspace, typed again'),
  days: z.int().min(1).max(365).optional().describe(`Days of grace; ${CLOSING_DAYS} where absent`),
  reason: z.string().max(65_536).optional(),
})

/**
 * Asks for the workspace to be closed (R-G7). Until its time of grace is over everything goes on, and it can be taken
 * back. Throws `query_invalid` where the name is another, `state_conflict` where it is asked for already.
 */
export async function closeWorkspace(
  daybook: Daybook,
  principal: Principal,
  body: unknown,
): Promise<ClosingAnswer> {
  requireRight(principal, 'close')
  requireFreshFactor(daybook, principal)
  const { name, days = CLOSING_DAYS, reason } = checkInput(CloseBody, body)
  daybook.workspaces.forget(principal.workspaceId)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  if (name.trim() !== workspace.name) {
    const message = `must be the name of the workspace: "${workspace.name}"`
    throw new LogError('query_invalid', `/name: ${message}`, { errors: [{ path: '/name', message }] })
  }
  const closesAt = daybook.now() + days * DAY_MS
  const { id } = await recordOwn(
    daybook,
    principal,
    workspace,
    {
      action: 'workspace.closing',
      data: { date: localDate(closesAt, workspace.timeZone) },
      ...(reason !== undefined && { reason }),
    },
    async () => {},
    async (run, seq) => {
      if (!(await askClosing(run, workspace.id, { closesAt, seq })))
        throw new LogError('state_conflict', 'The closing of this workspace was asked for already.')
    },
  )
  daybook.workspaces.forget(workspace.id)
  return {
    closesAt: formatInstant(closesAt),
    entry: id,
    export: { method: 'POST', path: '/v1/exports', body: { format: 'jsonl', filter: {} } },
  }
}
