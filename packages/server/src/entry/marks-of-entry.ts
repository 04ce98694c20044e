/** The rows that patterns count an entry from: one for each of its clients. Pure; from a stored entry the same again. */
import { decodeFields } from '@daybook/protocol'
import { isMarked, type Mark, markOf } from './mark-of.ts'
import { type FieldMap, type KeyLookup, openParts, type ReadRecord } from './open-entry.ts'

/** What a row has of its entry. */
interface MarkedEntry {
  readonly seq: number
  /** UTC ms. */
  readonly occurred_at: number
  readonly day: number | null
  readonly kind: number
  readonly source: number
}

export interface MarkRow extends MarkedEntry {
  /** The client; 0 where the entry has none. */
  readonly object: number
  readonly starts_at: number | null
  readonly mark: number
  readonly place: number
}

/** @param clientIds each once, in the order of the entry */
export function markRows(
  { seq, occurred_at, day, kind, source }: MarkedEntry,
  clientIds: readonly number[],
  { mark, startsAt }: Mark,
): MarkRow[] {
  const objects = clientIds.length === 0 ? [0] : clientIds
  return objects.map((object, place) => ({
    object,
    seq,
    occurred_at,
    starts_at: startsAt ?? null,
    day,
    kind,
    source,
    mark,
    place,
  }))
}

/** An entry as it is stored. */
interface StoredEntry extends MarkedEntry {
  readonly leaf_hash: Buffer
  readonly record: string
  readonly facts: Buffer | null
  readonly facts_keys: Buffer | null
}

/** None for most actions. Of facts that nobody can open any more they are what an erasure leaves of them. */
export function marksOfEntry(entry: StoredEntry, record: ReadRecord, keys: KeyLookup): MarkRow[] {
  if (!isMarked(String(record.fields.get('action')))) return []
  const mark = markOf(record.fields, openFacts(entry, record, keys))!
  return markRows(entry, [...new Set(record.clientIds)], mark)
}

/** `gone` also where they cannot be opened because something was changed: check-log tells of that. */
export function openFacts(
  entry: Omit<StoredEntry, keyof MarkedEntry>,
  record: ReadRecord,
  keys: KeyLookup,
): FieldMap | 'gone' | undefined {
  const { leaf_hash: leafHash, record: text, facts, facts_keys: factsKeys } = entry
  const sealed = { leafHash, record: text, facts, factsKeys, client: null, moreClients: null }
  try {
    return openParts(sealed, record, keys, (_, part) => decodeFields(part)).facts
  } catch {
    return 'gone'
  }
}
