/** What the staff noted on entries (R-A12), beneath each entry as it is read. */
import type { Entry, EntryNote } from '@daybook/protocol'
import type { Presenting } from '../entry/present-entry.ts'
import type { Workspace } from '../entry/workspace.ts'
import type { Sight } from '../policy/sight.ts'
import type { Kind } from '../store/append/kinds.ts'
import type { EntryNotes } from '../store/read/entry-notes.ts'
import { openRows, type OpenRow, presentRows, type Reading } from '../store/read/open-rows.ts'
import { rowsOf } from '../store/read/rows-of.ts'
import { veil } from './veil.ts'

/** More notes than this are not read for one page: the newest of them are shown. */
const MOST = 2000

export interface NoteReading {
  readonly notes: Pick<EntryNotes, 'of'>
  readonly kinds: readonly Kind[]
  readonly sight: Sight
  readonly presenting: Presenting
}

/** The notes of some entries that this reader may see, by the entry's id. */
export async function readNotes(
  reading: Reading,
  workspace: Workspace,
  entries: readonly { readonly id: string; readonly record: OpenRow['record'] }[],
  { notes, kinds, sight, presenting }: NoteReading,
): Promise<ReadonlyMap<string, readonly EntryNote[]>> {
  const notesOn = await notes.of(reading, workspace.id, kinds)
  const about = new Map<number, string>()
  for (const { id, record } of entries) for (const seq of notesOn(id, keyMacOf(record))) about.set(seq, id)
  const found = new Map<string, EntryNote[]>()
  if (about.size === 0) return found
  const seqs = [...about.keys()].sort((a, b) => a - b).slice(-MOST)
  const opened = await openRows(reading, workspace.id, await rowsOf(reading.pools.app, workspace.id, seqs))
  const seen = opened.flatMap(row => veil(row, sight) ?? [])
  for (const entry of await presentRows(reading, workspace, seen, presenting)) {
    const note = entry.data?.['note']
    const id = about.get(entry.seq)!
    if (typeof note !== 'string') continue
    const told: EntryNote = { entry: entry.id, note, actor: entry.actor, occurredAt: entry.occurredAt }
    found.set(id, [...(found.get(id) ?? []), told])
  }
  return found
}

/** The entries with their notes; as they are where they have none. */
export const addNotes = (
  entries: readonly Entry[],
  notes: ReadonlyMap<string, readonly EntryNote[]>,
): readonly Entry[] =>
  notes.size === 0
    ? entries
    : entries.map(entry => {
        const own = notes.get(entry.id)
        return own === undefined ? entry : { ...entry, notes: own }
      })

/** An entry's record names its key by two MACs: of the key, and of what was sent. */
function keyMacOf({ fields }: OpenRow['record']): string | undefined {
  const key = fields.get('key')
  return typeof key === 'string' ? key.slice(0, key.indexOf('.')) : undefined
}
