import type { SavedView } from '@daybook/protocol'
import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { DaybookReader } from '@daybook/client/read'
import { useWorkspace } from '../workspace.tsx'

export const savedViewsQuery = (daybook: DaybookReader, workspaceId: string) =>
  queryOptions({
    queryKey: ['saved-views', workspaceId],
    queryFn: async ({ signal }) =>
      (await daybook.request<{ views: readonly SavedView[] }>('GET', '/v1/saved-views', { signal })).views,
  })

/** The reader's own saved views and the shared ones, by name. */
export function useSavedViews(): UseQueryResult<readonly SavedView[]> {
  const { daybook, workspace } = useWorkspace()
  return useQuery(savedViewsQuery(daybook, workspace.id))
}
