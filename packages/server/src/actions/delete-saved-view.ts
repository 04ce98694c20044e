import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { deleteSavedViews } from '../store/saved-views/saved-view-rows.ts'
import { inWorkspace } from '../store/transaction.ts'
import { findSavedView, requireChange } from './find-saved-view.ts'

/** Throws `not_found`, and `scope_missing` where it is somebody else's. */
export async function deleteSavedView(daybook: Daybook, principal: Principal, viewId: string): Promise<void> {
  const view = await findSavedView(daybook, principal, viewId)
  requireChange(principal, view)
  await inWorkspace(daybook.pools.app, view.workspace.id, run =>
    deleteSavedViews(run, view.workspace.id, [view.id]),
  )
}
