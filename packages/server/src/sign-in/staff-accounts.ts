/** What the owners and admins of a workspace need of its members' accounts. */
import { LogError } from '@daybook/protocol'
import type { Caller } from '../entry/caller.ts'
import type { SendLetter } from '../mail/letter.ts'
import type { Member } from '../store/members.ts'
import type { User } from '../store/users.ts'
import { invitationUrl, newSecret } from './invitation-token.ts'
import { memberIdOf } from './join-workspace.ts'
import type { SignInParts } from './parts.ts'
import { makeResetLink } from './passwords.ts'
import { type AccountAct, recordAccess } from './record-access.ts'

export interface StaffAccounts {
  /** By user id. */
  users(ids: readonly string[]): Promise<Map<string, User>>
  /** The member id of whoever has this address, in lower case; undefined where nobody has, or they have none yet. */
  memberIdOf(email: string): Promise<number | undefined>
  /** Every workspace that a user is a member of. */
  memberships(userId: string): Promise<Member[]>
  /** A link by which a member sets a new password. */
  resetLink(userId: string): Promise<{ url: string; expiresAt: number }>
  /** The secret of a new invitation, its hash, and the address that it makes. */
  invitationLink(): { hash: Buffer; url(workspaceId: number, id: number): string }
  /** Ends every session of a user. */
  endSessions(userId: string): Promise<void>
  /** Turns two-factor sign-in off for a member who has lost theirs. */
  dropSecondFactor(userId: string): Promise<void>
  /** Tells every workspace of a member what was done to their account. */
  record(userId: string, act: AccountAct, caller: Caller): Promise<void>
  readonly send: SendLetter | undefined
  readonly report: (error: unknown) => void
}

export function staffAccounts(parts: SignInParts): StaffAccounts {
  const { daybook, auth, baseUrl, users, send, report, membershipsOf } = parts
  return {
    users: ids => users.byIds(ids),
    memberships: membershipsOf,
    async memberIdOf(email) {
      const user = await users.byEmail(email)
      return user === undefined ? undefined : memberIdOf(daybook, user.id)
    },
    resetLink: userId => makeResetLink(parts, userId, true),
    invitationLink() {
      const { secret, hash } = newSecret()
      return { hash, url: (workspaceId, id) => invitationUrl(baseUrl, { workspaceId, id, secret }) }
    },
    async endSessions(userId) {
      await (await auth.$context).internalAdapter.deleteUserSessions(userId)
    },
    async dropSecondFactor(userId) {
      const { internalAdapter, adapter } = await auth.$context
      if ((await users.find(userId))?.twoFactor !== true)
        throw new LogError('not_found', 'Two-factor sign-in is not on for this member.')
      await internalAdapter.updateUser(userId, { twoFactorEnabled: false })
      await adapter.delete({ model: 'twoFactor', where: [{ field: 'userId', value: userId }] })
    },
    async record(userId, act, caller) {
      await recordAccess(daybook, await membershipsOf(userId), act, caller)
    },
    send,
    report,
  }
}
