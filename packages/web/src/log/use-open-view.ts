import { countFilters } from '@daybook/timeline'
import { useEffect } from 'react'
import type { AddressDoor } from '../history/use-address.ts'
import { useSavedViews } from './use-saved-views.ts'

/**
 * Opens the saved view that an address names and says nothing else: its filters go into the address, so that reload,
 * export and share are of exactly what is shown. `missing` where there is no such view for this reader.
 */
export function useOpenView({ address, replace }: AddressDoor): 'pending' | 'missing' | undefined {
  const views = useSavedViews()
  const { view: id, filter, order } = address
  const bare = countFilters(filter) === 0 && order === 'desc'
  const view = views.data?.find(one => one.id === id)
  const wanted = bare && view && (countFilters(view.filter) > 0 || view.order !== 'desc') ? view : undefined
  useEffect(() => {
    if (wanted) replace({ filter: wanted.filter, order: wanted.order, view: wanted.id })
  }, [wanted, replace])
  if (id === undefined || (view && !wanted)) return undefined
  if (wanted || views.isPending) return bare ? 'pending' : undefined
  return 'missing'
}
