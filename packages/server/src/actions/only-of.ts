import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { limitOf } from '../policy/limit-of.ts'
import type { Only } from '../policy/sight.ts'
import { actorCode } from '../store/codes.ts'
import { readOwnClients } from '../store/read/own-clients.ts'
import { readTogether } from '../store/transaction.ts'

/** What somebody of the staff sees, where it is not everything. It is read anew each time: a booking may be theirs now. */
export async function onlyOf(daybook: Daybook, principal: Principal): Promise<Only | undefined> {
  const { member, workspaceId } = principal
  // Nobody else is ever limited, and pays for this.
  if (member === undefined || member.role !== 'staff') return undefined
  const { settings } = await daybook.workspaces.get(workspaceId)
  const to = limitOf(principal, settings)
  if (to === 'everyone') return undefined
  const keys = daybook.folder.workspace(workspaceId)
  const ids = new Set([formatId('mb', member.id), ...(member.knownAs ?? [])])
  const actors = [...ids].map(id => actorCode(keys, 'staff', id))
  const clients = await readTogether(daybook.pools.app, workspaceId, run =>
    readOwnClients(run, workspaceId, to, actors),
  )
  return { to, clients, ids, actors }
}
