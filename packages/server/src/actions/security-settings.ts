/** What a workspace asks of its members' sign-in. */
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import { type MemberRole, type Principal, ROLES } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { checkInput } from './check-input.ts'
import { recordOwn } from './record-own.ts'

export const SecurityBody = z.strictObject({
  twoFactor: z.array(z.enum(ROLES)).max(5).describe('Roles that must sign in with two factors'),
})

export interface SecurityView {
  readonly twoFactor: readonly MemberRole[]
}

export async function readSecurity(daybook: Daybook, principal: Principal): Promise<SecurityView> {
  requireRight(principal, 'readSettings')
  const { settings } = await daybook.workspaces.get(principal.workspaceId)
  return { twoFactor: settings.twoFactor ?? [] }
}

/** Replaces what is asked. Members without a second factor reach only its set-up from their next request on. */
export async function changeSecurity(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  body: unknown,
): Promise<SecurityView> {
  requireRight(principal, 'settings')
  const wanted = new Set(checkInput(SecurityBody, body).twoFactor)
  const twoFactor = ROLES.filter(role => wanted.has(role))
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const before = workspace.settings.twoFactor ?? []
  if (before.join() === twoFactor.join()) return { twoFactor }
  await recordOwn(
    daybook,
    principal,
    workspace,
    {
      action: 'settings.updated',
      changes: [{ field: 'twoFactor', before: [...before], after: [...twoFactor] }],
      context: contextOf(caller),
    },
    run => daybook.workspaces.updateSettings(run, workspace.id, { twoFactor }),
  )
  daybook.workspaces.forget(workspace.id)
  return { twoFactor }
}
