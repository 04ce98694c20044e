import { LogError, type SavedView } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { updateSavedView } from '../store/saved-views/saved-view-rows.ts'
import { inWorkspace } from '../store/transaction.ts'
import type { ViewInput } from './create-saved-view.ts'
import { type FoundView, presentView, requireChange } from './find-saved-view.ts'
import { namesOfFilter } from './names-of-filter.ts'

/** Changes what is given of a view. Throws `scope_missing` where it is somebody else's. */
export async function changeSavedView(
  daybook: Daybook,
  principal: Principal,
  view: FoundView,
  change: Partial<ViewInput>,
): Promise<SavedView> {
  requireChange(principal, view)
  const { workspace, id, key, owner } = view
  const { shared = view.shared, ...texts } = change
  const content = { ...view.content, ...texts }
  const names = await namesOfFilter(daybook, workspace, content.filter)
  const row = { id, shared, content: key.seal(content), names }
  const there = await inWorkspace(daybook.pools.app, workspace.id, run =>
    updateSavedView(run, workspace.id, row, daybook.now()),
  )
  if (!there) throw new LogError('not_found', 'There is no saved view with this id.')
  return presentView(principal, { id, owner, shared, content })
}
