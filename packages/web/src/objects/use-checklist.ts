import type { ChecklistAnswer } from '@daybook/protocol'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useActing } from '../acting/use-acting.ts'
import { useWorkspace } from '../workspace.tsx'

/** How a booking stands; asks for nothing where the object is none. */
export function useChecklist(type: string, id: string): UseQueryResult<ChecklistAnswer> {
  const { workspace } = useWorkspace()
  const acting = useActing()
  return useQuery({
    queryKey: ['checklist', workspace.id, id],
    queryFn: ({ signal }) => acting.checklist(id, { signal }),
    enabled: type === 'booking',
    staleTime: 0,
    meta: { side: 'the checklist' },
  })
}
