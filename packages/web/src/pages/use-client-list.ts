import { CLIENT_SORTS, type ClientPage, type ClientSort } from '@daybook/protocol'
import { readFragment, writeFragment } from '@daybook/timeline'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { parseSearch } from '../search-names.ts'
import { useWorkspace } from '../workspace.tsx'

/** Clients of one page of the list. */
export const PAGE_SIZE = 50
/** An address may ask for so many pages at most. */
const MOST_PAGES = 40

export type Order = 'asc' | 'desc'

/** What the address of the client list says. */
export interface ClientList {
  readonly q: string
  readonly sort: ClientSort
  readonly order: Order
  /** Pages shown, one after another. */
  readonly pages: number
}

/** The order in which each column is read first. */
export const FIRST_ORDER: Readonly<Record<ClientSort, Order>> = {
  name: 'asc',
  lastActivity: 'desc',
  nextSession: 'asc',
  bookings: 'desc',
}

const firstOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value

/** Search, sort and how many pages are shown stand in the address; what is searched for in its fragment. */
export function useClientAddress(): readonly [ClientList, (change: Partial<ClientList>) => void] {
  const { searchStr, hash } = useLocation()
  const navigate = useNavigate()
  const names = useMemo(() => parseSearch(searchStr), [searchStr])
  const asked = firstOf(names.q)
  const sort = CLIENT_SORTS.find(one => one === firstOf(names.sort)) ?? 'name'
  const order = firstOf(names.order)
  const pages = Number(firstOf(names.page))
  const list: ClientList = {
    q: readFragment(hash) || (asked ?? ''),
    sort,
    order: order === 'asc' || order === 'desc' ? order : FIRST_ORDER[sort],
    pages: Number.isInteger(pages) ? Math.min(Math.max(pages, 1), MOST_PAGES) : 1,
  }

  const change = (given: Partial<ClientList>, { pages: kept = 1 } = given) => {
    const next = { ...list, ...given, pages: kept }
    void navigate({
      to: '/clients',
      search: {
        ...(next.sort !== 'name' && { sort: next.sort }),
        ...(next.order !== FIRST_ORDER[next.sort] && { order: next.order }),
        ...(next.pages > 1 && { page: next.pages }),
      } as never,
      hash: writeFragment(next.q),
      replace: true,
      resetScroll: false,
    })
  }

  // A name in the query would be sent to the server's log on reload: it moves to the fragment.
  useEffect(() => {
    if (asked !== undefined) change({ q: asked })
  })
  return [list, change]
}

/** The pages of the list that the address asks for, one after another. */
export function useClients({ q, sort, order, pages }: ClientList) {
  const { daybook, workspace } = useWorkspace()
  const clients = useInfiniteQuery({
    queryKey: ['clients', workspace.id, q, sort, order],
    queryFn: ({ pageParam, signal }) =>
      daybook
        .clients({ q: q || undefined, sort, order, limit: PAGE_SIZE })
        .page(pageParam, { limit: PAGE_SIZE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ClientPage) => page.next,
    placeholderData: keepPreviousData,
  })
  const { data, hasNextPage, isFetching, isPlaceholderData, isError, fetchNextPage } = clients
  const short = !isPlaceholderData && data !== undefined && data.pages.length < pages
  useEffect(() => {
    if (short && hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [short, hasNextPage, isFetching, isError, fetchNextPage])
  return clients
}
