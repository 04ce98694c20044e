import type { SavedView } from '@daybook/protocol'
import { type TimelineAddress, writeFragment, writeSearch } from '@daybook/timeline'

const textOf = ({ filter, order }: Pick<TimelineAddress, 'filter' | 'order'>): string =>
  JSON.stringify([
    Object.entries(writeSearch({ filter, order })).sort(([a], [b]) => (a < b ? -1 : 1)),
    writeFragment(filter.q ?? ''),
  ])

/** True where an address shows just what a saved view says. */
export const isSameView = (address: TimelineAddress, view: SavedView): boolean =>
  textOf(address) === textOf(view)
