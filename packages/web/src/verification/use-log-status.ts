import type { LogStatus } from '@daybook/protocol'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useWorkspace } from '../workspace.tsx'

/** While nothing happens, and while a check is under way. */
const CALM_MS = 60_000
const BUSY_MS = 2000

/** Whether the log is whole, as the server says; asked again and again. */
export function useLogStatus(): UseQueryResult<LogStatus> {
  const { daybook, workspace } = useWorkspace()
  return useQuery({
    queryKey: ['log-status', workspace.id],
    queryFn: ({ signal }) => daybook.request<LogStatus>('GET', '/v1/log/status', { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? BUSY_MS : CALM_MS),
    refetchOnWindowFocus: true,
    staleTime: 0,
  })
}
