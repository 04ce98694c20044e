/** Orders of the client list. Who has nothing to sort by comes last either way; equals stand by name. */
import type { ClientSort } from '@daybook/protocol'
import type { IndexedClient } from '../store/client-index.ts'
import type { Order } from '../store/read/scan.ts'

/** The order in which each sort is read unless another is asked for. */
export const SORT_ORDER: Readonly<Record<ClientSort, Order>> = {
  name: 'asc',
  lastActivity: 'desc',
  nextSession: 'asc',
  bookings: 'desc',
}

/** What a client is sorted by; undefined where there is nothing. */
export type Value = (client: IndexedClient) => number | undefined
/** The place of a client in a sorted list, as a cursor keeps it. */
export type Place = readonly [value: number | string, name: string, id: number]

/** Stands in a place for a client who has no value. */
const NONE = 'none'

/** `clients` stand by name, and by id where names are equal. */
export function sortClients(
  clients: readonly IndexedClient[],
  value: Value | undefined,
  order: Order,
): readonly IndexedClient[] {
  if (value === undefined) return order === 'asc' ? clients : clients.toReversed()
  const sign = order === 'asc' ? 1 : -1
  const keyed: { readonly client: IndexedClient; readonly key: number }[] = []
  const rest: IndexedClient[] = []
  for (const client of clients) {
    const key = value(client)
    if (key === undefined) rest.push(client)
    else keyed.push({ client, key })
  }
  // The sort is stable: equals keep the order of their names.
  keyed.sort((a, b) => sign * (a.key - b.key))
  return [...keyed.map(one => one.client), ...rest]
}

export const placeOf = (client: IndexedClient, value: Value | undefined): Place => [
  value?.(client) ?? NONE,
  client.sortName,
  client.id,
]

/** The number of clients up to and with a place, wherever that client stands or stood. */
export function firstBehind(
  sorted: readonly IndexedClient[],
  place: Place,
  value: Value | undefined,
  order: Order,
): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(placeOf(sorted[middle]!, value), place, value === undefined, order) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

function compare(a: Place, b: Place, byName: boolean, order: Order): number {
  const sign = order === 'asc' ? 1 : -1
  if (a[0] !== b[0]) {
    if (typeof a[0] !== 'number') return 1
    if (typeof b[0] !== 'number') return -1
    return sign * (a[0] - b[0])
  }
  const names = a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : a[2] - b[2]
  return byName ? sign * names : names
}
