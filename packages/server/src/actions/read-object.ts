/** One object, or one client's profile, as it is now. */
import { LogError, type ObjectView } from '@daybook/protocol'
import { viewClient, viewObject } from '../acts/view-object.ts'
import { actsOfType } from '../acts/workspace-acts.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { can, requireRight } from '../policy/can.ts'
import { seesClient, type Sight } from '../policy/sight.ts'
import {
  readKnownClient,
  readKnownObject,
  type StoredClient,
  type StoredObject,
} from '../store/read/known-subject.ts'
import { seenOf } from './seen-of.ts'
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
  const view = await viewStored(daybook, principal, workspace, found)
  if (view === undefined) throw missing(type)
  return view
}

/** Undefined where there is none, or none that this reader may see. */
export async function findStored(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  type: string,
  id: string,
): Promise<Stored | undefined> {
  const found = await findAny(daybook, workspace, type, id)
  if (found === undefined) return undefined
  const sight = await visibilityOf(daybook, principal)
  const seen =
    found.of === 'client' ? seesClient(sight, found.stored.client.id) : seesObject(sight, found.stored)
  return seen ? found : undefined
}

/** The same whoever asks: for what must not be made twice. */
export async function findAny(
  daybook: Daybook,
  workspace: Workspace,
  type: string,
  id: string,
): Promise<Stored | undefined> {
  if (type === 'client') {
    const stored = await readKnownClient(daybook, workspace, id)
    return stored && { of: 'client', stored }
  }
  const stored = await readKnownObject(daybook, workspace, type, id)
  return stored && { of: 'object', stored }
}

/** What belongs to clients of whom the reader sees none is not there for them. */
export const seesObject = (sight: Sight, { object }: StoredObject): boolean =>
  object.clients.length === 0 || object.clients.some(id => seesClient(sight, id))

/** What goes back with an act to whoever may read; a key that may only append is told nothing of what is stored. */
export async function shownTo(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  found: Stored,
): Promise<ObjectView | undefined> {
  return can(principal, 'read') ? viewStored(daybook, principal, workspace, found) : undefined
}

/** Whoever may not act is offered no acts; of clients whom the reader does not see only the id is told. */
export async function viewStored(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  found: Stored,
): Promise<ObjectView | undefined> {
  const acts = (type: string) => (can(principal, 'act') ? actsOfType(workspace, type) : [])
  const sight = await visibilityOf(daybook, principal)
  const seen = await seenOf(daybook, workspace, sight, found)
  if (seen === undefined) return undefined
  if (seen.of === 'client') return viewClient(withoutClosed(sight, seen.stored), acts('client'))
  return withSeenClients(sight, seen.stored, viewObject(seen.stored, acts(seen.stored.object.type)))
}

/** Of a field that is not for this reader it is told that it is hidden. */
function withoutClosed({ closed }: Sight, stored: StoredClient): StoredClient {
  if (closed === undefined) return stored
  const fields = Object.entries(stored.client.fields).map(([name, field]) =>
    closed.has(name) ? ([name, { at: field.at }] as const) : ([name, field] as const),
  )
  return { ...stored, client: { ...stored.client, fields: Object.fromEntries(fields) } }
}

export function withSeenClients(sight: Sight, { owners }: StoredObject, view: ObjectView): ObjectView {
  const clients = view.clients.map((client, i) =>
    seesClient(sight, owners[i]!.id) ? client : { id: client.id, erased: client.erased },
  )
  return { ...view, clients }
}

export const missing = (type: string): LogError =>
  new LogError('not_found', `There is no ${type} with this id.`)
