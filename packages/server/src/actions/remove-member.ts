import type { Daybook } from '../daybook.ts'
import type { Caller } from '../entry/caller.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import type { StaffAccounts } from '../sign-in/staff-accounts.ts'
import { findMember } from './change-member.ts'
import { requireGovernance } from '../policy/govern.ts'
import { memberEntry } from './member-entry.ts'
import { recordOwn } from './record-own.ts'

/**
 * Takes somebody out of the workspace, from their next request on. What they did stays under their name.
 * @throws LogError `not_found`, `scope_missing`, `last_owner`
 */
export async function removeMember(
  daybook: Daybook,
  accounts: StaffAccounts,
  principal: Principal,
  caller: Caller,
  memberId: string,
): Promise<void> {
  requireRight(principal, 'settings')
  const member = await findMember(daybook, principal, memberId)
  requireGovernance(principal, member.role)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  await recordOwn(
    daybook,
    principal,
    workspace,
    memberEntry('member.removed', member, caller, { data: { role: member.role } }),
    async run => {
      await daybook.members.keepAnOwner(run, workspace.id, member.id)
      await daybook.members.remove(run, workspace.id, member.id, daybook.now())
    },
    undefined,
    // In one transaction with another owner's, both would look before either has changed anything.
    { alone: true },
  )
  // Whoever works nowhere any more has no reason to be signed in.
  if ((await accounts.memberships(member.userId)).length === 0) await accounts.endSessions(member.userId)
}
