/**
 * The client keys that a check opens parts with: read from the rows as it goes on, and not from what the server holds in
 * memory, so that a row that was changed is found.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { KeyLookup } from '../../entry/open-entry.ts'
import type { Keks } from '../../keys/keks.ts'
import { unwrapKey } from '../../keys/seal.ts'
import { FACTS, type KeyKind } from '../client-keys.ts'
import { int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'

const SELECT_KEYS = {
  name: 'check_keys',
  text: `select client_id, kind, kek, wrapped from daybook.client_keys
         where workspace_id = $1 and client_id = any($2::bigint[])`,
}

interface KeyRow {
  client_id: number
  kind: number
  kek: number
  wrapped: Buffer
}

/** Clients whose keys are held at once. */
const MOST_CLIENTS = 20_000
/** Readings that a rotation may overtake, and ms between them. */
const MAX_TRIES = 20
const PAUSE = 15

/** A client's keys by kind; null where the row is there and does not unwrap. */
type KeysOfClient = ReadonlyMap<KeyKind, Buffer | null>

export class CheckKeys implements KeyLookup {
  readonly #pool: Pool
  readonly #workspaceId: number
  readonly #keks: Keks
  readonly #clients = new Map<number, KeysOfClient>()

  constructor(pool: Pool, workspaceId: number, keks: Keks) {
    this.#pool = pool
    this.#workspaceId = workspaceId
    this.#keks = keks
  }

  /** Holds the keys of these clients; those of others may be let go. */
  async load(clientIds: Iterable<number>): Promise<void> {
    const ids = [...new Set(clientIds)]
    let missing = ids.filter(id => !this.#clients.has(id))
    if (missing.length === 0) return
    if (this.#clients.size + missing.length > MOST_CLIENTS) {
      this.#clients.clear()
      missing = ids
    }
    await this.#read(missing)
  }

  /** As those who append ask for keys. */
  async loadKinds(
    _: number,
    needs: readonly (readonly [clientId: number, kind: KeyKind])[],
  ): Promise<KeyLookup> {
    await this.load(needs.map(([id]) => id))
    return { facts: id => this.facts(id), personal: (id, kind) => this.personal(id, kind) }
  }

  /** Reads again: what was not there a moment ago may have been made since. */
  async reload(clientIds: Iterable<number>): Promise<void> {
    await this.#read([...new Set(clientIds)])
  }

  async #read(ids: readonly number[]): Promise<void> {
    for (let tries = 1; ; tries++) {
      const rows = await readTogether(this.#pool, this.#workspaceId, run =>
        run<KeyRow & Record<string, unknown>>(SELECT_KEYS, [this.#workspaceId, int8Array(ids)]),
      )
      const keks = new Map<number, Buffer | undefined>()
      for (const number of new Set(rows.map(row => row.kek)))
        keks.set(number, await this.#keks.of(this.#workspaceId, number))
      // A rotation may have wrapped them under another key since, and destroyed the one that they name here.
      const rotated = rows.some(row => keks.get(row.kek) === undefined)
      if (rotated && tries < MAX_TRIES) {
        await sleep(PAUSE)
        continue
      }
      const read = new Map<number, Map<KeyKind, Buffer | null>>(ids.map(id => [id, new Map()]))
      for (const row of rows) read.get(row.client_id)!.set(row.kind, unwrapOrNothing(keks.get(row.kek), row))
      for (const [id, keys] of read) this.#clients.set(id, keys)
      return
    }
  }

  get(clientId: number, kind: KeyKind): Buffer | undefined {
    return this.#clients.get(clientId)?.get(kind) ?? undefined
  }

  facts(clientId: number): Buffer | undefined {
    return this.get(clientId, FACTS)
  }

  personal(clientId: number, year: number): Buffer | undefined {
    return this.get(clientId, year)
  }

  /** True where the row is there but its key cannot be unwrapped. */
  isBroken(clientId: number, kind: KeyKind): boolean {
    return this.#clients.get(clientId)?.get(kind) === null
  }

  /** Kinds of the client's keys that are there. */
  kindsOf(clientId: number): KeyKind[] {
    return [...(this.#clients.get(clientId)?.keys() ?? [])]
  }
}

function unwrapOrNothing(kek: Buffer | undefined, row: KeyRow): Buffer | null {
  if (kek === undefined) return null
  try {
    return unwrapKey(kek, row.wrapped)
  } catch {
    return null
  }
}
