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
  readonly #epochs = new Map<number, number>()

  constructor(pool: Pool, folder: KeyFolder) {
    this.#pool = pool
    this.#folder = folder
  }

  /** Reads the keys of these clients that are not in memory yet, and answers how to find them. */
  load(workspaceId: number, clientIds: Iterable<number>): Promise<KeyLookup> {
    return this.#read(workspaceId, new Set(clientIds), id => this.has(workspaceId, id))
  }

  /** Like `load`, but reads a client again whose key of this kind is not in memory: another server may have made it. */
  loadKinds(
    workspaceId: number,
    needs: readonly (readonly [clientId: number, kind: KeyKind])[],
  ): Promise<KeyLookup> {
    const kinds = new Map<number, KeyKind[]>()
    for (const [id, kind] of needs) {
      const own = kinds.get(id)
      if (own === undefined) kinds.set(id, [kind])
      else own.push(kind)
    }
    return this.#read(workspaceId, kinds.keys(), id =>
      kinds.get(id)!.every(kind => this.get(workspaceId, id, kind) !== undefined),
    )
  }

  /**
   * The answer keeps what it found, whatever is let go from memory meanwhile: a key that is only not in memory must
   * never look like one that was destroyed.
   */
  async #read(
    workspaceId: number,
    clientIds: Iterable<number>,
    isThere: (clientId: number) => boolean,
  ): Promise<KeyLookup> {
    const ids = [...clientIds]
    for (;;) {
      const epoch = this.epoch(workspaceId)
      const clients = this.#of(workspaceId)
      const missing = ids.filter(id => !isThere(id))
      const found = new Map(ids.map(id => [id, clients.get(id)]))
      if (missing.length > 0) {
        const rows = await readTogether(this.#pool, workspaceId, run =>
          run<KeyRow>(SELECT_KEYS, [workspaceId, int8Array(missing)]),
        )
        // Keys destroyed while their rows were on the way must not come back into memory.
        if (epoch !== this.epoch(workspaceId)) continue
        this.#remember(workspaceId, missing, rows)
        for (const id of missing) found.set(id, this.#of(workspaceId).get(id))
      }
      return {
        facts: clientId => found.get(clientId)?.get(FACTS),
        personal: (clientId, year) => found.get(clientId)?.get(year),
      }
    }
  }

  /** Moves on whenever keys of the workspace were destroyed: what was opened before may have to be forgotten. */
  epoch(workspaceId: number): number {
    return this.#epochs.get(workspaceId) ?? 0
  }

  /** Drops everything that is in memory of a workspace of which keys were destroyed. */
  dropDestroyed(workspaceId: number): void {
    this.#epochs.set(workspaceId, this.epoch(workspaceId) + 1)
    this.forget(workspaceId)
  }

  has(workspaceId: number, clientId: number): boolean {
    return this.#of(workspaceId).has(clientId)
  }

  get(workspaceId: number, clientId: number, kind: KeyKind): Buffer | undefined {
    return this.#workspaces.get(workspaceId)?.get(clientId)?.get(kind)
  }

  /** Keeps a new key in memory and answers it wrapped, as it is to be stored. */
  add(workspaceId: number, clientId: number, kind: KeyKind, key: Buffer): { kek: number; wrapped: Buffer } {
    const known = this.#of(workspaceId)
    let keys = known.get(clientId)
    if (keys === undefined) known.set(clientId, (keys = new Map()))
    keys.set(kind, key)
    const { kek } = this.#folder.workspace(workspaceId)
    return { kek: kek.id, wrapped: wrapKey(kek.key, key) }
  }

  /** Forgets what is in memory, after a failed append. */
  forget(workspaceId: number): void {
    this.#workspaces.delete(workspaceId)
  }

  #of(workspaceId: number): Map<number, KeysOfClient> {
    let clients = this.#workspaces.get(workspaceId)
    if (clients === undefined) this.#workspaces.set(workspaceId, (clients = new Map()))
    return clients
  }

  #remember(workspaceId: number, clientIds: readonly number[], rows: readonly KeyRow[]): void {
    const clients = this.#of(workspaceId)
    if (clients.size > MAX_CLIENTS) clients.clear()
    // Keys that an append has just made and not yet committed stay.
    for (const id of clientIds) if (!clients.has(id)) clients.set(id, new Map())
    const folder = this.#folder.workspace(workspaceId)
    for (const row of rows) {
      const kek = folder.kekById(row.kek)
      if (kek !== undefined) clients.get(row.client_id)!.set(row.kind, unwrapKey(kek, row.wrapped))
    }
  }
}
