import { countFilters } from '@daybook/timeline'
import { useEffect, useState } from 'react'
import { isMissing } from '../parts/failure.tsx'
import type { AddressDoor } from '../history/use-address.ts'
import { useSavedViews } from './use-saved-views.ts'

/**
 * Opens the saved view that an address names and says nothing else: its filters go into the address, so that reload,
 * export and share are of exactly what is shown. `missing` where there is no such view for this reader.
 */
export function useOpenView({ address, replace }: AddressDoor): 'pending' | 'missing' | undefined {
  const views = useSavedViews()
  const [opened, setOpened] = useState<string>()
  const { view: id, filter, order } = address
  const wanted = id !== undefined && id !== opened && countFilters(filter) === 0 && order === 'desc'
  const view = wanted ? views.data?.find(one => one.id === id) : undefined
  useEffect(() => {
    if (view === undefined) return
    setOpened(view.id)
    replace({ filter: view.filter, order: view.order, view: view.id })
  }, [view, replace])
  // Another view, or none, may be opened again later.
  useEffect(() => {
    if (id !== opened && opened !== undefined && !wanted) setOpened(undefined)
  }, [id, opened, wanted])
  if (id !== undefined && views.data && !views.data.some(one => one.id === id)) return 'missing'
  if (!wanted || (views.isError && isMissing(views.error))) return undefined
  return views.isError ? 'missing' : 'pending'
}
