/** The columns that reading an entry needs. */
import type { SealedEntry } from '../../entry/open-entry.ts'
import type { BinaryRows } from '../binary-rows.ts'

export interface EntryRow {
  readonly seq: number
  readonly recorded_at: number
  readonly occurred_at: number
  readonly actor: number | null
  readonly kind: number
  readonly day: number | null
  readonly source: number
  readonly outcome: number
  readonly leaf_hash: Buffer
  readonly record: string
  readonly facts: Buffer | null
  readonly facts_keys: Buffer | null
  readonly client: Buffer | null
  readonly more_clients: Buffer | null
}

export const ENTRY_COLUMNS = `e.seq, e.recorded_at, e.occurred_at, e.actor, e.kind, e.day, e.source, e.outcome, e.leaf_hash,
  e.record, e.facts, e.facts_keys, e.client, e.more_clients`

/** The columns of one row, in the order in which they are named above. */
export const entryRow = (read: BinaryRows): EntryRow => ({
  seq: read.number(),
  recorded_at: read.number(),
  occurred_at: read.number(),
  actor: read.numberOrNull(),
  kind: read.number(),
  day: read.numberOrNull(),
  source: read.number(),
  outcome: read.number(),
  leaf_hash: read.bytes(),
  record: read.text(),
  facts: read.bytesOrNull(),
  facts_keys: read.bytesOrNull(),
  client: read.bytesOrNull(),
  more_clients: read.bytesOrNull(),
})

export const sealedOf = (row: EntryRow): SealedEntry => ({
  leafHash: row.leaf_hash,
  record: row.record,
  facts: row.facts,
  factsKeys: row.facts_keys,
  client: row.client,
  moreClients: row.more_clients,
})
