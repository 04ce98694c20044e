/** The row of an entry → its parts, as far as their keys still exist. */
import { clientPartName, decodeFields, type PartName, type Scalar } from '@daybook/protocol'
import { open, partContext, unwrapKey, WRAPPED_BYTES } from '../keys/seal.ts'
import { parseId } from '../ids.ts'
import { unframe } from './make-entry.ts'

export interface SealedEntry {
  readonly leafHash: Buffer
  readonly record: string
  readonly facts: Buffer | null
  readonly factsKeys: Buffer | null
  readonly client: Buffer | null
  readonly moreClients: Buffer | null
}

export type FieldMap = ReadonlyMap<string, Scalar>

export interface OpenedEntry {
  readonly record: FieldMap
  readonly clientIds: readonly number[]
  /** `gone` where the keys no longer exist; undefined where the entry has no facts. */
  readonly facts: FieldMap | 'gone' | undefined
  /** `gone` where the key no longer exists, `hidden` where this reader may not see the client. */
  readonly clients: readonly (FieldMap | 'gone' | 'hidden')[]
}

/** Finds a client's key in memory; undefined where it was destroyed. */
export interface KeyLookup {
  facts(clientId: number): Buffer | undefined
  personal(clientId: number, kind: number): Buffer | undefined
}

export interface ReadRecord {
  readonly fields: FieldMap
  readonly clientIds: readonly number[]
  /** The personal keys that seal the clients' parts. */
  readonly personalKind: number
}

export function readRecord(record: string): ReadRecord {
  const fields = decodeFields(record)
  const clients = fields.get('clients')
  const clientIds =
    typeof clients === 'string' ? (JSON.parse(clients) as string[]).map(id => parseId('cl', id)!) : []
  return { fields, clientIds, personalKind: personalKindOf(fields) }
}

/**
 * A personal key is of a client, a UTC year, and of how often retention had taken that year when the entry came: what
 * comes late is not sealed under what was destroyed. As a number: the year, and 10,000 for each time.
 */
export const personalKind = (year: number, taken: number): number => year + 10_000 * taken

/** The same, as the record of an entry tells it. */
export const personalKindOf = (record: FieldMap): number =>
  personalKind(yearOf(String(record.get('occurredAt'))), Number(record.get('late') ?? 0))

export const yearOfKind = (kind: number): number => kind % 10_000
export const takenOfKind = (kind: number): number => Math.floor(kind / 10_000)

/** The UTC year of an instant, or the year of a plain date. */
export const yearOf = (occurredAt: string): number => Number(occurredAt.slice(0, 4))

/** `record` is what `readRecord` made of the row's record. */
export function openEntry(row: SealedEntry, record: ReadRecord, keys: KeyLookup): OpenedEntry {
  const { fields, clientIds } = record
  return { record: fields, clientIds, ...openParts(row, record, keys, (_, text) => decodeFields(text)) }
}

/** What `decode` makes of the text of a part. */
export interface OpenedParts<T> {
  /** `gone` where the keys no longer exist; undefined where the entry has no facts. */
  readonly facts: T | 'gone' | undefined
  readonly clients: readonly (T | 'gone')[]
}

/** Opens the parts behind the record, each as `decode` reads it. */
export function openParts<T>(
  row: SealedEntry,
  { clientIds, personalKind: kind }: ReadRecord,
  keys: KeyLookup,
  decode: (name: PartName, text: string) => T,
): OpenedParts<T> {
  const sealed =
    row.client === null ? [] : [row.client, ...(row.moreClients === null ? [] : unframe(row.moreClients))]
  const openPart = (name: PartName, bytes: Buffer, key: Buffer): T =>
    decode(name, open(key, bytes, partContext(row.leafHash, name)).toString('utf8'))
  const factsKey = row.facts === null || clientIds.length === 0 ? undefined : keyOfFacts(row, clientIds, keys)
  return {
    facts:
      row.facts === null
        ? undefined
        : clientIds.length === 0
          ? decode('facts', row.facts.toString('utf8'))
          : factsKey === undefined
            ? 'gone'
            : openPart('facts', row.facts, factsKey),
    clients: sealed.map((bytes, i) => {
      const key = keys.personal(clientIds[i]!, kind)
      return key === undefined ? 'gone' : openPart(clientPartName(i), bytes, key)
    }),
  }
}

/** The client's facts key; with several clients the entry's own, which each of them can unwrap. */
function keyOfFacts(row: SealedEntry, clientIds: readonly number[], keys: KeyLookup): Buffer | undefined {
  if (row.factsKeys === null) return keys.facts(clientIds[0]!)
  for (const [i, clientId] of clientIds.entries()) {
    const key = keys.facts(clientId)
    if (key !== undefined)
      return unwrapKey(key, row.factsKeys.subarray(i * WRAPPED_BYTES, (i + 1) * WRAPPED_BYTES))
  }
  return undefined
}
