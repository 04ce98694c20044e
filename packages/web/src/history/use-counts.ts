import type { EntryCounts, EntryFilter } from '@daybook/protocol'
import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useWorkspace } from '../workspace.tsx'

/** How many entries match, and how many of each action, category, type, source and actor. */
export function useCounts(
  clientId: string | undefined,
  filter: EntryFilter,
  arrived: number,
): UseQueryResult<EntryCounts> {
  const { daybook, workspace } = useWorkspace()
  const client = useQueryClient()
  const counts = useQuery({
    queryKey: ['counts', workspace.id, clientId, filter],
    queryFn: ({ signal }) => daybook.counts({ ...filter, client: clientId, signal }),
    placeholderData: keepPreviousData,
    meta: { side: 'the counts' },
  })
  // Entries that arrive change the counts and the client's last activity; a burst of them is one new look.
  useEffect(() => {
    if (arrived === 0) return
    const timer = setTimeout(() => {
      void client.invalidateQueries({ queryKey: ['counts', workspace.id] })
      if (clientId !== undefined)
        void client.invalidateQueries({ queryKey: ['client', workspace.id, clientId] })
    }, 1000)
    return () => clearTimeout(timer)
  }, [arrived, client, workspace.id, clientId])
  return counts
}
