import { LogError } from '@daybook/protocol'
import { removeDemo } from '../closing/close-due.ts'
import type { Daybook } from '../daybook.ts'
import { fillDemo } from '../demo/fill-demo.ts'
import type { Principal, SignedInMember } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'

export interface LoadedDemo {
  readonly workspace: { readonly id: string; readonly name: string }
  /** False where the member had one already. */
  readonly made: boolean
}

/**
 * Makes a workspace of demonstration data beside the member's own, and makes them an owner of it. One for each member:
 * where they have one, that.
 * @throws LogError `scope_missing`
 */
export async function loadDemo(daybook: Daybook, principal: Principal): Promise<LoadedDemo> {
  const member = requirePerson(principal)
  const found = await demoOf(daybook, principal, member)
  if (found !== undefined) {
    const { name } = await daybook.workspaces.get(found)
    return { workspace: { id: formatId('ws', found), name }, made: false }
  }
  const own = await daybook.workspaces.get(principal.workspaceId)
  const { timeZone, locale } = own
  const { id, name } = await fillDemo(daybook, { timeZone, locale, by: principal.actor })
  const as = await daybook.members.byId(own.id, member.id)
  if (as !== undefined)
    await daybook.members.joinNew({
      ...as,
      workspaceId: id,
      role: 'owner',
      visibility: undefined,
      joinedAt: daybook.now(),
    })
  return { workspace: { id: formatId('ws', id), name }, made: true }
}

/**
 * Removes the demonstration that the member asks in, else the one that they have: none of its rows is left.
 * @throws LogError `scope_missing`, `not_found`
 */
export async function dropDemo(daybook: Daybook, principal: Principal): Promise<void> {
  const member = requirePerson(principal)
  const workspaceId = await demoOf(daybook, principal, member)
  if (workspaceId === undefined) throw new LogError('not_found', 'There is no demo data to remove.')
  const as = await daybook.members.byId(workspaceId, member.id)
  if (as?.role !== 'owner')
    throw new LogError('scope_missing', 'Only an owner of the demo data can remove it.')
  await removeDemo(daybook, { ...principal, workspaceId })
}

/** An API key has nobody who would look at it. */
function requirePerson(principal: Principal): SignedInMember {
  requireRight(principal, 'settings')
  if (principal.member !== undefined) return principal.member
  throw new LogError(
    'scope_missing',
    'Demo data is loaded and removed by a member who is signed in: an API key cannot.',
  )
}

async function demoOf(
  daybook: Daybook,
  principal: Principal,
  member: SignedInMember,
): Promise<number | undefined> {
  const [open, demos] = await Promise.all([daybook.workspaces.ids(), daybook.workspaces.demoIds()])
  const ids = demos.filter(id => open.includes(id))
  if (ids.includes(principal.workspaceId)) return principal.workspaceId
  for (const id of ids) if ((await daybook.members.byId(id, member.id)) !== undefined) return id
  return undefined
}
