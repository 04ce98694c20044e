import type { SavedView } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { findSavedViews, presentView } from './find-saved-view.ts'

/** The reader's own and the shared ones, by name. */
export async function listSavedViews(daybook: Daybook, principal: Principal): Promise<SavedView[]> {
  const views = await findSavedViews(daybook, principal)
  return views
    .map(view => presentView(principal, view))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
}
