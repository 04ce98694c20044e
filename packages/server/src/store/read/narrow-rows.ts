import { isAccess, type Sight } from '../../policy/sight.ts'
import type { Kind } from '../append/kinds.ts'
import type { RowFilter } from './filter.ts'

/** A filter narrowed to what rows can tell of what this reader sees; what only records tell is left to `seesEntry`. */
export function narrowRows(filter: RowFilter, kinds: readonly Kind[], { access, only }: Sight): RowFilter {
  const own = only?.to === 'own_acts' ? new Set(only.actors) : undefined
  if (access && own === undefined) return filter
  const closed = new Set(kinds.filter(kind => !access && isAccess(kind)).map(kind => kind.kind))
  return {
    ...filter,
    // Those that are known now: a kind that comes later is not seen before the filter is made again.
    kinds: (filter.kinds ?? kinds.map(kind => kind.kind)).filter(kind => !closed.has(kind)),
    ...(own !== undefined && {
      actors: filter.actors === undefined ? [...own] : filter.actors.filter(actor => own.has(actor)),
    }),
  }
}
