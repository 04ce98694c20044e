import type { ObjectPage } from '@daybook/protocol'
import { useQuery } from '@tanstack/react-query'
import { useRights } from '../session.ts'
import { useWorkspace } from '../workspace.tsx'

interface Members {
  readonly members: readonly { readonly name: string }[]
}

/** Services are offered up to this many; others can be typed. */
const MOST = 200

/** What is known to stand in a field: the members for who does it, the services by name. Anything else can be typed. */
export function useSuggestions(field: string): readonly string[] {
  const { session } = useWorkspace()
  const members = useMembers(field === 'member')
  const services = useServices(field === 'service')
  if (field === 'timeZone') return Intl.supportedValuesOf('timeZone')
  if (field === 'member') return [...new Set([session.member.name, ...members])]
  return field === 'service' ? services.map(({ name }) => name) : []
}

function useMembers(wanted: boolean): readonly string[] {
  const { daybook, workspace } = useWorkspace()
  const rights = useRights()
  const { data } = useQuery({
    queryKey: ['members', workspace.id, 'names'],
    queryFn: ({ signal }) => daybook.request<Members>('GET', '/v1/members', { signal }),
    enabled: wanted && rights.has('readSettings'),
  })
  return data?.members.map(({ name }) => name) ?? []
}

/** The services that can be booked, as Daybook keeps them. */
export function useServices(wanted: boolean): readonly { readonly id: string; readonly name: string }[] {
  const { daybook, workspace } = useWorkspace()
  const { data } = useQuery({
    queryKey: ['services', workspace.id],
    queryFn: ({ signal }) =>
      daybook.request<ObjectPage>('GET', '/v1/objects/service', { query: { limit: MOST }, signal }),
    enabled: wanted,
  })
  return (data?.objects ?? []).flatMap(({ id, name, fields }) => {
    const known = fields['name'] ?? name
    return typeof known === 'string' ? [{ id, name: known }] : []
  })
}
