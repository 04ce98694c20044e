import { NAMED_FILTERS, type NamedFilter } from './named-filters.ts'
import { makePatternFilter } from './pattern-filters.ts'

const byName: ReadonlyMap<string, NamedFilter> = new Map(NAMED_FILTERS.map(filter => [filter.name, filter]))

/** The named filter of that name, or undefined. */
export const findNamedFilter = (name: string): NamedFilter | undefined =>
  byName.get(name) ?? makePatternFilter(name)
