import type { AsOf } from '@daybook/client'
import type { ObjectView } from '@daybook/protocol'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useWorkspace } from '../workspace.tsx'
import { useActing } from './use-acting.ts'

/**
 * An object as it is now, or as of a time: its fields, its `version`, and in `acts` what its state allows.
 * @param type `client` gives a client's profile
 * @param id the host's id or Daybook's own; undefined asks for nothing
 * @param asOf `at`: by what had happened; `known`: by what was recorded
 */
export function useObject(type: string, id: string | undefined, asOf: AsOf = {}): UseQueryResult<ObjectView> {
  const { workspace } = useWorkspace()
  const acting = useActing()
  return useQuery({
    queryKey: ['object', workspace.id, type, id, asOf.at, asOf.known],
    queryFn: ({ signal }) => acting.read(type, id!, asOf, { signal }),
    enabled: id !== undefined,
    staleTime: 0,
  })
}
