import { LogError } from '@daybook/protocol'
import { memberEntry } from '../actions/member-entry.ts'
import { recordOwn } from '../actions/record-own.ts'
import type { Invitation } from '../store/invitations.ts'
import type { Member } from '../store/members.ts'
import type { SignInParts } from './parts.ts'
import { principalOf } from './record-access.ts'
import type { Visit } from './visit.ts'

/**
 * Makes a user a member of the workspace that invited them, and tells its log.
 * @throws LogError `link_ended` where the invitation has ended or was accepted at the same moment
 */
export async function joinWorkspace(
  { daybook }: SignInParts,
  invitation: Invitation,
  user: { readonly id: string; readonly name: string },
  { caller }: Visit,
): Promise<Member> {
  const { workspaceId, role, visibility } = invitation
  const now = daybook.now()
  const member: Member = {
    workspaceId,
    id: (await memberIdOf(daybook, user.id)) ?? invitation.memberId,
    userId: user.id,
    role,
    name: user.name,
    visibility,
    // Their own name is theirs to choose; by which one they are found is not.
    knownAs: [invitation.name],
    joinedAt: now,
  }
  await recordOwn(
    daybook,
    principalOf(member),
    await daybook.workspaces.get(workspaceId),
    memberEntry('member.joined', member, caller, { data: { role } }),
    async run => {
      if (!(await daybook.invitations.accept(run, workspaceId, invitation.id, now)))
        throw new LogError('link_ended', 'This invitation no longer works. Ask for a new one.')
      await daybook.members.join(run, member)
    },
  )
  return member
}

/** One person has one id in every workspace: the one they have somewhere already. */
export async function memberIdOf(
  daybook: SignInParts['daybook'],
  userId: string,
): Promise<number | undefined> {
  return (await daybook.owners.find(userId))?.memberId ?? (await daybook.members.idOfUser(userId))
}
