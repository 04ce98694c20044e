/** What a group adds to the counts: per local day for the whole log, over all days for each client. */
import { localDay } from '../../entry/times.ts'
import type { PreparedEntry } from './group.ts'

export interface CountRows {
  readonly object: number[]
  readonly day: number[]
  readonly kind: number[]
  readonly source: number[]
  readonly actor: number[]
  readonly n: number[]
}

export function countGroup(entries: readonly PreparedEntry[], timeZone: string): CountRows {
  const rows: CountRows = { object: [], day: [], kind: [], source: [], actor: [], n: [] }
  const places = new Map<string, number>()
  const add = (entry: PreparedEntry, object: number, day: number): void => {
    const name = `${object} ${day} ${entry.kind} ${entry.source} ${entry.actor}`
    const place = places.get(name)
    if (place !== undefined) {
      rows.n[place]!++
      return
    }
    places.set(name, rows.n.length)
    rows.object.push(object)
    rows.day.push(day)
    rows.kind.push(entry.kind)
    rows.source.push(entry.source)
    rows.actor.push(entry.actor)
    rows.n.push(1)
  }
  for (const entry of entries) {
    const { at, day } = entry.intent.occurrence
    add(entry, 0, day ?? localDay(at, timeZone))
    for (const clientId of entry.clientIds) add(entry, clientId, 0)
  }
  return rows
}
