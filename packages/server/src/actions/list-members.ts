import type { Daybook } from '../daybook.ts'
import type { MemberRole, Principal, Visibility } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import type { StaffAccounts } from '../sign-in/staff-accounts.ts'

export interface MemberView {
  readonly id: string
  readonly name: string
  readonly email: string | undefined
  readonly role: MemberRole
  readonly visibility: Visibility | undefined
  /** Ids and names by which a connected system knows them. */
  readonly knownAs: readonly string[]
  readonly twoFactor: boolean
  readonly joinedAt: string
  /** Of any of their open sessions. */
  readonly lastActiveAt: string | undefined
}

export interface InvitationView {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: MemberRole
  readonly visibility: Visibility | undefined
  readonly invitedBy: string
  readonly createdAt: string
  readonly expiresAt: string
}

/** Who works here, in the order of joining, and who is invited. */
export async function listMembers(
  daybook: Daybook,
  accounts: StaffAccounts,
  principal: Principal,
): Promise<{ members: MemberView[]; invitations: InvitationView[] }> {
  requireRight(principal, 'readSettings')
  const [members, invitations] = await Promise.all([
    daybook.members.list(principal.workspaceId),
    daybook.invitations.list(principal.workspaceId),
  ])
  const users = await accounts.users(members.map(member => member.userId))
  return {
    members: members.map(({ id, userId, name, role, visibility, knownAs = [], joinedAt }) => {
      const user = users.get(userId)
      return {
        id: formatId('mb', id),
        name,
        email: user?.email,
        role,
        visibility,
        knownAs,
        twoFactor: user?.twoFactor === true,
        joinedAt: iso(joinedAt),
        lastActiveAt: user?.lastActiveAt === undefined ? undefined : iso(user.lastActiveAt),
      }
    }),
    invitations: invitations.map(
      ({ id, email, name, role, visibility, invitedBy, createdAt, expiresAt }) => ({
        id: formatId('iv', id),
        email,
        name,
        role,
        visibility,
        invitedBy,
        createdAt: iso(createdAt),
        expiresAt: iso(expiresAt),
      }),
    ),
  }
}

const iso = (at: number): string => new Date(at).toISOString()
