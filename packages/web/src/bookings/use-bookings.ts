import type { ObjectPage } from '@daybook/protocol'
import { addDays } from '@daybook/timeline'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useWorkspace } from '../workspace.tsx'
import { mondayOf } from './session-time.ts'
import type { BookingList } from './use-booking-address.ts'
import { useLists } from './use-lists.ts'

const PAGE = 200
/** More than anybody reads of a week; then a filter has to help. */
const MOST_PAGES = 5

export interface Days {
  readonly from: string
  readonly to: string
}

/** The days that a view shows, both ends included. */
export function daysOf({ view, day }: Pick<BookingList, 'view' | 'day'>): Days {
  if (view === 'day') return { from: day, to: day }
  const monday = mondayOf(day)
  return { from: monday, to: addDays(monday, 6) }
}

/** The bookings of a day or week, page after page until all are there. */
export function useBookings(list: BookingList) {
  const { workspace } = useWorkspace()
  const lists = useLists()
  const days = daysOf(list)
  const { status, service, member, q } = list
  const bookings = useInfiniteQuery({
    queryKey: ['bookings', workspace.id, days, status, service, member, q],
    queryFn: ({ pageParam, signal }) =>
      lists
        .objects('booking', { ...days, status, service, ...(member && { member }), ...(q && { q }) })
        .page(pageParam, { limit: PAGE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ObjectPage, pages) => (pages.length < MOST_PAGES ? page.next : null),
    placeholderData: keepPreviousData,
    staleTime: 0,
    // Others book meanwhile.
    refetchInterval: 30_000,
  })
  const { hasNextPage, isFetching, isError, isPlaceholderData, fetchNextPage } = bookings
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError && !isPlaceholderData) void fetchNextPage()
  }, [hasNextPage, isFetching, isError, isPlaceholderData, fetchNextPage])
  return bookings
}
