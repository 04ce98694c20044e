/** Who may change whom among the members: an owner everybody, an admin everybody but owners. */
import { LogError } from '@daybook/protocol'
import type { MemberRole, Principal } from '../entry/workspace.ts'
import { requireRight } from './can.ts'

const governs = (role: MemberRole, other: MemberRole): boolean =>
  role === 'owner' || (role === 'admin' && other !== 'owner')

/** A key with the scope `admin` stands where an admin stands; Daybook itself where an owner does. */
const roleOf = ({ kind, member }: Principal): MemberRole =>
  member?.role ?? (kind === 'daybook' ? 'owner' : 'admin')

/**
 * @param roles those that somebody has, or is to have
 * @throws LogError `scope_missing`
 */
export function requireGovernance(principal: Principal, ...roles: readonly MemberRole[]): void {
  requireRight(principal, 'settings')
  if (roles.every(role => governs(roleOf(principal), role))) return
  throw new LogError('scope_missing', 'Only an owner can make, change or remove an owner.')
}

/**
 * An account serves every workspace of its user. So its password and second factor are only for somebody who may change
 * the user in all of them.
 * @param own the memberships of who asks
 * @param theirs the memberships of whose account it is
 * @throws LogError `scope_missing`
 */
export function requireAccountGovernance(
  own: readonly { readonly workspaceId: number; readonly role: MemberRole }[],
  theirs: readonly { readonly workspaceId: number; readonly role: MemberRole }[],
): void {
  const everywhere = theirs.every(other =>
    own.some(one => one.workspaceId === other.workspaceId && governs(one.role, other.role)),
  )
  if (everywhere) return
  throw new LogError(
    'scope_missing',
    'This person also works where you may not change members: only somebody who may there as well can do this.',
  )
}
