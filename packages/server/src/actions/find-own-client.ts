import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { seesClient } from '../policy/sight.ts'
import { findClient } from '../store/find.ts'
import { visibilityOf } from './visibility-of.ts'

/**
 * The client that a route names, `cl_…` or the host's id: the very profile, also where it is merged into another. Throws
 * `not_found` where this reader sees none.
 */
export async function findOwnClient(
  daybook: Daybook,
  principal: Principal,
  id: string,
): Promise<{ workspace: Workspace; clientId: number }> {
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const keys = daybook.folder.workspace(workspace.id)
  const sight = await visibilityOf(daybook, principal)
  const clientId = await findClient(daybook.pools.app, workspace.id, keys, id)
  if (clientId === undefined || !seesClient(sight, clientId))
    throw new LogError('not_found', 'There is no client with this id.')
  return { workspace, clientId }
}

/** The same, but where the client is merged, the one on whose page both histories stand. */
export async function findSurvivor(
  daybook: Daybook,
  principal: Principal,
  id: string,
): Promise<{ workspace: Workspace; clientId: number }> {
  const { workspace, clientId } = await findOwnClient(daybook, principal, id)
  const merges = await daybook.privacy.merges(workspace.id)
  return { workspace, clientId: merges.rootOf(clientId) }
}
