import { type EntryFilter } from '@daybook/protocol'
import { z } from 'zod'
import { FilterQuery, filterOf } from './read-query.ts'

/** One value may stand without its list. */
const listed = (value: unknown): unknown => (typeof value === 'string' ? [value] : value)
const { from, to, q, ...several } = FilterQuery.shape

/** The filters of a list, as a body has them. */
export const FilterBody = z.strictObject({
  ...(Object.fromEntries(
    Object.entries(several).map(([name, schema]) => [name, z.preprocess(listed, schema)]),
  ) as unknown as typeof several),
  from,
  to,
  q,
})

/** Without the filters that are not set: what was counted and what is exported is then the same. */
export const setFilters = (query: z.infer<typeof FilterQuery>): EntryFilter =>
  Object.fromEntries(Object.entries(filterOf(query)).filter(([, value]) => value !== undefined))
