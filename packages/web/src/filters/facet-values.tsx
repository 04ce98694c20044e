import { NAMED_FILTERS } from '@daybook/catalogue'
import { formatLocale, namedLabel } from '@daybook/timeline'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWorkspace } from '../workspace.tsx'
import { valueLabel } from './describe-filter.ts'
import { type Facet, FACET_NAMES } from './facets.ts'
import type { FacetProps } from './facet-filter.tsx'
import css from './facet-values.module.css'
import { useClientNames } from './use-client-names.ts'

/** More values than this get a field to narrow the list. */
const MANY = 10

/** The values of a facet as a list to tick, each with its count. */
export function FacetValues({ facet, clientId, filter, onChange }: FacetProps) {
  const { daybook, workspace } = useWorkspace()
  const [search, setSearch] = useState('')
  // Counted without this facet's own choice: ticking one value does not make the others vanish.
  const others = { ...filter, [facet]: undefined, ...(facet === 'action' ? { named: undefined } : {}) }
  const counts = useQuery({
    queryKey: ['counts', workspace.id, clientId, others],
    queryFn: ({ signal }) => daybook.counts({ ...others, client: clientId, signal }),
    placeholderData: keepPreviousData,
  })
  const names = useClientNames(facet === 'actor' ? Object.keys(counts.data?.facets.actor ?? {}) : [])
  if (counts.isPending) return <p className={css.text}>Counting …</p>
  if (counts.isError) return <NoValues onRetry={() => void counts.refetch()} />
  const chosen = filter[facet] ?? []
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  const found = counts.data.facets[facet] ?? {}
  const values = [...new Set([...Object.keys(found), ...chosen])]
    .map(value => ({
      value,
      count: found[value] ?? 0,
      label: valueLabel(facet, value, { locale: workspace.locale, counts: counts.data, names }),
    }))
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, workspace.locale))
  const shown = values.filter(one => one.label.toLowerCase().includes(search.trim().toLowerCase()))

  const toggle = (key: 'named' | Facet, value: string, on: boolean) => {
    const rest = (filter[key] ?? []).filter(one => one !== value)
    const next = on ? [...rest, value] : rest
    onChange({ ...filter, [key]: next.length > 0 ? next : undefined })
  }
  return (
    <div className={css.values}>
      {values.length > MANY && (
        <input
          type="text"
          className={css.search}
          placeholder="Find"
          aria-label={`Find in ${FACET_NAMES[facet]}`}
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
      )}
      {shown.length === 0 && (
        <p className={css.text}>{values.length === 0 ? 'No entries yet' : 'None of that name'}</p>
      )}
      {shown.map(({ value, label, count }) => (
        <label key={value} className={css.value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={event => toggle(facet, value, event.target.checked)}
          />
          <span className={css.label}>{label}</span>
          <span className={css.count}>{number.format(count)}</span>
        </label>
      ))}
      {facet === 'action' && search === '' && <NamedFilters chosen={filter.named} toggle={toggle} />}
    </div>
  )
}

interface NamedProps {
  readonly chosen: readonly string[] | undefined
  toggle(key: 'named', value: string, on: boolean): void
}

/** Actions together with who did them: "cancelled by staff". */
function NamedFilters({ chosen, toggle }: NamedProps) {
  const { workspace } = useWorkspace()
  return (
    <fieldset className={css.named}>
      <legend>By who did it</legend>
      {NAMED_FILTERS.map(({ name }) => (
        <label key={name} className={css.value}>
          <input
            type="checkbox"
            checked={chosen?.includes(name) ?? false}
            onChange={event => toggle('named', name, event.target.checked)}
          />
          <span className={css.label}>{namedLabel(name, workspace.locale)}</span>
        </label>
      ))}
    </fieldset>
  )
}

function NoValues({ onRetry }: { onRetry(): void }) {
  return (
    <p className={css.text} role="alert">
      The values could not be loaded.{' '}
      <button type="button" className={css.retry} onClick={onRetry}>
        Retry
      </button>
    </p>
  )
}
