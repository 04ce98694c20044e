/**
 * What the append path knows of a workspace's clients and objects: ids, last states, versions. It runs ahead of the
 * database by the groups in flight. Where one of them fails a new registry takes its place, and what was prepared on
 * the old one is prepared again; what others write meanwhile is found by the check under the head's lock.
 */
import type { ActorType } from '@daybook/protocol'
import type { State } from '../entry/state.ts'
import type { WorkspaceKeys } from '../keys/key-folder.ts'
import { actorCode } from './codes.ts'
import { EMPTY_STATE } from '../entry/state.ts'
import { NO_MONEY, type ToldMoney } from './accounts.ts'
import { parseId } from '../ids.ts'

export interface KnownClient {
  readonly id: number
  readonly lookup: Buffer | null
  /** Version of the row; 0 where it is not stored yet. */
  version: number
  hostId?: string
  name?: string
  /** UTC ms of the entry that gave the name: an older entry does not take it back. */
  nameAt: number
  fields: State
  /** The client into whom this one is merged: what is said of this one is said of that one. */
  readonly survivor?: number | undefined
}

export interface KnownObject {
  readonly id: number
  readonly type: string
  readonly lookup: Buffer
  version: number
  hostId: string
  name?: string
  nameAt: number
  /** The clients it is of, in the order in which they came. */
  clients: readonly number[]
  business: State
  personal: State
  money: ToldMoney
}

/** True of a client who is stored and of whom nothing but the id is left: anonymised or erased. */
export const isGone = (client: KnownClient): boolean => client.lookup === null

const MAX_KNOWN = 100_000

/** One workspace's clients and objects by the host's id and by ours. */
export class Registry {
  readonly clientsByHostId = new Map<string, KnownClient>()
  readonly clientsById = new Map<number, KnownClient>()
  readonly objectsByName = new Map<string, KnownObject>()
  readonly objectsById = new Map<number, KnownObject>()
  readonly actorNames = new Map<number, string>()
  /** The place of the last group that was prepared on it. */
  lastPlace = 0
  /** Client keys that groups in flight have made, by client and kind. */
  readonly pendingKeys = new Map<string, Buffer>()
  /** `<actor> <client>`: of whom people of the staff are known to have made entries. */
  readonly acted = new Set<string>()
  readonly #actorCodes = new Map<string, number>()

  addClient(client: KnownClient): KnownClient {
    this.clientsById.set(client.id, client)
    if (client.hostId !== undefined) this.clientsByHostId.set(client.hostId, client)
    return client
  }

  /** By the host's id or ours. */
  clientNamed(id: string): KnownClient | undefined {
    return id.startsWith('cl_') ? this.clientsById.get(parseId('cl', id)!) : this.clientsByHostId.get(id)
  }

  addObject(object: KnownObject): KnownObject {
    this.objectsById.set(object.id, object)
    this.objectsByName.set(objectName(object.type, object.hostId), object)
    return object
  }

  /** The number of an actor; an HMAC, so that it is kept. */
  actorCode(keys: WorkspaceKeys, type: ActorType, hostId: string): number {
    const name = objectName(type, hostId)
    let code = this.#actorCodes.get(name)
    if (code === undefined) {
      if (this.#actorCodes.size >= MAX_KNOWN) this.#actorCodes.clear()
      this.#actorCodes.set(name, (code = actorCode(keys, type, hostId)))
    }
    return code
  }

  /** Before a group is read, never while it is prepared: what was read for it must stay until it is done. */
  makeRoom(): void {
    if (this.clientsById.size >= MAX_KNOWN) this.forgetClients()
    if (this.objectsById.size >= MAX_KNOWN) this.forgetObjects()
    if (this.acted.size >= MAX_KNOWN) this.acted.clear()
  }

  forgetClients(): void {
    this.clientsByHostId.clear()
    this.clientsById.clear()
  }

  forgetObjects(): void {
    this.objectsByName.clear()
    this.objectsById.clear()
  }
}

/** A type and a host's id as one name; a type has no space. */
export const objectName = (type: string, hostId: string): string => `${type} ${hostId}`

export const newClient = (id: number, lookup: Buffer, hostId: string): KnownClient => ({
  id,
  lookup,
  version: 0,
  hostId,
  nameAt: -Infinity,
  fields: EMPTY_STATE,
})

export const newObject = (id: number, type: string, lookup: Buffer, hostId: string): KnownObject => ({
  id,
  type,
  lookup,
  version: 0,
  hostId,
  nameAt: -Infinity,
  clients: [],
  business: EMPTY_STATE,
  personal: EMPTY_STATE,
  money: NO_MONEY,
})
