import { useQueries } from '@tanstack/react-query'
import type { ClientSummary } from '@daybook/protocol'
import { useWorkspace } from '../workspace.tsx'

/** Names are fetched for at most this many clients at once. */
const MOST = 30

/** The names of the clients among some actors (`cl_…`), as far as they are known by now: no row of counts holds a name. */
export function useClientNames(actors: readonly string[]): ReadonlyMap<string, string> {
  const { daybook, workspace } = useWorkspace()
  const ids = actors.filter(id => id.startsWith('cl_')).slice(0, MOST)
  return useQueries({
    queries: ids.map(id => ({
      queryKey: ['client', workspace.id, id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        daybook.request<ClientSummary>('GET', `/v1/clients/${encodeURIComponent(id)}`, { signal }),
    })),
    combine: results =>
      new Map(
        results.flatMap(({ data }) =>
          data
            ? [[data.id, data.erased ? 'Erased client' : (data.name ?? data.hostId ?? data.id)] as const]
            : [],
        ),
      ),
  })
}
