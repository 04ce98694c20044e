import type { ObjectView } from '@daybook/protocol'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useWorkspace } from '../workspace.tsx'

/** A client's profile as it is now: every field that has a value. */
export function useProfile(clientId: string): UseQueryResult<ObjectView> {
  const { daybook, workspace } = useWorkspace()
  return useQuery({
    queryKey: ['client', workspace.id, clientId, 'profile'],
    queryFn: ({ signal }) =>
      daybook.request<ObjectView>('GET', `/v1/clients/${encodeURIComponent(clientId)}/profile`, { signal }),
    staleTime: 0,
  })
}
