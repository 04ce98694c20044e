import type { Entry, EntryCounts, EntryFilter } from '@daybook/protocol'
import { Glyph } from '../parts/glyph.tsx'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import { describeFilter } from './describe-filter.ts'
import css from './filter-bar.module.css'
import { useKnownNames } from './use-known-names.ts'

interface Props {
  readonly filter: EntryFilter
  readonly counts: EntryCounts | undefined
  /** What is loaded, for the names of objects. */
  readonly entries: readonly Entry[]
  onChange(filter: EntryFilter): void
  /** True where the page has no switch of its own for the scope. */
  readonly scope?: boolean
}

/** Each value that narrows the list as a button that takes it away, except what has a control of its own. */
export function ActiveFilters({ filter, counts, entries, onChange, scope = false }: Props) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const names = useKnownNames(filter.actor ?? [])
  const active = describeFilter(filter, {
    locale: workspace.locale,
    timeZone,
    counts,
    entries,
    names,
  }).filter(one => one.name !== 'Text' && (scope || one.name !== 'Scope'))
  return (
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
  )
}
