import type { ClientSummary } from '@daybook/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useWorkspace } from '../workspace.tsx'

/** The names of the clients among some actors (`cl_…`) that have been read already; nothing is fetched for them. */
export function useKnownNames(actors: readonly string[]): ReadonlyMap<string, string> {
  const queries = useQueryClient()
  const { workspace } = useWorkspace()
  return new Map(
    actors.flatMap(id => {
      const name = queries.getQueryData<ClientSummary>(['client', workspace.id, id])?.name
      return name === undefined ? [] : [[id, name] as const]
    }),
  )
}
