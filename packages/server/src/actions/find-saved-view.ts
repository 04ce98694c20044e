import { LogError, type SavedView } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatId, parseId } from '../ids.ts'
import { readViewKeys, type ViewContent, type ViewKey } from '../saved-views/view-key.ts'
import { readSavedViews } from '../store/saved-views/saved-view-rows.ts'
import { readTogether } from '../store/transaction.ts'
import { ownerOf } from '../policy/export-rights.ts'
import { can, requireRight } from '../policy/can.ts'
import { onlyOf } from './only-of.ts'

export interface FoundView {
  readonly workspace: Workspace
  readonly id: number
  readonly owner: string
  readonly shared: boolean
  readonly key: ViewKey
  readonly content: ViewContent
}

/** The views that this reader may open: their own, and the shared ones. */
export async function findSavedViews(
  daybook: Daybook,
  principal: Principal,
  id?: number,
): Promise<FoundView[]> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  // The words of a shared view may name those whom somebody limited does not see.
  const whole = (await onlyOf(daybook, principal)) === undefined
  const rows = (
    await readTogether(daybook.pools.app, workspace.id, run => readSavedViews(run, workspace.id, id))
  ).filter(row => (row.shared && whole) || row.owner === ownerOf(principal))
  const keys = await readViewKeys(
    daybook,
    workspace.id,
    rows.map(row => row.id),
  )
  return rows.flatMap(({ content, ...row }) => {
    const key = keys.get(row.id)
    return key === undefined ? [] : [{ ...row, workspace, key, content: key.open(content) }]
  })
}

/** The view that a route names. Throws `not_found` where there is none, or none for this reader. */
export async function findSavedView(
  daybook: Daybook,
  principal: Principal,
  viewId: string,
): Promise<FoundView> {
  requireRight(principal, 'read')
  const id = parseId('sv', viewId)
  const [view] = id === undefined ? [] : await findSavedViews(daybook, principal, id)
  if (view === undefined) throw new LogError('not_found', 'There is no saved view with this id.')
  return view
}

/** By whoever made it; a shared one also by those who administrate the workspace. */
export const mayChange = (principal: Principal, { owner, shared }: Pick<FoundView, 'owner' | 'shared'>) =>
  owner === ownerOf(principal) || (shared && can(principal, 'settings'))

/** Throws `scope_missing`. */
export function requireChange(principal: Principal, view: FoundView): void {
  if (mayChange(principal, view)) return
  throw new LogError('scope_missing', 'This view is shared by somebody else: save it as one of your own.')
}

export const presentView = (
  principal: Principal,
  view: Pick<FoundView, 'id' | 'owner' | 'shared' | 'content'>,
): SavedView => ({
  id: formatId('sv', view.id),
  name: view.content.name,
  shared: view.shared,
  mine: view.owner === ownerOf(principal),
  ...(view.content.by !== undefined && { by: view.content.by }),
  filter: view.content.filter,
  order: view.content.order,
  changeable: mayChange(principal, view),
})
