import type { Entry, EntryCounts, EntryFilter } from '@daybook/protocol'
import { countFilters } from '@daybook/timeline'
import { lazy, Suspense } from 'react'
import { DatesFilter } from './dates-filter.tsx'
import { FACETS } from './facets.ts'
import { FacetFilter } from './facet-filter.tsx'
import css from './filter-bar.module.css'
import { ScopeSwitch } from './scope-switch.tsx'
import { SearchField } from './search-field.tsx'
import { loadPanels } from '../parts/load-panels.ts'

// Most histories open unfiltered.
const ActiveFilters = lazy(async () => ({ default: (await loadPanels()).ActiveFilters }))

interface Props {
  readonly clientId?: string
  readonly filter: EntryFilter
  readonly counts: EntryCounts | undefined
  /** What is loaded, for the names of objects. */
  readonly entries: readonly Entry[]
  onChange(filter: EntryFilter, options?: { replace?: boolean }): void
  readonly searchLabel: string
}

/** Everything that narrows a history. All of it is applied by the server, over the whole history. */
export function FilterBar({ clientId, filter, counts, entries, onChange, searchLabel }: Props) {
  return (
    <search className={css.bar}>
      <ScopeSwitch filter={filter} onChange={onChange} />
      {FACETS.map(facet => (
        <FacetFilter key={facet} facet={facet} clientId={clientId} filter={filter} onChange={onChange} />
      ))}
      <DatesFilter filter={filter} onChange={onChange} />
      <SearchField
        label={searchLabel}
        value={filter.q ?? ''}
        onChange={q => onChange({ ...filter, q: q || undefined }, { replace: true })}
      />
      {countFilters({ ...filter, related: undefined, q: undefined }) > 0 && (
        <Suspense fallback={<div className={css.active} />}>
          <ActiveFilters {...{ filter, counts, entries, onChange }} />
        </Suspense>
      )}
    </search>
  )
}
