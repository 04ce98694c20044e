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
  personal(clientId: number, year: number): Buffer | undefined
}

export interface ReadRecord {
  readonly fields: FieldMap
  readonly clientIds: readonly number[]
  /** The year whose personal keys seal the clients' parts. */
  readonly year: number
}

export function readRecord(record: string): ReadRecord {
  const fields = decodeFields(record)
  const clients = fields.get('clients')
  const clientIds =
    typeof clients === 'string' ? (JSON.parse(clients) as string[]).map(id => parseId('cl', id)!) : []
  return { fields, clientIds, year: yearOf(String(fields.get('occurredAt'))) }
}

/** The UTC year of an instant, or the year of a plain date: it names the personal key. */
export const yearOf = (occurredAt: string): number => Number(occurredAt.slice(0, 4))

/** `record` is what `readRecord` made of the row's record. */
export function openEntry(row: SealedEntry, record: ReadRecord, keys: KeyLookup): OpenedEntry {
  const { fields, clientIds, year } = record
  const sealed =
    row.client === null ? [] : [row.client, ...(row.moreClients === null ? [] : unframe(row.moreClients))]
  return {
    record: fields,
    clientIds,
    facts: openFacts(row, clientIds, keys),
    clients: sealed.map((bytes, i) => {
      const key = keys.personal(clientIds[i]!, year)
      return key === undefined ? 'gone' : openPart(clientPartName(i), bytes, key, row.leafHash)
    }),
  }
}

function openFacts(
  row: SealedEntry,
  clientIds: readonly number[],
  keys: KeyLookup,
): FieldMap | 'gone' | undefined {
  if (row.facts === null) return undefined
  if (clientIds.length === 0) return decodeFields(row.facts.toString('utf8'))
  if (row.factsKeys === null) {
    const key = keys.facts(clientIds[0]!)
    return key === undefined ? 'gone' : openPart('facts', row.facts, key, row.leafHash)
  }
  for (const [i, clientId] of clientIds.entries()) {
    const key = keys.facts(clientId)
    if (key === undefined) continue
    const own = unwrapKey(key, row.factsKeys.subarray(i * WRAPPED_BYTES, (i + 1) * WRAPPED_BYTES))
    return openPart('facts', row.facts, own, row.leafHash)
  }
  return 'gone'
}

function openPart(name: PartName, sealed: Buffer, key: Buffer, leafHash: Buffer): FieldMap {
  return decodeFields(open(key, sealed, partContext(leafHash, name)).toString('utf8'))
}
