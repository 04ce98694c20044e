import type { Entry, EntryCounts, EntryFilter } from '@daybook/protocol'
import { filterLabel, isPlainDate, mediumDate, namedLabel, shortStamp } from '@daybook/timeline'
import { FACET_NAMES } from './facets.ts'

/** One value of a filter in words, and the filters without it. */
export interface Described {
  /** `Source` */
  readonly name: string
  /** `Customer` */
  readonly value: string
  readonly without: EntryFilter
}

export interface DescribeOptions {
  readonly locale: string
  /** The zone that stamps are shown in. */
  readonly timeZone?: string
  /** Names for actors, and for objects from what is loaded. */
  readonly counts?: EntryCounts
  readonly entries?: readonly Entry[]
  /** Names of clients by `cl_…`. */
  readonly names?: ReadonlyMap<string, string>
}

/** Every value that narrows the list, each with the filters as they are without it. */
export function describeFilter(filter: EntryFilter, options: DescribeOptions): readonly Described[] {
  const described: Described[] = []
  for (const key of [
    'related',
    'named',
    'action',
    'category',
    'type',
    'source',
    'actor',
    'object',
    'field',
    'outcome',
  ] as const) {
    for (const value of filter[key] ?? []) {
      const rest = filter[key]?.filter(one => one !== value)
      described.push({
        name: FACET_NAMES[key] ?? key,
        value: valueLabel(key, value, options),
        without: { ...filter, [key]: rest && rest.length > 0 ? rest : undefined },
      })
    }
  }
  if (filter.from || filter.to) {
    described.push({
      name: 'Dates',
      value: rangeLabel(filter.from, filter.to, options),
      without: { ...filter, from: undefined, to: undefined },
    })
  }
  if (filter.q) described.push({ name: 'Text', value: `“${filter.q}”`, without: { ...filter, q: undefined } })
  return described
}

/** One value of a filter as people call it. */
export function valueLabel(
  key: string,
  value: string,
  { locale, counts, entries, names }: DescribeOptions,
): string {
  if (key === 'actor') {
    const client = entries?.flatMap(entry => entry.clients).find(one => one.id === value)
    const name = counts?.actorNames?.[value] ?? client?.name ?? names?.get(value)
    if (name) return name
    return value === 'system' ? 'System' : value.replace(/^(staff|key|integration|system):/, '')
  }
  if (key === 'object') {
    const object = entries?.flatMap(entry => entry.objects).find(one => one.ref === value)
    return object?.id ?? object?.name ?? 'one object'
  }
  if (key === 'named') return namedLabel(value, locale)
  return filterLabel(key, value, locale)
}

function rangeLabel(
  from: string | undefined,
  to: string | undefined,
  { locale, timeZone = 'UTC' }: DescribeOptions,
): string {
  const label = (text: string) =>
    isPlainDate(text) ? mediumDate(text, locale) : shortStamp(Date.parse(text), { locale, timeZone }, '')
  if (from && from === to) return label(from)
  if (from && to) return `${label(from)} – ${label(to)}`
  return from ? `from ${label(from)}` : `until ${label(to ?? '')}`
}
