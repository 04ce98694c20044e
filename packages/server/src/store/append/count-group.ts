/** What a group adds to the counts: per local day for the whole log, over all days for each client. */
import { localDay } from '../../entry/times.ts'
import { CLIENTS_SET } from '../counting.ts'
import type { PreparedEntry } from './group.ts'

export interface CountRows {
  readonly object: number[]
  readonly set: number[]
  readonly day: number[]
  readonly kind: number[]
  readonly source: number[]
  readonly actor: number[]
  readonly n: number[]
}

/** What is counted of an entry. */
export type CountedEntry = Pick<PreparedEntry, 'kind' | 'source' | 'actor'>

/** @param zones by whose days the whole log is counted */
export function countGroup(
  entries: readonly PreparedEntry[],
  zones: readonly { readonly set: number; readonly zone: string }[],
): CountRows {
  const rows = emptyCounts()
  for (const entry of entries) {
    const { at, day } = entry.intent.occurrence
    for (const { set, zone } of zones) rows.add(entry, { object: 0, set, day: day ?? localDay(at, zone) })
    for (const clientId of entry.clientIds) rows.add(entry, { object: clientId, set: CLIENTS_SET, day: 0 })
  }
  return rows
}

/** Adds up entries that are counted together. */
export function emptyCounts(): CountRows & {
  add(entry: CountedEntry, place: { object: number; set: number; day: number }): void
} {
  const rows: CountRows = { object: [], set: [], day: [], kind: [], source: [], actor: [], n: [] }
  const places = new Map<string, number>()
  return {
    ...rows,
    add({ kind, source, actor }, { object, set, day }) {
      const name = `${object} ${set} ${day} ${kind} ${source} ${actor}`
      const place = places.get(name)
      if (place !== undefined) {
        rows.n[place]!++
        return
      }
      places.set(name, rows.n.length)
      rows.object.push(object)
      rows.set.push(set)
      rows.day.push(day)
      rows.kind.push(kind)
      rows.source.push(source)
      rows.actor.push(actor)
      rows.n.push(1)
    },
  }
}
