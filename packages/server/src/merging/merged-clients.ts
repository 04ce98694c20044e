/** The client list with those who are merged: each page is one line, found by the words of every profile on it. Pure. */
import type { IndexedClient } from '../store/client-index.ts'
import type { Merges } from './merges.ts'

/** Whoever is merged has no line; what finds them finds the survivor. */
export function foldMerged(clients: readonly IndexedClient[], merges: Merges): readonly IndexedClient[] {
  if (merges.isEmpty) return clients
  const words = new Map<number, string[]>()
  for (const { id, words: own } of clients) {
    const root = merges.rootOf(id)
    if (root === id) continue
    const list = words.get(root)
    if (list === undefined) words.set(root, [...own])
    else list.push(...own)
  }
  return clients.flatMap(client => {
    if (merges.of(client.id) !== undefined) return []
    const more = words.get(client.id)
    return more === undefined ? client : { ...client, words: [...new Set([...client.words, ...more])] }
  })
}

/** A number by client, of the profiles on one page together. */
export function valuesOfPages(
  values: ReadonlyMap<number, number>,
  merges: Merges,
  join: (values: readonly number[]) => number,
): ReadonlyMap<number, number> {
  if (merges.isEmpty) return values
  const joined = new Map(values)
  for (const root of merges.roots) {
    const own = merges.groupOf(root).flatMap(id => values.get(id) ?? [])
    if (own.length > 0) joined.set(root, join(own))
  }
  return joined
}
