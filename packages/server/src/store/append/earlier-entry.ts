/** Entries that were written before with the same idempotency keys. */
import type { Pool } from 'pg'
import { readRecord } from '../../entry/open-entry.ts'
import type { Intent } from '../../entry/intent.ts'
import { byteaArray, int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'
import type { AppendRequest } from './group.ts'

/** An entry that has been written before with the same idempotency key. */
export interface EarlierEntry {
  readonly seq: number
  /** The MAC of its content, base64url; absent where any content repeats it, because a client of it is gone. */
  readonly content?: string
  readonly clientIds: readonly number[]
}

/** What was written before with the intent's key, if anything. */
export const earlierOf = (
  intent: Intent,
  earlier: ReadonlyMap<string, EarlierEntry>,
): EarlierEntry | undefined =>
  earlier.size === 0 || intent.keyMac === undefined
    ? undefined
    : earlier.get(intent.keyMac.toString('base64'))

const SELECT_BY_KEYS = {
  name: 'earlier_by_keys',
  text: 'select seq, key_mac, record from daybook.entries where workspace_id = $1 and key_mac = any($2::bytea[])',
}

interface KeyRow {
  readonly seq: number
  readonly key_mac: Buffer
  readonly record: string
}

/** What was written before with the keys of these requests, by the key's MAC in base64. */
export async function readEarlierOf(
  pool: Pool,
  workspaceId: number,
  requests: readonly AppendRequest[],
): Promise<Map<string, EarlierEntry>> {
  const macs = requests.flatMap(request => request.intents.flatMap(({ intent }) => intent.keyMac ?? []))
  return readEarlierByMacs(pool, workspaceId, macs)
}

/** The same by the MACs of keys. */
export async function readEarlierByMacs(
  pool: Pool,
  workspaceId: number,
  macs: readonly Buffer[],
): Promise<Map<string, EarlierEntry>> {
  if (macs.length === 0) return new Map()
  const values = [workspaceId, byteaArray(macs)]
  return earlierFrom(await readTogether(pool, workspaceId, run => run<KeyRow>(SELECT_BY_KEYS, values)))
}

/** By the key's MAC in base64. */
export const earlierFrom = (rows: readonly KeyRow[]): Map<string, EarlierEntry> =>
  new Map(
    rows.map(row => {
      const { fields, clientIds } = readRecord(row.record)
      const content = String(fields.get('key')).split('.')[1] ?? ''
      return [row.key_mac.toString('base64'), { seq: row.seq, content, clientIds }]
    }),
  )

/** True where an entry with this key was written before and had other content. */
export const isConflict = (intent: Intent, earlier: ReadonlyMap<string, EarlierEntry>): boolean => {
  const repeat = earlierOf(intent, earlier)
  return repeat?.content !== undefined && repeat.content !== intent.contentMac?.toString('base64url')
}

const SELECT_GONE = {
  name: 'clients_gone',
  text: `select client_id from daybook.client_privacy
         where workspace_id = $1 and gone is not null and client_id = any($2::bigint[])`,
}

/**
 * Once its client is gone a key always repeats: what the entry said can be read no more, and an answer that depends on
 * it would let somebody try out what it was.
 */
export async function excuseGone(
  pool: Pool,
  workspaceId: number,
  requests: readonly AppendRequest[],
  earlier: Map<string, EarlierEntry>,
): Promise<Map<string, EarlierEntry>> {
  if (earlier.size === 0) return earlier
  const intents = requests.flatMap(request => request.intents.map(({ intent }) => intent))
  const conflicts = intents.filter(intent => isConflict(intent, earlier))
  if (conflicts.length === 0) return earlier
  const ids = [...new Set(conflicts.flatMap(intent => earlierOf(intent, earlier)!.clientIds))]
  const rows = await readTogether(pool, workspaceId, run =>
    run<{ client_id: number }>(SELECT_GONE, [workspaceId, int8Array(ids)]),
  )
  const gone = new Set(rows.map(row => row.client_id))
  if (gone.size === 0) return earlier
  return new Map(
    [...earlier].map(([mac, one]) => [
      mac,
      one.clientIds.some(id => gone.has(id)) ? { seq: one.seq, clientIds: one.clientIds } : one,
    ]),
  )
}
