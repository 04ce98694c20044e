import { isPlainDate, localDay, readFragment, writeFragment } from '@daybook/timeline'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { parseSearch } from '../search-names.ts'
import { useWorkspace } from '../workspace.tsx'

/** What the address of the bookings says. */
export interface BookingList {
  readonly view: 'day' | 'week'
  /** A plain date of the workspace's zone. */
  readonly day: string
  readonly status: readonly string[]
  readonly service: readonly string[]
  readonly member: string
  readonly q: string
}

const listOf = (value: string | string[] | undefined): readonly string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

/** Day, view and filters stand in the address, what is searched for in its fragment; today where it says nothing. */
export function useBookingAddress(): readonly [BookingList, (change: Partial<BookingList>) => void] {
  const { workspace } = useWorkspace()
  const { searchStr, hash } = useLocation()
  const navigate = useNavigate()
  const names = useMemo(() => parseSearch(searchStr), [searchStr])
  const today = localDay(Date.now(), workspace.timeZone)
  const [day] = listOf(names['day'])
  const list: BookingList = {
    view: listOf(names['view'])[0] === 'week' ? 'week' : 'day',
    day: day !== undefined && isPlainDate(day) && !Number.isNaN(Date.parse(day)) ? day : today,
    status: listOf(names['status']),
    service: listOf(names['service']),
    member: listOf(names['member'])[0] ?? '',
    q: readFragment(hash),
  }
  const change = (given: Partial<BookingList>) => {
    const next = { ...list, ...given }
    void navigate({
      to: '/bookings/{-$part}',
      params: {},
      search: {
        ...(next.view === 'week' && { view: 'week' }),
        ...(next.day !== today && { day: next.day }),
        ...(next.status.length > 0 && { status: next.status }),
        ...(next.service.length > 0 && { service: next.service }),
        ...(next.member !== '' && { member: next.member }),
      } as never,
      hash: writeFragment(next.q),
      // Turning over to another day can be taken back; typing and ticking need not.
      replace: given.day === undefined && given.view === undefined,
      resetScroll: false,
    })
  }
  return [list, change]
}
