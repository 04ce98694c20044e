import { type Draft, LogError } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import type { Caller } from '../entry/caller.ts'
import { type Principal, ROLES, VISIBILITIES } from '../entry/workspace.ts'
import { sameJson } from '../entry/canonical.ts'
import { parseId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import type { Member } from '../store/members.ts'
import { requireGovernance } from '../policy/govern.ts'
import { memberEntry } from './member-entry.ts'
import { checkInput } from './check-input.ts'
import { recordOwn } from './record-own.ts'

export const MemberChange = z.strictObject({
  role: z.enum(ROLES).optional(),
  visibility: z
    .enum(VISIBILITIES)
    .nullable()
    .optional()
    .describe('Of whose clients one of the staff sees something; null: as the workspace says'),
  knownAs: z
    .array(z.string().trim().min(1).max(200))
    .max(20)
    .optional()
    .describe('Ids and names by which a connected system knows them: what it assigns to these is theirs'),
})

/**
 * Gives a member another role, or another view; both hold from the member's next request.
 * @throws LogError `not_found`, `query_invalid`, `scope_missing`, `last_owner`
 */
export async function changeMember(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  memberId: string,
  body: unknown,
): Promise<void> {
  requireRight(principal, 'settings')
  const input = checkInput(MemberChange, body)
  const member = await findMember(daybook, principal, memberId)
  const role = input.role ?? member.role
  requireGovernance(principal, member.role, role)
  if (role !== 'staff' && input.visibility)
    throw new LogError('query_invalid', '/visibility: is only for the role staff', {
      errors: [{ path: '/visibility', message: 'is only for the role staff' }],
    })
  const asked = input.visibility === undefined ? member.visibility : (input.visibility ?? undefined)
  const visibility = role === 'staff' ? asked : undefined
  const knownAs = [...new Set(input.knownAs ?? member.knownAs)]
  const changes = changesOf(member, { role, visibility, knownAs })
  if (changes.length === 0) return
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  await recordOwn(
    daybook,
    principal,
    workspace,
    memberEntry('member.role_changed', member, caller, { changes }),
    async run => {
      if (role !== 'owner') await daybook.members.keepAnOwner(run, workspace.id, member.id)
      await daybook.members.change(run, workspace.id, member.id, { role, visibility, knownAs })
    },
    undefined,
    // In one transaction with another owner's, both would look before either has changed anything.
    { alone: true },
  )
}

function changesOf(
  before: Member,
  { role, visibility, knownAs = [] }: Pick<Member, 'role' | 'visibility' | 'knownAs'>,
): NonNullable<Draft['changes']> {
  const view = { before: before.visibility ?? null, after: visibility ?? null }
  const names = { before: [...(before.knownAs ?? [])], after: [...knownAs] }
  return [
    ...(role === before.role ? [] : [{ field: 'role', before: before.role, after: role }]),
    ...(view.before === view.after ? [] : [{ field: 'visibility', label: 'Sees', ...view }]),
    ...(sameJson(names.before, names.after) ? [] : [{ field: 'knownAs', ...names }]),
  ]
}

/** A member of the principal's workspace. Throws `not_found`. */
export async function findMember(daybook: Daybook, principal: Principal, memberId: string): Promise<Member> {
  const id = parseId('mb', memberId)
  const member = id === undefined ? undefined : await daybook.members.byId(principal.workspaceId, id)
  if (member === undefined) throw new LogError('not_found', 'There is no member with this id.')
  return member
}
