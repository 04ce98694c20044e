import type { ObjectPage } from '@daybook/protocol'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { queries } from '../queries.ts'
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

export interface KnownService {
  readonly id: string
  readonly name: string
}

/** The services that can be booked; none while they are not known. */
export function useServices(wanted: boolean): readonly KnownService[] {
  const { data } = useQuery({ ...useServicesQuery(), enabled: wanted })
  return namesOf(data)
}

/**
 * Answers the services that can be booked, as Daybook keeps them, once they are there: what is asked or sent must not
 * depend on whether their list came before it. None where they cannot be had.
 */
export function useLoadServices(): () => Promise<readonly KnownService[]> {
  const query = useServicesQuery()
  return () => queries.ensureQueryData(query).then(namesOf, () => [])
}

function useServicesQuery() {
  const { daybook, workspace } = useWorkspace()
  return queryOptions({
    queryKey: ['services', workspace.id],
    queryFn: ({ signal }) =>
      daybook.request<ObjectPage>('GET', '/v1/objects/service', { query: { limit: MOST }, signal }),
  })
}

const namesOf = (page: ObjectPage | undefined): readonly KnownService[] =>
  (page?.objects ?? []).flatMap(({ id, name, fields }) => {
    const known = fields['name'] ?? name
    return typeof known === 'string' ? [{ id, name: known }] : []
  })
