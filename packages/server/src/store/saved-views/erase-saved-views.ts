import type { Run } from '../transaction.ts'
import { deleteSavedViews, viewsNamingById } from './saved-view-rows.ts'

/**
 * Deletes the views whose filters name a client by id, and those whose texts do (`byText`, found before what is known of
 * the client is cleared). Answers how many.
 */
export async function eraseSavedViews(
  run: Run,
  workspaceId: number,
  clientId: number,
  byText: readonly number[],
): Promise<number> {
  const byId = await viewsNamingById(run, workspaceId, clientId)
  const gone = [...new Set([...byId, ...byText])]
  return gone.length === 0 ? 0 : deleteSavedViews(run, workspaceId, gone)
}
