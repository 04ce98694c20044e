import type { EntryFilter } from '@daybook/protocol'

/** What a timeline's address says: the filters, which way to read, and the opened entry. */
export interface TimelineAddress {
  readonly filter: EntryFilter
  readonly order: 'desc' | 'asc'
  /** The entry whose details are open, `en_…`. */
  readonly open?: string
  /** The saved view that it began with, `sv_…`. */
  readonly view?: string
}

/** The names in an address; a value may be repeated, which means OR. */
export type SearchNames = Readonly<Record<string, string | readonly string[]>>

/** Filters with several values, by their name in the address; `scope` is what people call `related`. */
const MANY = {
  action: 'action',
  named: 'named',
  category: 'category',
  type: 'type',
  source: 'source',
  actor: 'actor',
  object: 'object',
  field: 'field',
  outcome: 'outcome',
  scope: 'related',
} as const

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value

const firstOf = (value: string | readonly string[] | undefined): string | undefined => listOf(value)[0]

const isDate = (text: string | undefined): text is string =>
  text !== undefined &&
  /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) &&
  !Number.isNaN(Date.parse(text))

/** Reads the search names and the fragment (`#q=…`) of an address; what it does not know or cannot read it leaves out. */
export function readAddress(search: SearchNames, fragment = ''): TimelineAddress {
  const filter: Record<string, unknown> = {}
  for (const [name, key] of Object.entries(MANY)) {
    const values = [...new Set(listOf(search[name]).filter(value => value !== ''))]
    if (values.length > 0) filter[key] = values
  }
  const from = firstOf(search.from)
  const to = firstOf(search.to)
  if (isDate(from)) filter.from = from
  if (isDate(to)) filter.to = to
  const q = readFragment(fragment)
  if (q !== '') filter.q = q
  const open = firstOf(search.open)
  const view = firstOf(search.view)
  return {
    filter: filter as EntryFilter,
    order: firstOf(search.order) === 'asc' ? 'asc' : 'desc',
    ...(open?.startsWith('en_') ? { open } : {}),
    ...(view?.startsWith('sv_') ? { view } : {}),
  }
}

/** The search names of an address, sorted so that the same view always has the same address. Free text is not among them. */
export function writeSearch(address: TimelineAddress): SearchNames {
  const search: Record<string, string | readonly string[]> = {}
  for (const [name, key] of Object.entries(MANY)) {
    const values = address.filter[key]
    if (values && values.length > 0) search[name] = values.length === 1 ? values[0]! : [...values].sort()
  }
  if (address.filter.from) search.from = address.filter.from
  if (address.filter.to) search.to = address.filter.to
  if (address.order === 'asc') search.order = 'asc'
  if (address.open) search.open = address.open
  if (address.view) search.view = address.view
  return search
}

/** The free text in a fragment such as `#q=flu`. It stays in the browser: fragments are never sent to a server. */
export function readFragment(fragment: string): string {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('q')?.trim() ?? ''
}

/** The fragment, without `#`, that carries free text; empty for none. */
export function writeFragment(q: string): string {
  return q.trim() === '' ? '' : new URLSearchParams({ q: q.trim() }).toString()
}

/** How many filters are set; dates count as one, free text too. */
export function countFilters(filter: EntryFilter): number {
  const many = Object.values(MANY).reduce((sum, key) => sum + (filter[key]?.length ?? 0), 0)
  return many + (filter.from || filter.to ? 1 : 0) + (filter.q ? 1 : 0)
}
