/** Client keys, unwrapped and held in memory while they are used. Beside rotation, nothing else unwraps them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { LogError } from '@daybook/protocol'
import type { Pool } from 'pg'
import type { KeyLookup } from '../entry/open-entry.ts'
import type { KeyFolder } from '../keys/key-folder.ts'
import type { Keks } from '../keys/keks.ts'
import { wrapKey } from '../keys/seal.ts'
import { unwrapClientKey } from '../keys/unwrap-client-key.ts'
import { readKekInForce } from './kek-rows.ts'
import { readTaken } from './privacy/retention-takes.ts'
import { int8Array } from './sql-array.ts'
import { readTogether } from './transaction.ts'

/** What a key opens: 0 the facts, −1 the profile, else what `personalKind` says. */
export type KeyKind = number
export const FACTS: KeyKind = 0
export const PROFILE: KeyKind = -1
/** The key of an export, under the export's id in the place of a client's. */
export const EXPORT_KEY: KeyKind = -2
/** The key of a saved view, under the view's id. */
export const VIEW_KEY: KeyKind = -3

const MAX_CLIENTS = 50_000
/** Readings that a rotation or an erasure may overtake before one gives up, and ms between them. */
const MAX_TRIES = 20
const PAUSE = 15
/** A workspace that is just being made has this one, and no row that says so. */
const FIRST_KEK = 1

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

interface KnownKeys {
  readonly clients: Map<number, KeysOfClient>
  /** The key-encryption key in force when this was read: new keys are wrapped under it, and the commit checks it. */
  kek: { readonly number: number; readonly key: Buffer } | undefined
  kekIsFresh: boolean
  /** Years that retention has taken, and how often, as of the same reading. */
  taken: ReadonlyMap<number, number>
  /** Moves on when keys were destroyed: what was read before may not be remembered after. */
  epoch: number
}

export class ClientKeys {
  readonly #pool: Pool
  readonly #folder: KeyFolder
  readonly #keks: Keks
  readonly #workspaces = new Map<number, KnownKeys>()

