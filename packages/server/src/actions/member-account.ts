/** Help for a member who cannot get in, or whose device was lost: acts on their account, which serves every workspace. */
import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Caller } from '../entry/caller.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import type { StaffAccounts } from '../sign-in/staff-accounts.ts'
import type { Member } from '../store/members.ts'
import { findMember } from './change-member.ts'
import { requireAccountGovernance, requireGovernance } from '../policy/govern.ts'
import { requireFreshFactor } from '../policy/require-fresh-factor.ts'

interface Given {
  readonly daybook: Daybook
  readonly accounts: StaffAccounts
  readonly principal: Principal
  readonly caller: Caller
}

/** A link by which the member sets a new password, for a day; to be handed over, and not shown again. */
export async function makePasswordLink(
  given: Given,
  memberId: string,
): Promise<{ url: string; expiresAt: string }> {
  const { accounts, caller } = given
  const { member, by } = await governed(given, memberId)
  // First the entry: a link that nobody knows of must not be there.
  await accounts.record(member.userId, { action: 'account.password_reset_requested', by }, caller)
  const { url, expiresAt } = await accounts.resetLink(member.userId)
  return { url, expiresAt: new Date(expiresAt).toISOString() }
}

/** Turns two-factor sign-in off for a member who has lost device and backup codes. */
export async function dropMemberFactor(given: Given, memberId: string): Promise<void> {
  const { accounts, caller } = given
  const { member, by } = await governed(given, memberId)
  await accounts.dropSecondFactor(member.userId)
  await accounts.endSessions(member.userId)
  await accounts.record(member.userId, { action: 'account.two_factor_disabled', by }, caller)
}

/** Ends every session of a member, whose device was lost, say. */
export async function signMemberOut(given: Given, memberId: string): Promise<void> {
  const { accounts, caller } = given
  const { member, by } = await governed(given, memberId)
  await accounts.endSessions(member.userId)
  await accounts.record(member.userId, { action: 'account.session_revoked', by }, caller)
}

async function governed(
  { daybook, accounts, principal }: Given,
  memberId: string,
): Promise<{ member: Member; by: { id: number; name: string } }> {
  requireRight(principal, 'settings')
  const member = await findMember(daybook, principal, memberId)
  const { member: self, actor } = principal
  if (self === undefined)
    throw new LogError(
      'scope_missing',
      'Only a person can do this, not an API key: sign in as an owner or admin.',
    )
  requireGovernance(principal, member.role)
  const own = await daybook.members.byId(principal.workspaceId, self.id)
  const [mine, theirs] = await Promise.all([
    own === undefined ? [] : accounts.memberships(own.userId),
    accounts.memberships(member.userId),
  ])
  requireAccountGovernance(mine, theirs)
  requireFreshFactor(daybook, principal)
  return { member, by: { id: self.id, name: actor.name ?? '' } }
}
