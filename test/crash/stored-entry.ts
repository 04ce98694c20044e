/** A row of the log opened and checked against itself: every column is in a part or follows from one. */
import {
  clientPartName,
  decodePart,
  digestOfPart,
  encodeLeaf,
  leafHash,
  type Outcome,
  type Part,
  type PartName,
  type Scalar,
} from '@daybook/protocol'
import type { Source } from '@daybook/catalogue'
import { yearOf } from '../../packages/server/src/entry/open-entry.ts'
import { unframe } from '../../packages/server/src/entry/make-entry.ts'
import { dayOfDate } from '../../packages/server/src/entry/times.ts'
import { hashes, sha256 } from '../../packages/server/src/hashes.ts'
import { parseId } from '../../packages/server/src/ids.ts'
import type { WorkspaceKeys } from '../../packages/server/src/keys/key-folder.ts'
import { open, partContext, unwrapKey, WRAPPED_BYTES } from '../../packages/server/src/keys/seal.ts'
import { actorCode, OUTCOME_CODES, SOURCE_CODES } from '../../packages/server/src/store/codes.ts'
import type { EntryRow } from './log-rows.ts'

type Fields = ReadonlyMap<string, Scalar>
export type FindKey = (clientId: number, kind: number) => Buffer
export type Report = (problem: string) => void

const FACTS = 0

export interface StoredEntry {
  readonly row: EntryRow
  readonly record: Fields
  readonly facts: Fields
  /** One a client, in the record's order. */
  readonly personal: readonly Fields[]
  readonly clientIds: readonly number[]
  readonly objects: readonly { readonly type: string; readonly id: number }[]
  /** Clients and objects, each once: what the entry is linked to. */
  readonly linked: readonly number[]
  /** Where the actor is no client. */
  readonly actor?: { readonly code: number; readonly type: string; readonly hostId: string }
}

/** Throws where the row cannot even be opened. */
export function openStoredEntry(
  row: EntryRow,
  keys: WorkspaceKeys,
  findKey: FindKey,
  report: Report,
): StoredEntry {
  const wrong = (what: string): void => report(`seq ${row.seq}: ${what}`)
  const recordPart = decodePart('record', row.record)
  const record: Fields = new Map(recordPart.fields)
  const clientIds = list<string>(record.get('clients')).map(id => parseId('cl', id)!)
  const objects = list<[string, string]>(record.get('objects')).map(([type, id]) => ({
    type,
    id: parseId('ob', id)!,
  }))
  const facts = openFacts(row, clientIds, findKey)
  const personal = openPersonal(row, clientIds, yearOf(String(record.get('occurredAt'))), findKey)
  if (personal.length !== clientIds.length)
    wrong(`${personal.length} client parts for ${clientIds.length} clients`)

  const digests = [recordPart, ...(facts === undefined ? [] : [facts]), ...personal].map(part =>
    digestOfPart(part, hashes),
  )
  const stored = Array.from({ length: row.digests.length / 32 }, (_, i) =>
    row.digests.subarray(i * 32, i * 32 + 32).toString('base64url'),
  )
  if (stored.join() !== digests.join()) wrong('the digests are not those of its parts')
  const leaf = encodeLeaf(
    {
      recordedAt: row.recorded_at,
      action: String(record.get('action')),
      digests: stored,
      recordSeed: recordPart.seed,
    },
    hashes,
  )
  if (!row.leaf_hash.equals(leafHash(Buffer.from(leaf), sha256)))
    wrong('the leaf hash is not that of its leaf')

  const actor = readActor(record, keys)
  const expected = expectColumns(record, typeof actor === 'number' ? actor : actor.code)
  for (const [name, value] of Object.entries(expected)) {
    const found = row[name as keyof EntryRow]
    if (found !== value) wrong(`${name} is ${String(found)}, its record says ${String(value)}`)
  }
  const keyMac = typeof record.get('key') === 'string' ? String(record.get('key')).split('.')[0] : undefined
  if (row.key_mac?.toString('base64url') !== keyMac) wrong('key_mac is not that of its record')
  return {
    row,
    record,
    facts: new Map(facts?.fields ?? []),
    personal: personal.map(part => new Map(part.fields)),
    clientIds,
    objects,
    linked: [...new Set([...clientIds, ...objects.map(object => object.id)])],
    ...(typeof actor === 'object' && { actor }),
  }
}

const list = <T>(json: Scalar | undefined): T[] => (typeof json === 'string' ? (JSON.parse(json) as T[]) : [])

function openFacts(row: EntryRow, clientIds: readonly number[], findKey: FindKey): Part | undefined {
  if (row.facts === null) return undefined
  if (clientIds.length === 0) return decodePart('facts', row.facts.toString('utf8'))
  if (clientIds.length === 1) return unseal('facts', row.facts, findKey(clientIds[0]!, FACTS), row)
  // Every client's wrapping must lead to the same key.
  const parts = clientIds.map((id, i) => {
    const wrapped = row.facts_keys!.subarray(i * WRAPPED_BYTES, (i + 1) * WRAPPED_BYTES)
    return unseal('facts', row.facts!, unwrapKey(findKey(id, FACTS), wrapped), row)
  })
  return parts[0]
}

function openPersonal(row: EntryRow, clientIds: readonly number[], year: number, findKey: FindKey): Part[] {
  const sealed =
    row.client === null ? [] : [row.client, ...(row.more_clients === null ? [] : unframe(row.more_clients))]
  return sealed.map((bytes, i) => unseal(clientPartName(i), bytes, findKey(clientIds[i]!, year), row))
}

const unseal = (name: PartName, sealed: Buffer, key: Buffer, row: EntryRow): Part =>
  decodePart(name, open(key, sealed, partContext(row.leaf_hash, name)).toString('utf8'))

function readActor(
  record: Fields,
  keys: WorkspaceKeys,
): number | { code: number; type: string; hostId: string } {
  const [type, id, name] = JSON.parse(String(record.get('actor'))) as ['staff' | 'client', string?, string?]
  if (type === 'client') return parseId('cl', id!)!
  const hostId = id ?? name ?? ''
  return { code: actorCode(keys, type, hostId), type, hostId }
}

function expectColumns(record: Fields, actor: number): Partial<EntryRow> {
  const text = String(record.get('occurredAt'))
  const sortsAt = record.get('sortsAt')
  return {
    occurred_at: typeof sortsAt === 'number' ? sortsAt : Date.parse(text),
    day: sortsAt === undefined ? null : dayOfDate(text),
    source: SOURCE_CODES[record.get('source') as Source],
    outcome: OUTCOME_CODES[(record.get('outcome') ?? 'success') as Outcome],
    actor,
  }
}
