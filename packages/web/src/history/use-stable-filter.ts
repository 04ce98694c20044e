import type { EntryFilter } from '@daybook/protocol'
import { useMemo } from 'react'

/** The same object as long as the filters say the same. */
export function useStableFilter(filter: EntryFilter): EntryFilter {
  const text = JSON.stringify(filter)
  return useMemo(() => JSON.parse(text) as EntryFilter, [text])
}
