import type { ObjectPage } from '@daybook/protocol'
import { readFragment, writeFragment } from '@daybook/timeline'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { parseSearch } from '../search-names.ts'
import { useWorkspace } from '../workspace.tsx'

/** Records of one page of a list. */
export const PAGE_SIZE = 50

export interface RecordList {
  readonly q: string
  /** Deleted ones instead of the others. */
  readonly deleted: boolean
}

/** What is looked for stands in the address; its text in the fragment, which no server's log sees. */
export function useRecordAddress(): readonly [RecordList, (change: Partial<RecordList>) => void] {
  const { searchStr, hash } = useLocation()
  const navigate = useNavigate()
  const list = { q: readFragment(hash), deleted: parseSearch(searchStr).deleted === 'true' }
  const change = (given: Partial<RecordList>) => {
    const next = { ...list, ...given }
    void navigate({
      to: '.',
      search: (next.deleted ? { deleted: 'true' } : {}) as never,
      hash: writeFragment(next.q),
      replace: true,
      resetScroll: false,
    })
  }
  return [list, change]
}

/** The records of a type as they are now, the last changed first. */
export function useRecords(type: string, { q, deleted }: RecordList) {
  const { daybook, workspace } = useWorkspace()
  return useInfiniteQuery({
    queryKey: ['records', workspace.id, type, q, deleted],
    queryFn: ({ pageParam, signal }) =>
      daybook.request<ObjectPage>('GET', `/v1/objects/${encodeURIComponent(type)}`, {
        query: {
          q: q || undefined,
          deleted: deleted ? 'true' : undefined,
          limit: PAGE_SIZE,
          cursor: pageParam ?? undefined,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    placeholderData: (before, query) => (query?.queryKey[2] === type ? keepPreviousData(before) : undefined),
    staleTime: 0,
  })
}
