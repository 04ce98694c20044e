/** One object, or one client's profile, as it is now. */
import { LogError, type ObjectView } from '@daybook/protocol'
import { viewClient, viewObject } from '../acts/view-object.ts'
import { actsOfType } from '../acts/workspace-acts.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { can, requireRight } from '../policy/can.ts'
import { isHidden } from '../read/veil.ts'
import {
  readKnownClient,
  readKnownObject,
  type StoredClient,
  type StoredObject,
} from '../store/read/known-subject.ts'
import { visibilityOf } from './visibility-of.ts'

export type Stored =
  | { readonly of: 'object'; readonly stored: StoredObject }
  | { readonly of: 'client'; readonly stored: StoredClient }

/** Throws `not_found`. */
export async function readObject(
  daybook: Daybook,
  principal: Principal,
  type: string,
  id: string,
): Promise<ObjectView> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const found = await findStored(daybook, principal, workspace, type, id)
  if (found === undefined) throw missing(type)
  return viewStored(principal, workspace, found)
}

/** Undefined where there is none, or none that this reader may see. */
export async function findStored(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  type: string,
  id: string,
): Promise<Stored | undefined> {
  const { hidden } = await visibilityOf(daybook, principal)
  if (type === 'client') {
    const stored = await readKnownClient(daybook, workspace, id)
    return stored === undefined || hidden.has(stored.client.id) ? undefined : { of: 'client', stored }
  }
  const stored = await readKnownObject(daybook, workspace, type, id)
  return stored === undefined || isHidden(stored.object.clients, hidden)
    ? undefined
    : { of: 'object', stored }
}

/** What goes back with an act to whoever may read; a key that may only append is told nothing of what is stored. */
export const shownTo = (principal: Principal, workspace: Workspace, found: Stored): ObjectView | undefined =>
  can(principal, 'read') ? viewStored(principal, workspace, found) : undefined

/** Whoever may not act is offered no acts. */
function viewStored(principal: Principal, workspace: Workspace, found: Stored): ObjectView {
  const acts = (type: string) => (can(principal, 'act') ? actsOfType(workspace, type) : [])
  return found.of === 'client'
    ? viewClient(found.stored, acts('client'))
    : viewObject(found.stored, acts(found.stored.object.type))
}

export const missing = (type: string): LogError =>
  new LogError('not_found', `There is no ${type} with this id.`)
