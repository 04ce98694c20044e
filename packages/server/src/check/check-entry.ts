/** One row of the log against itself: every column stands in a part or follows from one. Pure. */
import {
  clientPartName,
  decodePart,
  digestOfPart,
  encodeLeaf,
  leafHash,
  type Outcome,
  type Part,
  type PartName,
} from '@daybook/protocol'
import type { Source } from '@daybook/catalogue'
import { unframe } from '../entry/make-entry.ts'
import { type FieldMap, type KeyLookup, personalKindOf } from '../entry/open-entry.ts'
import { dayOfDate } from '../entry/times.ts'
import { hashes, sha256 } from '../hashes.ts'
import { parseId } from '../ids.ts'
import { open, partContext, unwrapKey, WRAPPED_BYTES } from '../keys/seal.ts'
import { OUTCOME_CODES, SOURCE_CODES } from '../store/codes.ts'
import type { StoredRow } from '../store/check/entry-rows.ts'
import { type ActorCodes, readActor, type ToldActor } from './read-actor.ts'

/** A key that opens a part and is not there. */
export interface MissingKey {
  readonly part: PartName
  readonly clientId: number
  /** 0 the facts, else what `personalKind` says. */
  readonly kind: number
}

export interface CheckedEntry {
  readonly row: StoredRow
  /** What is wrong with it, if anything: the first thing that was found. */
  readonly wrong?: string
  /** True where its leaf hash is not that of its leaf. */
  readonly leafWrong: boolean
  /** Undefined where the record cannot be read. */
  readonly told?: ToldEntry
  /** Parts that nobody can open any more: whether an erasure explains it is the caller's to find out. */
  readonly missing: readonly MissingKey[]
}

/** What the record tells. */
export interface ToldEntry {
  readonly clientIds: readonly number[]
  readonly objects: readonly { readonly type: string; readonly id: number }[]
  /** Clients and objects, each once: what the entry is linked to. */
  readonly linked: readonly number[]
  /** Actor, and on whose behalf. */
  readonly actors: readonly ToldActor[]
}

export interface EntryRules {
  readonly keys: KeyLookup
  readonly actorCodes: ActorCodes
  /** What a kind's number stands for: action, a space, the record's `class`. */
  readonly kindName: (kind: number) => string | undefined
}

const DIGEST_BYTES = 32

export function checkEntry(row: StoredRow, rules: EntryRules): CheckedEntry {
  const missing: MissingKey[] = []
  let told: ToldEntry | undefined
  let leafWrong = true
  let wrong: string | undefined
  try {
    const record = decodePart('record', row.record)
    const fields: FieldMap = new Map(record.fields)
    told = readTold(fields, rules.actorCodes)
    const digests = splitDigests(row.digests)
    wrong = checkLeaf(row, record, String(fields.get('action')), digests)
    leafWrong = wrong !== undefined
    wrong ??=
      checkParts(row, fields, told.clientIds, digests, rules.keys, missing) ??
      checkColumns(row, fields, told, rules)
  } catch {
    wrong = 'its record part cannot be read'
  }
  return { row, told, missing, leafWrong, ...(wrong !== undefined && { wrong }) }
}

function readTold(record: FieldMap, actorCodes: ActorCodes): ToldEntry {
  const list = <T>(name: string): T[] => {
    const json = record.get(name)
    return typeof json === 'string' ? (JSON.parse(json) as T[]) : []
  }
  const clientIds = list<string>('clients').map(id => parseId('cl', id)!)
  const objects = list<[string, string]>('objects').map(([type, id]) => ({ type, id: parseId('ob', id)! }))
  return {
    clientIds,
    objects,
    linked: [...new Set([...clientIds, ...objects.map(object => object.id)])],
    actors: ['actor', 'onBehalfOf'].flatMap(name => readActor(record.get(name), actorCodes) ?? []),
  }
}

function checkLeaf(
  row: StoredRow,
  record: Part,
  action: string,
  digests: readonly string[],
): string | undefined {
  const content = { recordedAt: row.recorded_at, action, digests, recordSeed: record.seed }
  const leaf = Buffer.from(encodeLeaf(content, hashes), 'utf8')
  const recordKept = digestOfPart(record, hashes) === digests[0]
  if (row.leaf_hash.equals(leafHash(leaf, sha256)))
    return recordKept ? undefined : 'its record part is not what its digest commits to'
  return recordKept
    ? 'its leaf hash is not that of its record, its digests and the second of its recording'
    : 'its record part, or the digest of it, is not what its leaf hash commits to'
}

