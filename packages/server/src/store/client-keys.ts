/** Client keys, unwrapped and held in memory while they are used. Nothing else unwraps them. */
import type { Pool } from 'pg'
import type { KeyLookup } from '../entry/open-entry.ts'
import type { KeyFolder } from '../keys/key-folder.ts'
import { unwrapKey, wrapKey } from '../keys/seal.ts'
import { int8Array } from './sql-array.ts'
import { readTogether } from './transaction.ts'

/** What a key opens: 0 the facts, −1 the profile, a year the personal parts of entries of that year. */
export type KeyKind = number
export const FACTS: KeyKind = 0
export const PROFILE: KeyKind = -1

const MAX_CLIENTS = 50_000

const SELECT_KEYS = {
  name: 'client_keys_of',
  text: `select client_id, kind, kek, wrapped from daybook.client_keys
         where workspace_id = $1 and client_id = any($2::bigint[])`,
}

interface KeyRow {
  client_id: number
  kind: number
  kek: number
  wrapped: Buffer
}

type KeysOfClient = Map<KeyKind, Buffer>

export class ClientKeys {
  readonly #pool: Pool
  readonly #folder: KeyFolder
  readonly #workspaces = new Map<number, Map<number, KeysOfClient>>()

  constructor(pool: Pool, folder: KeyFolder) {
    this.#pool = pool
    this.#folder = folder
  }

  /** Reads the keys of these clients that are not in memory yet, and answers how to find them. */
  load(workspaceId: number, clientIds: Iterable<number>): Promise<KeyLookup> {
    const known = this.#of(workspaceId)
    return this.#read(
      workspaceId,
      [...new Set(clientIds)].filter(id => !known.has(id)),
    )
  }

  /** Like `load`, but reads a client again whose key of this kind is not in memory: another server may have made it. */
  loadKinds(
    workspaceId: number,
    needs: Iterable<readonly [clientId: number, kind: KeyKind]>,
  ): Promise<KeyLookup> {
    const missing = new Set<number>()
    for (const [clientId, kind] of needs)
      if (this.get(workspaceId, clientId, kind) === undefined) missing.add(clientId)
    return this.#read(workspaceId, [...missing])
  }

  async #read(workspaceId: number, missing: readonly number[]): Promise<KeyLookup> {
    if (missing.length > 0) {
      const rows = await readTogether(this.#pool, workspaceId, run =>
        run<KeyRow>(SELECT_KEYS, [workspaceId, int8Array(missing)]),
      )
      this.#remember(workspaceId, missing, rows)
    }
    return this.lookup(workspaceId)
  }

  lookup(workspaceId: number): KeyLookup {
    return {
      facts: clientId => this.get(workspaceId, clientId, FACTS),
      personal: (clientId, year) => this.get(workspaceId, clientId, year),
    }
  }

  has(workspaceId: number, clientId: number): boolean {
    return this.#of(workspaceId).has(clientId)
  }

  get(workspaceId: number, clientId: number, kind: KeyKind): Buffer | undefined {
    return this.#workspaces.get(workspaceId)?.get(clientId)?.get(kind)
  }

  /** A new key as it is to be stored. */
  wrap(workspaceId: number, key: Buffer): { kek: number; wrapped: Buffer } {
    const { kek } = this.#folder.workspace(workspaceId)
    return { kek: kek.id, wrapped: wrapKey(kek.key, key) }
  }

  /** Keeps a key in memory that is stored now. */
  keep(workspaceId: number, clientId: number, kind: KeyKind, key: Buffer): void {
    const known = this.#of(workspaceId)
    let keys = known.get(clientId)
    if (keys === undefined) known.set(clientId, (keys = new Map()))
    keys.set(kind, key)
  }

  /** Forgets what is in memory: after a failed append, and when a client was erased. */
  forget(workspaceId: number, clientId?: number): void {
    if (clientId === undefined) this.#workspaces.delete(workspaceId)
    else this.#workspaces.get(workspaceId)?.delete(clientId)
  }

  #of(workspaceId: number): Map<number, KeysOfClient> {
    let clients = this.#workspaces.get(workspaceId)
    if (clients === undefined) this.#workspaces.set(workspaceId, (clients = new Map()))
    return clients
  }

  #remember(workspaceId: number, clientIds: readonly number[], rows: readonly KeyRow[]): void {
    const clients = this.#of(workspaceId)
    if (clients.size > MAX_CLIENTS) clients.clear()
    for (const id of clientIds) if (!clients.has(id)) clients.set(id, new Map())
    const folder = this.#folder.workspace(workspaceId)
    for (const row of rows) {
      const kek = folder.kekById(row.kek)
      if (kek !== undefined) clients.get(row.client_id)!.set(row.kind, unwrapKey(kek, row.wrapped))
    }
  }
}
