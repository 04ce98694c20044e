import type { Entry, EntryCounts, EntryFilter } from '@daybook/protocol'
import { useWorkspace } from '../workspace.tsx'
import { DatesFilter } from './dates-filter.tsx'
import { describeFilter, FACETS } from './describe-filter.ts'
import { FacetFilter } from './facet-filter.tsx'
import css from './filter-bar.module.css'
import { ScopeSwitch } from './scope-switch.tsx'
import { SearchField } from './search-field.tsx'
import { useKnownNames } from './use-known-names.ts'
import { Glyph } from '../parts/glyph.tsx'

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
  const { workspace } = useWorkspace()
  const names = useKnownNames(filter.actor ?? [])
  const active = describeFilter(filter, { locale: workspace.locale, counts, entries, names }).filter(
    one => one.name !== 'Text' && one.name !== 'Scope',
  )
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
      {active.length > 0 && (
        <ul className={css.active} aria-label="Active filters">
          {active.map(one => (
            <li key={`${one.name} ${one.value}`}>
              <button
                type="button"
                className={css.chip}
                aria-label={`Remove filter ${one.name}: ${one.value}`}
                onClick={() => onChange(one.without)}
              >
                {one.name}: {one.value}
                <Glyph d="M2 2l6 6M8 2l-6 6" size={10} box={10} />
              </button>
            </li>
          ))}
          <li>
            <button type="button" className={css.clear} onClick={() => onChange({})}>
              Clear all
            </button>
          </li>
        </ul>
      )}
    </search>
  )
}
