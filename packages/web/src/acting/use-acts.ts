import type { ActForm, ActsAnswer } from '@daybook/protocol'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useWorkspace } from '../workspace.tsx'
import { useActing } from './use-acting.ts'

/** What can be done with each type of object, with the fields of each act: read once, kept until the types change. */
export function useActs(): UseQueryResult<ActsAnswer> {
  const { workspace } = useWorkspace()
  const acting = useActing()
  return useQuery({
    queryKey: ['acts', workspace.id],
    queryFn: ({ signal }) => acting.forms({}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { side: 'what can be done' },
  })
}

/** The acts of one type, in the order of the catalogue; empty while they are not known. */
export const useActsOf = (type: string): readonly ActForm[] => useActs().data?.types[type]?.acts ?? []
