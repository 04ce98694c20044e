/** The receipts of erasures: what was destroyed and cleared, and when backups too became noise. */
import type { Run } from '../transaction.ts'
import { type Gone, GONE_CODES, goneOf } from './client-privacy.ts'

/** What was done in one store. */
export interface ClearedStore {
  /** A table, a folder, a queue, or what a process holds in memory. */
  readonly store: string
  /** What was done there, in plain words. */
  readonly done: string
  /** Rows or files; absent where there is nothing to count. */
  readonly count?: number
}

export interface Erasure {
  /** The entry `client.erased` or `client.anonymised`. */
  readonly seq: number
  readonly clientId: number
  readonly mode: Gone
  /** UTC ms. */
  readonly at: number
  readonly stores: readonly ClearedStore[]
  /** The key-encryption key in force then: as long as it exists, backups still open what was erased. */
  readonly kek: number
  /** When the ledger knew of it, and files and queues outside the database were cleared as well. */
  readonly outsideAt?: number
  /** From when on backups and the database's own leftovers open nothing of the client. */
  readonly horizonAt?: number
}

interface Row {
  seq: number
  client_id: number
  mode: number
  at: number
  stores: string
  kek: number
  outside_at: number | null
  horizon_at: number | null
}

const COLUMNS = 'seq, client_id, mode, at, stores, kek, outside_at, horizon_at'
const INSERT = {
  name: 'new_erasure',
  text: `insert into daybook.erasures (workspace_id, seq, client_id, mode, at, stores, kek)
         values ($1, $2, $3, $4, $5, $6, $7)`,
}
const SELECT_OF_CLIENT = {
  name: 'erasures_of_client',
  text: `select ${COLUMNS} from daybook.erasures where workspace_id = $1 and client_id = $2 order by seq desc`,
}
const SELECT_UNFINISHED = {
  name: 'erasures_unfinished',
  text: `select ${COLUMNS} from daybook.erasures
         where workspace_id = $1 and (outside_at is null or horizon_at is null) order by seq limit $2`,
}
const FINISH_OUTSIDE = {
  name: 'erasure_outside',
  text: 'update daybook.erasures set stores = $3, outside_at = $4 where workspace_id = $1 and seq = $2',
}
const REACH_HORIZON = {
  name: 'erasure_horizon',
  text: `update daybook.erasures set horizon_at = $3
         where workspace_id = $1 and kek < $2 and horizon_at is null`,
}

const readRow = (row: Row): Erasure => ({
  seq: row.seq,
  clientId: row.client_id,
  mode: goneOf(row.mode),
  at: row.at,
  stores: JSON.parse(row.stores) as ClearedStore[],
  kek: row.kek,
  outsideAt: row.outside_at ?? undefined,
  horizonAt: row.horizon_at ?? undefined,
})

export async function insertErasure(run: Run, workspaceId: number, erasure: Erasure): Promise<void> {
  const { seq, clientId, mode, at, stores, kek } = erasure
  await run(INSERT, [workspaceId, seq, clientId, GONE_CODES[mode], at, JSON.stringify(stores), kek])
}

/** Newest first: a client who was anonymised may be erased later. */
export async function readErasures(run: Run, workspaceId: number, clientId: number): Promise<Erasure[]> {
  return (await run<Row>(SELECT_OF_CLIENT, [workspaceId, clientId])).map(readRow)
}

/** Erasures of which something outside the database, or the change of the key-encryption key, is still to be done. */
export async function readUnfinished(run: Run, workspaceId: number, limit: number): Promise<Erasure[]> {
  return (await run<Row>(SELECT_UNFINISHED, [workspaceId, limit])).map(readRow)
}

export async function finishOutside(
  run: Run,
  workspaceId: number,
  seq: number,
  stores: readonly ClearedStore[],
  at: number,
): Promise<void> {
  await run(FINISH_OUTSIDE, [workspaceId, seq, JSON.stringify(stores), at])
}

/** Notes the horizon on every receipt whose key-encryption key is destroyed: `kek` is the oldest that still exists. */
export async function reachHorizon(run: Run, workspaceId: number, kek: number, at: number): Promise<void> {
  await run(REACH_HORIZON, [workspaceId, kek, at])
}
