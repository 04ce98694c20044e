import type { Patterns } from '@daybook/protocol'
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useWorkspace } from '../workspace.tsx'
import type { Period } from './use-period.ts'

/** Patterns of a client, or of the workspace. What is shown stays until the next period's are there. */
export function usePatterns(clientId: string | undefined, { from, to }: Period): UseQueryResult<Patterns> {
  const { daybook, workspace } = useWorkspace()
  const path =
    clientId === undefined ? '/v1/patterns' : `/v1/clients/${encodeURIComponent(clientId)}/patterns`
  return useQuery({
    queryKey: ['patterns', workspace.id, clientId, from, to],
    queryFn: ({ signal }) => daybook.request<Patterns>('GET', path, { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  })
}