  constructor(pool: Pool, folder: KeyFolder, keks: Keks) {
    this.#pool = pool
    this.#folder = folder
    this.#keks = keks
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
   * Makes sure that `add` can wrap: reads which key-encryption key is in force and which years retention has taken, where
   * that is not known. Throws
   * `keys_missing` where the key folder does not have it.
   */
  async ready(workspaceId: number): Promise<void> {
    const known = this.#of(workspaceId)
    if (known.kekIsFresh && this.#keks.exists(workspaceId, known.kek!.number)) return
    this.#folder.workspace(workspaceId)
    for (let tries = 1; ; tries++) {
      const [inForce, taken] = await readTogether(this.#pool, workspaceId, run =>
        Promise.all([readKekInForce(run, workspaceId), readTaken(run, workspaceId)]),
      )
      const number = inForce ?? FIRST_KEK
      const key = await this.#keks.of(workspaceId, number)
      if (key !== undefined) {
        known.kek = { number, key }
        known.taken = taken
        known.kekIsFresh = true
        return
      }
      if (tries === MAX_TRIES) throw this.#keks.missing(workspaceId, number)
      await sleep(PAUSE)
    }
  }

  /** How often retention has taken a year, as of `ready`: the commit checks it. */
  taken(workspaceId: number, year: number): number {
    return this.#of(workspaceId).taken.get(year) ?? 0
  }

  has(workspaceId: number, clientId: number): boolean {
    return this.#of(workspaceId).clients.has(clientId)
  }

  get(workspaceId: number, clientId: number, kind: KeyKind): Buffer | undefined {
    return this.#workspaces.get(workspaceId)?.clients.get(clientId)?.get(kind)
  }

  /** A new key as it is to be stored. `ready` comes first. */
  wrap(workspaceId: number, key: Buffer): { kek: number; wrapped: Buffer } {
    const { kek } = this.#of(workspaceId)
    if (kek === undefined)
      throw new LogError('internal', 'a client key was made before its workspace was ready')
    return { kek: kek.number, wrapped: wrapKey(kek.key, key) }
  }

  /** Keeps a key in memory that is stored now. */
  keep(workspaceId: number, clientId: number, kind: KeyKind, key: Buffer): void {
    const { clients } = this.#of(workspaceId)
    let keys = clients.get(clientId)
    if (keys === undefined) clients.set(clientId, (keys = new Map()))
    keys.set(kind, key)
  }

  /** Forgets what is in memory, after a failed append. */
  forget(workspaceId: number): void {
    const known = this.#of(workspaceId)
    known.clients.clear()
    // It stays for a group that is being prepared: the check under the lock refuses what it wraps.
    known.kekIsFresh = false
  }

  /** Moves on whenever keys of the workspace were destroyed: what was opened before may have to be forgotten. */
  epoch(workspaceId: number): number {
    return this.#of(workspaceId).epoch
  }

  /** Drops everything that is in memory of a workspace of which keys were destroyed. */
  dropDestroyed(workspaceId: number): void {
    this.#of(workspaceId).epoch++
    this.forget(workspaceId)
  }

  /** New keys are wrapped under another key-encryption key from now on; those in memory stay what they are. */
  kekChanged(workspaceId: number): void {
    this.#of(workspaceId).kekIsFresh = false
  }

  #of(workspaceId: number): KnownKeys {
    let known = this.#workspaces.get(workspaceId)
    if (known === undefined)
      this.#workspaces.set(
        workspaceId,
        (known = { clients: new Map(), kek: undefined, kekIsFresh: false, taken: new Map(), epoch: 0 }),
      )
    return known
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
    for (let tries = 1; ; tries++) {
      const known = this.#of(workspaceId)
      const { epoch } = known
      const missing = ids.filter(id => !isThere(id))
      const found = new Map(ids.map(id => [id, known.clients.get(id)]))
      if (missing.length > 0) {
        const rows = await readTogether(this.#pool, workspaceId, run =>
          run<KeyRow>(SELECT_KEYS, [workspaceId, int8Array(missing)]),
        )
        const keks = await this.#keksOf(workspaceId, rows)
        const gone = rows.find(row => keks.get(row.kek) === undefined)
        // A rotation has wrapped them under another key since, or an erasure has destroyed some.
        if (gone !== undefined || known.epoch !== epoch) {
          if (tries === MAX_TRIES) throw this.#overtaken(workspaceId, gone)
          await sleep(PAUSE)
          continue
        }
        this.#remember(workspaceId, missing, rows, keks)
        for (const id of missing) found.set(id, known.clients.get(id))
      }
      return {
        facts: clientId => found.get(clientId)?.get(FACTS),
        personal: (clientId, kind) => found.get(clientId)?.get(kind),
      }
    }
  }

  #overtaken(workspaceId: number, gone: KeyRow | undefined): LogError {
    if (gone !== undefined) return this.#keks.missing(workspaceId, gone.kek)
    return new LogError('log_busy', 'The keys of this workspace keep changing: try again in a moment.', {
      retryAfter: 1,
    })
  }

  async #keksOf(workspaceId: number, rows: readonly KeyRow[]): Promise<Map<number, Buffer | undefined>> {
    this.#folder.workspace(workspaceId)
    const keks = new Map<number, Buffer | undefined>()
    for (const number of new Set(rows.map(row => row.kek)))
      keks.set(number, await this.#keks.of(workspaceId, number))
    return keks
  }

  #remember(
    workspaceId: number,
    clientIds: readonly number[],
    rows: readonly KeyRow[],
    keks: ReadonlyMap<number, Buffer | undefined>,
  ): void {
    const { clients } = this.#of(workspaceId)
    if (clients.size > MAX_CLIENTS) clients.clear()
    for (const id of clientIds) if (!clients.has(id)) clients.set(id, new Map())
    for (const row of rows) {
      const key = unwrapClientKey(keks.get(row.kek)!, row.wrapped, workspaceId, row.kek)
      clients.get(row.client_id)!.set(row.kind, key)
    }
  }
}
