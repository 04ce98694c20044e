import type { Entry, ObjectView } from '@daybook/protocol'
import { useQueries } from '@tanstack/react-query'
import { useActing } from '../acting/use-acting.ts'
import { useWorkspace } from '../workspace.tsx'

/** More invoices and payments of one booking than these are not looked at one by one. */
const MOST = 20

/** The invoices and payments that the entries of a booking are about as well, as they are now; the newest first. */
export function useLinked(entries: readonly Entry[], wanted: boolean): readonly ObjectView[] {
  const { workspace } = useWorkspace()
  const acting = useActing()
  const newest = entries.toSorted((a, b) => b.seq - a.seq)
  const found = new Map(
    newest
      .flatMap(entry => entry.objects)
      .filter(({ type }) => type === 'invoice' || type === 'payment')
      .map(object => [object.ref, object]),
  )
  const refs = wanted ? [...found.values()].slice(0, MOST) : []
  return useQueries({
    queries: refs.map(({ type, ref }) => ({
      queryKey: ['object', workspace.id, type, ref, undefined, undefined],
      queryFn: ({ signal }: { signal: AbortSignal }) => acting.read(type, ref, {}, { signal }),
      staleTime: 0,
    })),
    combine: results => results.flatMap(({ data }) => data ?? []),
  })
}
