import type { LettersToHandOver } from '@daybook/protocol'
import { useQuery } from '@tanstack/react-query'
import { useRights } from '../session.ts'
import { useWorkspace } from '../workspace.tsx'

/** Letters to clients that nobody sends by mail; looked at again each minute. */
export function useLetters() {
  const { daybook, workspace } = useWorkspace()
  const rights = useRights()
  return useQuery({
    queryKey: ['letters', workspace.id],
    queryFn: ({ signal }) => daybook.request<LettersToHandOver>('GET', '/v1/letters', { signal }),
    enabled: rights.has('act'),
    refetchInterval: 60_000,
    staleTime: 0,
  })
}
