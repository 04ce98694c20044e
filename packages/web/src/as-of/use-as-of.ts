import { useLocation, useNavigate } from '@tanstack/react-router'
import { parseSearch, stringifySearch } from '../search-names.ts'

export interface AsOfDoor {
  /** A local date of the workspace's zone, to its end; undefined is now. */
  readonly day: string | undefined
  /** Shows another day; it stands in the address, so that it can be shared. */
  setDay(day: string | undefined): void
}

/** The day as of which a page tells how things stood, from its address: `?at=2026-11-12`. */
export function useAsOf(): AsOfDoor {
  const { searchStr, pathname, hash } = useLocation()
  const navigate = useNavigate()
  const search = parseSearch(searchStr)
  const { at } = search
  const isDay = typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at) && !Number.isNaN(Date.parse(at))
  return {
    day: isDay ? at : undefined,
    setDay: day =>
      void navigate({
        href: pathname + stringifySearch({ ...search, at: day }) + (hash && `#${hash}`),
        replace: true,
        resetScroll: false,
      }),
  }
}
