import { LogError } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import type { Caller } from '../entry/caller.ts'
import { type Principal, ROLES, VISIBILITIES, type Workspace } from '../entry/workspace.ts'
import { formatId, parseId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { randomId } from '../random.ts'
import type { StaffAccounts } from '../sign-in/staff-accounts.ts'
import type { Invitation } from '../store/invitations.ts'
import { requireGovernance } from '../policy/govern.ts'
import { memberEntry } from './member-entry.ts'
import { checkInput } from './check-input.ts'
import { recordOwn } from './record-own.ts'

const DAYS = 7

export const InvitationInput = z
  .strictObject({
    email: z.email('must be an e-mail address').max(300),
    name: z.string().trim().min(1, 'must not be empty').max(200),
    role: z.enum(ROLES),
    visibility: z.enum(VISIBILITIES).optional().describe('Of whose clients one of the staff sees something'),
  })
  .refine(input => input.visibility === undefined || input.role === 'staff', {
    path: ['visibility'],
    error: 'is only for the role staff',
  })

export interface MadeInvitation {
  readonly id: string
  readonly email: string
  readonly expiresAt: string
  /** To be handed over; it cannot be shown again. */
  readonly url: string
  /** A letter with the same link is on its way. */
  readonly mailed: boolean
}

/**
 * Invites somebody by a link that works once, for seven days; one that they had before ends.
 * @throws LogError `query_invalid`, `scope_missing`, `name_taken` where they are a member already
 */
export async function inviteMember(
  daybook: Daybook,
  accounts: StaffAccounts,
  principal: Principal,
  caller: Caller,
  body: unknown,
): Promise<MadeInvitation> {
  requireRight(principal, 'settings')
  const input = checkInput(InvitationInput, body)
  requireGovernance(principal, input.role)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const email = input.email.toLowerCase()
  const known = await accounts.memberIdOf(email)
  if (known !== undefined && (await daybook.members.byId(workspace.id, known)) !== undefined)
    throw new LogError('name_taken', `${email} is a member of this workspace already.`)
  const now = daybook.now()
  const invitation: Invitation = {
    workspaceId: workspace.id,
    id: randomId(),
    memberId: known ?? randomId(),
    email,
    name: input.name,
    role: input.role,
    visibility: input.visibility,
    invitedBy: principal.actor.name ?? 'Daybook',
    createdAt: now,
    expiresAt: now + DAYS * 24 * 60 * 60 * 1000,
  }
  const link = accounts.invitationLink()
  await recordOwn(
    daybook,
    principal,
    workspace,
    memberEntry('member.invited', { id: invitation.memberId, name: input.name }, caller, {
      data: { role: input.role },
    }),
    run => daybook.invitations.insert(run, invitation, link.hash),
  )
  const url = link.url(workspace.id, invitation.id)
  mailInvitation(accounts, workspace, invitation, url)
  return {
    id: formatId('iv', invitation.id),
    email,
    expiresAt: new Date(invitation.expiresAt).toISOString(),
    url,
    mailed: accounts.send !== undefined,
  }
}

/** Nobody waits for the letter: the link can also be handed over. */
function mailInvitation(
  { send, report }: StaffAccounts,
  { name, locale }: Workspace,
  { email, invitedBy }: Invitation,
  url: string,
): void {
  send?.({ letter: 'invitation', to: email, locale, workspace: name, invitedBy, days: DAYS, url }).catch(
    report,
  )
}

/** Ends an invitation that nobody has accepted. Throws `not_found`. */
export async function withdrawInvitation(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  invitationId: string,
): Promise<void> {
  requireRight(principal, 'settings')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const id = parseId('iv', invitationId)
  const found = (await daybook.invitations.list(workspace.id)).find(one => one.id === id)
  if (found === undefined) throw new LogError('not_found', 'There is no open invitation with this id.')
  requireGovernance(principal, found.role)
  await recordOwn(
    daybook,
    principal,
    workspace,
    memberEntry('member.removed', { id: found.memberId, name: found.name }, caller, {
      data: { role: found.role },
      reason: 'invitation withdrawn',
    }),
    run => daybook.invitations.withdraw(run, workspace.id, found.id, daybook.now()),
  )
}
