import type { Entry } from '@daybook/protocol'

/** The loaded entries with the notes on them that came just now; the same list where none is about one of them. */
export function addNotes(entries: readonly Entry[], came: readonly Entry[]): readonly Entry[] {
  let noted = entries
  for (const { id, action, causedBy, data, actor, occurredAt } of came) {
    const note = data?.['note']
    if (action !== 'entry.annotated' || typeof note !== 'string') continue
    noted = noted.map(entry =>
      entry.id === causedBy && !entry.notes?.some(one => one.entry === id)
        ? { ...entry, notes: [...(entry.notes ?? []), { entry: id, note, actor, occurredAt }] }
        : entry,
    )
  }
  return noted.every((entry, i) => entry === entries[i]) ? entries : noted
}