function checkParts(
  row: StoredRow,
  record: FieldMap,
  clientIds: readonly number[],
  digests: readonly string[],
  keys: KeyLookup,
  missing: MissingKey[],
): string | undefined {
  const sealed = framed(row)
  const behind = row.facts === null ? 1 : 2
  if (sealed.length !== clientIds.length || digests.length !== behind + clientIds.length)
    return `it has ${digests.length} digests and ${sealed.length} client parts for ${clientIds.length} clients`
  if (clientIds.length < 2 && row.more_clients !== null)
    return 'it has parts of further clients, and no further client'
  const wrongFacts = checkFacts(row, clientIds, keys, digests[1], missing)
  if (wrongFacts !== undefined) return wrongFacts
  const kind = personalKindOf(record)
  for (const [i, bytes] of sealed.entries()) {
    const name = clientPartName(i)
    const clientId = clientIds[i]!
    const key = keys.personal(clientId, kind)
    if (key === undefined) missing.push({ part: name, clientId, kind })
    else if (!opensTo(name, bytes, key, row, digests[behind + i]!))
      return `its part ${name} is not what its digest commits to`
  }
  return undefined
}

function splitDigests(bytes: Buffer): string[] {
  if (bytes.length % DIGEST_BYTES !== 0) throw new RangeError('not whole digests')
  return Array.from({ length: bytes.length / DIGEST_BYTES }, (_, i) =>
    bytes.toString('base64url', i * DIGEST_BYTES, (i + 1) * DIGEST_BYTES),
  )
}

function framed(row: StoredRow): Buffer[] {
  if (row.client === null) return []
  return [row.client, ...(row.more_clients === null ? [] : unframe(row.more_clients))]
}

function checkFacts(
  row: StoredRow,
  clientIds: readonly number[],
  keys: KeyLookup,
  digest: string | undefined,
  missing: MissingKey[],
): string | undefined {
  const wrong = 'its facts part is not what its digest commits to'
  if (row.facts === null) return row.facts_keys === null ? undefined : 'it has wrapped keys and no facts'
  if (clientIds.length === 0) {
    const part = decodeOrNothing('facts', row.facts.toString('utf8'))
    return part !== undefined && digestOfPart(part, hashes) === digest && row.facts_keys === null
      ? undefined
      : wrong
  }
  const shared = clientIds.length > 1
  if (shared !== (row.facts_keys !== null) || (row.facts_keys?.length ?? 0) % WRAPPED_BYTES !== 0)
    return 'its facts are not wrapped for its clients'
  if (shared && row.facts_keys!.length !== clientIds.length * WRAPPED_BYTES)
    return 'its facts are not wrapped for its clients'
  let known: Buffer | undefined
  for (const [i, clientId] of clientIds.entries()) {
    const own = keys.facts(clientId)
    if (own === undefined) {
      missing.push({ part: 'facts', clientId, kind: 0 })
      continue
    }
    const key = shared
      ? unwrapOrNothing(own, row.facts_keys!.subarray(i * WRAPPED_BYTES, (i + 1) * WRAPPED_BYTES))
      : own
    if (key === undefined) return `the key of its facts is not wrapped for client ${i + 1} of it`
    // Every client's wrapping must lead to the same key; the facts are opened once.
    if (known !== undefined && !key.equals(known))
      return 'the key of its facts is not the same for each of its clients'
    if (known === undefined && !opensTo('facts', row.facts, key, row, digest!)) return wrong
    known = key
  }
  return undefined
}

function opensTo(name: PartName, sealed: Buffer, key: Buffer, row: StoredRow, digest: string): boolean {
  try {
    const text = open(key, sealed, partContext(row.leaf_hash, name)).toString('utf8')
    return digestOfPart(decodePart(name, text), hashes) === digest
  } catch {
    return false
  }
}

function decodeOrNothing(name: PartName, text: string): Part | undefined {
  try {
    return decodePart(name, text)
  } catch {
    return undefined
  }
}

function unwrapOrNothing(key: Buffer, wrapped: Buffer): Buffer | undefined {
  try {
    return unwrapKey(key, wrapped)
  } catch {
    return undefined
  }
}

function checkColumns(
  row: StoredRow,
  record: FieldMap,
  told: ToldEntry,
  rules: EntryRules,
): string | undefined {
  const text = String(record.get('occurredAt'))
  const sortsAt = record.get('sortsAt')
  const key = record.get('key')
  const columns: readonly [string, unknown, unknown][] = [
    ['occurred_at', row.occurred_at, typeof sortsAt === 'number' ? sortsAt : Date.parse(text)],
    ['day', row.day, sortsAt === undefined ? null : dayOfDate(text)],
    ['source', row.source, SOURCE_CODES[record.get('source') as Source]],
    ['outcome', row.outcome, OUTCOME_CODES[(record.get('outcome') ?? 'success') as Outcome]],
    ['actor', row.actor, told.actors[0]?.code],
    ['key_mac', row.key_mac?.toString('base64url'), typeof key === 'string' ? key.split('.')[0] : undefined],
    ['kind', rules.kindName(row.kind), `${String(record.get('action'))} ${String(record.get('class'))}`],
  ]
  const wrong = columns.find(([, stored, expected]) => stored !== expected)
  return wrong && `its column ${wrong[0]} does not say what its record says`
}
