import type { EntryFilter } from '@daybook/protocol'
import {
  countFilters,
  readAddress,
  type TimelineAddress,
  writeFragment,
  writeSearch,
} from '@daybook/timeline'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import { parseSearch } from '../search-names.ts'

export interface AddressDoor {
  readonly address: TimelineAddress
  /** Shows other filters; Back undoes it, unless `replace`. */
  setFilter(filter: EntryFilter, options?: { replace?: boolean }): void
  setOrder(order: 'desc' | 'asc'): void
  /** Shows a saved view, or what the address says anew, in the place of the address at hand. */
  replace(address: TimelineAddress): void
  /** Opens or closes an entry's details. Always the same function. */
  toggle(entryId: string): void
}

/** Filters, order and the open entry of this page, as its address says. */
export function useAddress(): AddressDoor {
  const { searchStr, hash } = useLocation()
  const navigate = useNavigate()
  const address = useMemo(() => readAddress(parseSearch(searchStr), hash), [searchStr, hash])
  const latest = useRef(address)
  useLayoutEffect(() => {
    latest.current = address
  }, [address])

  const go = useCallback(
    (next: TimelineAddress, replace: boolean) => {
      latest.current = next
      void navigate({
        to: '.',
        search: writeSearch(next) as never,
        hash: writeFragment(next.filter.q ?? ''),
        replace,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return useMemo(
    () => ({
      address,
      setFilter: (filter, { replace = false } = {}) =>
        go(
          // What is narrowed by nothing is no view any more.
          {
            ...latest.current,
            filter,
            open: undefined,
            ...(countFilters(filter) === 0 && { view: undefined }),
          },
          replace,
        ),
      setOrder: order => go({ ...latest.current, order }, false),
      replace: next => go(next, true),
      toggle: entryId =>
        go({ ...latest.current, open: latest.current.open === entryId ? undefined : entryId }, true),
    }),
    [address, go],
  )
}
