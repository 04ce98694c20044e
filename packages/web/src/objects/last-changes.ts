import type { Entry, EntryChange } from '@daybook/protocol'

/** The last change of one field of an object. */
export interface LastChange {
  readonly entry: Entry
  readonly change: EntryChange
}

/** Of each field that was ever changed, its last change, the newest first. `entries` in any order. */
export function lastChanges(entries: readonly Entry[], ref: string): readonly LastChange[] {
  const last = new Map<string, LastChange>()
  for (const entry of entries) {
    for (const change of entry.changes ?? []) {
      if (change.ref !== ref) continue
      const known = last.get(change.field)
      if (known === undefined || isLater(entry, known.entry)) last.set(change.field, { entry, change })
    }
  }
  return [...last.values()].sort((a, b) => (isLater(a.entry, b.entry) ? -1 : 1))
}

const isLater = (a: Entry, b: Entry): boolean =>
  a.occurredAt === b.occurredAt ? a.seq > b.seq : a.occurredAt > b.occurredAt
