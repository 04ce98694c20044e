import type { ExportAnswer } from '@daybook/protocol'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useWorkspace } from '../workspace.tsx'

/** What is under way is looked at so often, in ms. */
const LOOK_EVERY = 1000

export const isGoingOn = (answer: Pick<ExportAnswer, 'state'> | undefined): boolean =>
  answer?.state === 'queued' || answer?.state === 'running'

/** One export, looked at again and again while it is being made. */
export function useExport(exportId: string): UseQueryResult<ExportAnswer> {
  const { daybook, workspace } = useWorkspace()
  return useQuery({
    queryKey: ['export', workspace.id, exportId],
    queryFn: ({ signal }) =>
      daybook.request<ExportAnswer>('GET', `/v1/exports/${encodeURIComponent(exportId)}`, { signal }),
    staleTime: 0,
    refetchInterval: query =>
      isGoingOn(query.state.data) || query.state.error !== null ? LOOK_EVERY : false,
    refetchIntervalInBackground: true,
  })
}
