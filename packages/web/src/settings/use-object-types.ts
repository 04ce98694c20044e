import type { OwnObjectType } from '@daybook/protocol'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../queries.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'

interface Answer {
  readonly objectTypes: Readonly<Record<string, OwnObjectType>>
}

/** The object types that the workspace declares itself, by name; declaring, changing and retiring one. */
export function useObjectTypes() {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const queryKey = ['object-types', workspace.id]
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => daybook.request<Answer>('GET', '/v1/settings/object-types', { signal }),
    select: ({ objectTypes }) => objectTypes,
    staleTime: 0,
  })
  const change = async (method: 'PUT' | 'DELETE', name: string, body?: OwnObjectType): Promise<void> => {
    const path = `/v1/settings/object-types/${encodeURIComponent(name)}`
    const answer = await daybook.request<Answer>(method, path, { ...(body && { body }), repeatable: true })
    // What is being read meanwhile is older than the answer.
    await queries.cancelQueries({ queryKey })
    queries.setQueryData(queryKey, answer)
    announce('Saved')
    // What can be done, and what forms ask for, are others now.
    await queries.invalidateQueries({ queryKey: ['acts', workspace.id] })
  }
  return {
    query,
    put: (name: string, type: OwnObjectType) => change('PUT', name, type),
    retire: (name: string) => change('DELETE', name),
  }
}
