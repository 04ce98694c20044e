import type { Entry } from '@daybook/protocol'
import { type Clock, compareEntries, type Order } from './entry-order.ts'

export interface MergeOptions {
  readonly timeZone: string
  readonly order: Order
  /** Default `occurredAt`. */
  readonly clock?: Clock
  /** True where the loaded entries reach the end of the history, so that everything has a place among them. */
  readonly complete: boolean
}

export interface Merged {
  /** The loaded entries with the new ones sorted into place. */
  readonly entries: readonly Entry[]
  /** Entries that were inserted now, in the list's order. */
  readonly inserted: readonly Entry[]
  /** Entries beyond what is loaded: they will come with their page, here they are only counted. */
  readonly beyond: readonly Entry[]
}

/** Sorts new entries into a loaded history; one that is there already (same id) changes nothing. */
export function mergeEntries(
  loaded: readonly Entry[],
  arrived: readonly Entry[],
  options: MergeOptions,
): Merged {
  const sign = options.order === 'desc' ? -1 : 1
  const compare = (a: Entry, b: Entry) => sign * compareEntries(a, b, options.timeZone, options.clock)
  const ids = new Set(loaded.map(entry => entry.id))
  const fresh: Entry[] = []
  for (const entry of arrived) {
    if (ids.has(entry.id)) continue
    ids.add(entry.id)
    fresh.push(entry)
  }
  fresh.sort(compare)
  const last = loaded.at(-1)
  const isBeyond = (entry: Entry) => !options.complete && last !== undefined && compare(entry, last) > 0
  const inserted = fresh.filter(entry => !isBeyond(entry))
  const beyond = fresh.filter(isBeyond)
  if (inserted.length === 0) return { entries: loaded, inserted, beyond }

  const entries: Entry[] = []
  let next = 0
  for (const entry of loaded) {
    while (next < inserted.length && compare(inserted[next]!, entry) < 0) entries.push(inserted[next++]!)
    entries.push(entry)
  }
  while (next < inserted.length) entries.push(inserted[next++]!)
  return { entries, inserted, beyond }
}
