import { clientPartName, type Entry, type PartName, type Scalar } from '@daybook/protocol'
import type { DisclosedEntry } from '../entry/disclose-entry.ts'
import type { FieldMap, ReadRecord } from '../entry/open-entry.ts'
import { presentEntry, type Presenting } from '../entry/present-entry.ts'
import { EMPTY } from '../entry/read-parts.ts'
import type { ProofRow } from '../store/proof/stored-entries.ts'

/** The entry as far as it is disclosed: what is hidden cannot slip into its sentence. */
export function shownEntry(
  row: ProofRow,
  { clientIds }: ReadRecord,
  { parts, hidden }: DisclosedEntry,
  id: string,
  presenting: Presenting,
): Entry {
  const fieldsOf = (name: PartName): FieldMap | 'gone' => {
    if (hidden.erased.includes(name)) return 'gone'
    const part = parts.find(one => one.name === name)
    return part === undefined ? EMPTY : new Map(part.fields)
  }
  const record = new Map<string, Scalar>(parts.find(part => part.name === 'record')?.fields)
  // Nobody is named where the actor is hidden.
  if (!record.has('actor')) record.set('actor', '["someone"]')
  return presentEntry(
    {
      record,
      clientIds,
      facts: row.facts === null ? undefined : fieldsOf('facts'),
      clients: clientIds.map((_, i) => fieldsOf(clientPartName(i))),
    },
    { id, seq: row.seq, recordedAt: row.recorded_at },
    presenting,
  )
}
