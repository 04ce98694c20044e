/** Entries that were written before with the same idempotency keys. */
import type { Pool } from 'pg'
import { readRecord } from '../../entry/open-entry.ts'
import type { Intent } from '../../entry/intent.ts'
import { byteaArray } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'
import type { AppendRequest } from './group.ts'

/** An entry that has been written before with the same idempotency key. */
export interface EarlierEntry {
  readonly seq: number
  /** The MAC of its content, base64url. */
  readonly content: string
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
  if (macs.length === 0) return new Map()
  const values = [workspaceId, byteaArray(macs)]
  return earlierFrom(await readTogether(pool, workspaceId, run => run<KeyRow>(SELECT_BY_KEYS, values)))
}

/** By the key's MAC in base64. */
export const earlierFrom = (rows: readonly KeyRow[]): Map<string, EarlierEntry> =>
  new Map(
    rows.map(row => [
      row.key_mac.toString('base64'),
      { seq: row.seq, content: String(readRecord(row.record).fields.get('key')).split('.')[1] ?? '' },
    ]),
  )
