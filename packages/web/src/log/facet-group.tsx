import type { EntryCounts, EntryFilter } from '@daybook/protocol'
import { formatLocale } from '@daybook/timeline'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { valueLabel } from '../filters/describe-filter.ts'
import { useClientNames } from '../filters/use-client-names.ts'
import button from '../parts/button.module.css'
import { useWorkspace } from '../workspace.tsx'
import { alikeNames } from './alike-names.ts'
import css from './log-facets.module.css'

export interface FacetGroupProps {
  readonly facet: 'related' | 'category' | 'type' | 'source' | 'actor' | 'action'
  readonly title: string
  /** Every value that there can be; empty where they come from the entries. */
  readonly values: readonly string[]
  readonly filter: EntryFilter
  onChange(filter: EntryFilter): void
}

/** Values that are shown before "Show all". */
const FEW = 6
/** More values than this get a field to find one. */
const MANY = 12

/** One facet: its values with their counts, any number of them at once (OR). */
export function FacetGroup(props: FacetGroupProps) {
  const { facet, title, filter, onChange } = props
  const { workspace } = useWorkspace()
  const id = useId()
  const [all, setAll] = useState(false)
  const [find, setFind] = useState('')
  const { counts, values } = useValues(props, all)
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  const chosen = filter[facet] ?? []
  const sought = find.trim().toLocaleLowerCase(workspace.locale)
  const found = values.filter(one => one.label.toLocaleLowerCase(workspace.locale).includes(sought))
  const shown = all ? found : found.filter((one, index) => index < FEW || chosen.includes(one.value))

  const toggle = (value: string, on: boolean): void => {
    const rest = chosen.filter(one => one !== value)
    const next = on ? [...rest, value] : rest
    onChange({ ...filter, [facet]: next.length > 0 ? next : undefined })
  }
  return (
    <fieldset className={counts.isPlaceholderData ? `${css.group} ${css.stale}` : css.group}>
      <legend>{title}</legend>
      {all && values.length > MANY && (
        <input
          type="text"
          className={css.find}
          placeholder="Find"
          aria-label={`Find in ${title}`}
          value={find}
          onChange={event => setFind(event.target.value)}
        />
      )}
      <div id={id}>
        {shown.map(one => (
          <Tick
            key={one.value}
            of={one}
            count={counts.data ? number.format(one.count) : ''}
            checked={chosen.includes(one.value)}
            onChange={on => toggle(one.value, on)}
          />
        ))}
      </div>
      {counts.data && found.length === 0 && (
        <p className={css.text}>{sought === '' ? 'None' : 'None of that name'}</p>
      )}
      {counts.isError && <NoCounts onRetry={() => void counts.refetch()} />}
      {values.length > FEW && sought === '' && (
        <button
          type="button"
          className={css.more}
          aria-expanded={all}
          aria-controls={id}
          onClick={() => setAll(!all)}
        >
          {all ? 'Show fewer' : `Show all ${values.length}`}
        </button>
      )}
    </fieldset>
  )
}

function NoCounts({ onRetry }: { onRetry(): void }) {
  return (
    <p className={css.text} role="alert">
      The counts could not be loaded.{' '}
      <button type="button" className={button.link} onClick={onRetry}>
        Retry
      </button>
    </p>
  )
}

interface TickProps {
  readonly of: Value
  readonly count: string
  readonly checked: boolean
  onChange(on: boolean): void
}

/** One value to tick. */
function Tick({ of, count, checked, onChange }: TickProps) {
  return (
    <label className={of.count === 0 ? `${css.value} ${css.empty}` : css.value}>
      <input type="checkbox" checked={checked} onChange={event => onChange(event.target.checked)} />
      <span className={css.label}>
        {of.label}
        {of.also !== undefined && <small>{of.also}</small>}
      </span>
      <span className={css.count}>{count}</span>
    </label>
  )
}

interface Value {
  readonly value: string
  readonly label: string
  /** What tells it from another of the same name. */
  readonly also?: string
  readonly count: number
}

/** The values of a facet, those with the most entries first. */
function useValues({ facet, values: possible, filter }: FacetGroupProps, all: boolean) {
  const { daybook, workspace } = useWorkspace()
  // Counted without this facet's own choice: ticking one value does not make the others vanish.
  const others: EntryFilter = { ...filter, [facet]: undefined }
  const counts = useQuery({
    queryKey: ['counts', workspace.id, undefined, withoutUndefined(others)],
    queryFn: ({ signal }) => daybook.counts({ ...others, signal }),
    placeholderData: keepPreviousData,
  })
  const tally: EntryCounts['facets'][typeof facet] = counts.data?.facets[facet] ?? {}
  const order = Object.keys(tally).sort((a, b) => tally[b]! - tally[a]!)
  const names = useClientNames(facet === 'actor' ? (all ? order : order.slice(0, FEW)) : [])
  const options = { locale: workspace.locale, counts: counts.data, names }
  const listed = [...new Set([...order, ...possible, ...(filter[facet] ?? [])])].map(
    (value): Value => ({ value, label: valueLabel(facet, value, options), count: tally[value] ?? 0 }),
  )
  const alike = facet === 'actor' ? alikeNames(listed) : new Map<string, string>()
  const values = listed
    .map((one): Value => (alike.has(one.value) ? { ...one, also: alike.get(one.value) } : one))
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, workspace.locale))
  return { counts, values }
}

const withoutUndefined = (filter: EntryFilter): EntryFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
