import type { Draft } from '@daybook/protocol'
import { recordOwn } from '../actions/record-own.ts'
import type { Daybook } from '../daybook.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import type { Principal, SignedInMember } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import type { Member } from '../store/members.ts'

/** What happened to a member's account. */
export interface AccountAct extends Pick<Draft, 'data' | 'outcome' | 'reason' | 'occurredAt' | 'key'> {
  readonly action: `account.${string}`
  /** Who did it, by their member id; the member where absent, Daybook itself where `system`. */
  readonly by?: { readonly id: number; readonly name: string } | 'system'
}

/** Logs are written side by side, this many at once. */
const TOGETHER = 8

/** Tells the log of every workspace of a member what happened to their account. */
export async function recordAccess(
  daybook: Daybook,
  members: readonly Member[],
  act: AccountAct,
  caller: Caller,
): Promise<void> {
  const { by, ...draft } = act
  const context = contextOf(caller)
  for (let at = 0; at < members.length; at += TOGETHER) {
    const group = members.slice(at, at + TOGETHER).map(async member => {
      const workspace = await daybook.workspaces.get(member.workspaceId)
      const object = { type: 'member', id: formatId('mb', member.id), name: member.name }
      await recordOwn(
        daybook,
        by === undefined ? principalOf(member) : actorPrincipal(member.workspaceId, by),
        workspace,
        // Where somebody else acts, the entry names whose account it was.
        { ...draft, context, ...(by !== undefined && { object }) },
        async () => {},
      )
    })
    // All have their answer before anybody is told of a failure: none is written behind a refused act.
    const failed = (await Promise.allSettled(group)).find(one => one.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }
}

const actorPrincipal = (workspaceId: number, by: NonNullable<AccountAct['by']>): Principal => ({
  workspaceId,
  kind: by === 'system' ? 'daybook' : 'member',
  actor: by === 'system' ? { type: 'system' } : { type: 'staff', id: formatId('mb', by.id), name: by.name },
  scopes: [],
})

/** What a member may do in their workspace. */
export const principalOf = (
  member: Member,
  session: Pick<SignedInMember, 'twoFactor' | 'secondFactorAt'> = { twoFactor: false },
): Principal => ({
  workspaceId: member.workspaceId,
  kind: 'member',
  actor: { type: 'staff', id: formatId('mb', member.id), name: member.name },
  scopes: [],
  member: {
    id: member.id,
    role: member.role,
    visibility: member.visibility,
    knownAs: member.knownAs,
    ...session,
  },
})
