/** Reads clients and objects into a registry: those that a group of entries names and that it does not know yet. */
import type { Pool } from 'pg'
import type { KeyLookup } from '../entry/open-entry.ts'
import { EMPTY_STATE } from '../entry/state.ts'
import type { WorkspaceKeys } from '../keys/key-folder.ts'
import type { ToldMoney } from './accounts.ts'
import { type ClientKeys, FACTS, PROFILE } from './client-keys.ts'
import { type KnownClient, type KnownObject, type Registry } from './registry.ts'
import { openBusiness, openDirectory, openPersonal } from './sealed-state.ts'
import { byteaArray, int8Array } from './sql-array.ts'
import { readTogether } from './transaction.ts'

export const LOOKUP_BYTES = 16
export const clientLookup = (keys: WorkspaceKeys, hostId: string): Buffer =>
  keys.mac('client', hostId).subarray(0, LOOKUP_BYTES)
export const objectLookup = (keys: WorkspaceKeys, type: string, hostId: string): Buffer =>
  keys.mac('object', type, hostId).subarray(0, LOOKUP_BYTES)

const SELECT_CLIENTS = {
  name: 'known_clients',
  text: `select client_id, lookup, directory, version,
           (select m.survivor from daybook.client_merges m
            where m.workspace_id = $1 and m.client_id = c.client_id) as survivor
         from daybook.clients c
         where workspace_id = $1 and (lookup = any($2::bytea[]) or client_id = any($3::bigint[]))`,
}
const SELECT_OBJECTS = {
  name: 'known_objects',
  text: `select o.object_id, o.type, o.lookup, o.version, o.client_id, o.state, o.state_keys,
           o.account, o.told_amount, o.told_returned,
           array(select c.client_id from daybook.object_clients c
                 where c.workspace_id = $1 and c.object_id = o.object_id order by c.place) as clients,
           (select c.state from daybook.object_clients c
            where c.workspace_id = $1 and c.object_id = o.object_id and c.state is not null order by c.place limit 1) as personal,
           (select c.client_id from daybook.object_clients c
            where c.workspace_id = $1 and c.object_id = o.object_id and c.state is not null order by c.place limit 1) as personal_of
         from daybook.objects o
         where o.workspace_id = $1 and (o.lookup = any($2::bytea[]) or o.object_id = any($3::bigint[]))`,
}

export interface Wanted {
  readonly clientLookups: readonly Buffer[]
  readonly clientIds: readonly number[]
  readonly objectLookups: readonly Buffer[]
  readonly objectIds: readonly number[]
}

interface ClientRow {
  client_id: number
  lookup: Buffer | null
  directory: Buffer | null
  version: number
  survivor: number | null
}
interface ObjectRow {
  object_id: number
  type: string
  lookup: Buffer | null
  version: number
  client_id: number | null
  state: Buffer | null
  state_keys: Buffer | null
  account: number | null
  told_amount: number | null
  told_returned: number | null
  clients: string[] | number[]
  personal: Buffer | null
  /** The client under whose profile key it is sealed. */
  personal_of: number | null
}

/** @param unopened what to do with what was changed so that its keys do not open it: `skip` leaves it out */
export async function loadKnown(
  pool: Pool,
  workspaceId: number,
  registry: Registry,
  clientKeys: Pick<ClientKeys, 'loadKinds'>,
  wanted: Wanted,
  unopened: 'throw' | 'skip' = 'throw',
): Promise<void> {
  const [clientRows, objectRows] = await readWanted(pool, workspaceId, wanted)
  const known = new Set(clientRows.map(row => row.client_id))
  const owners = new Set(
    objectRows.flatMap(ownersOf).filter(id => !known.has(id) && !registry.clientsById.has(id)),
  )
  const readMore = async (more: readonly number[]): Promise<void> => {
    if (more.length === 0) return
    const values = [workspaceId, byteaArray([]), int8Array(more)]
    clientRows.push(...(await readTogether(pool, workspaceId, run => run<ClientRow>(SELECT_CLIENTS, values))))
  }
  // An entry may name only the object; then it is about the object's clients.
  await readMore([...owners])
  // And of somebody who is merged it is about the survivor, who may be merged in turn.
  for (;;) {
    const here = new Set(clientRows.map(row => row.client_id))
    const isHere = (id: number): boolean => here.has(id) || registry.clientsById.has(id)
    const survivors = clientRows.flatMap(({ survivor }) =>
      survivor === null || isHere(survivor) ? [] : survivor,
    )
    if (survivors.length === 0) break
    await readMore([...new Set(survivors)])
  }
  // By kind: of a client who is in memory, the key that is needed here may be missing.
  const ids = [...clientRows.map(row => row.client_id), ...objectRows.flatMap(ownersOf)]
  const keys = await clientKeys.loadKinds(
    workspaceId,
    ids.flatMap(id => [[id, FACTS] as const, [id, PROFILE] as const]),
  )
  const [clientOf, objectOf] =
    unopened === 'skip' ? [orNothing(readClient), orNothing(readObject)] : [readClient, readObject]
  for (const row of clientRows) {
    const client = registry.clientsById.has(row.client_id) ? undefined : clientOf(row, keys)
    if (client !== undefined) registry.addClient(client)
  }
  for (const row of objectRows) {
    const object = registry.objectsById.has(row.object_id) ? undefined : objectOf(row, keys)
    if (object !== undefined) registry.addObject(object)
  }
}

const orNothing =
  <Row, Known>(read: (row: Row, keys: KeyLookup) => Known) =>
  (row: Row, keys: KeyLookup): Known | undefined => {
    try {
      return read(row, keys)
    } catch {
      return undefined
    }
  }

const ownersOf = (row: ObjectRow): number[] => row.clients.map(Number)

function readWanted(pool: Pool, workspaceId: number, wanted: Wanted): Promise<[ClientRow[], ObjectRow[]]> {
  return readTogether(pool, workspaceId, run =>
    Promise.all([
      wanted.clientLookups.length + wanted.clientIds.length === 0
        ? ([] as ClientRow[])
        : run<ClientRow>(SELECT_CLIENTS, [
            workspaceId,
            byteaArray(wanted.clientLookups),
            int8Array(wanted.clientIds),
          ]),
      wanted.objectLookups.length + wanted.objectIds.length === 0
        ? ([] as ObjectRow[])
        : run<ObjectRow>(SELECT_OBJECTS, [
            workspaceId,
            byteaArray(wanted.objectLookups),
            int8Array(wanted.objectIds),
          ]),
    ]),
  )
}

/** Undefined where nothing that opens its state exists any more. */
function readObject(row: ObjectRow, keys: KeyLookup): KnownObject | undefined {
  const clients = ownersOf(row)
  const sealed =
    row.state === null ? undefined : { state: row.state, clientId: row.client_id, stateKeys: row.state_keys }
  const opened = sealed && openBusiness(row.object_id, sealed, clients, keys.facts)
  if (opened?.hostId === undefined || row.lookup === null) return undefined
  const profile = row.personal_of === null ? undefined : keys.personal(row.personal_of, PROFILE)
  return {
    id: row.object_id,
    type: row.type,
    lookup: row.lookup,
    version: row.version,
    hostId: opened.hostId,
    name: opened.name,
    nameAt: opened.nameAt,
    clients,
    business: opened.business,
    personal:
      row.personal === null || profile === undefined
        ? EMPTY_STATE
        : openPersonal(row.object_id, row.personal, profile),
    money: moneyOf(row),
  }
}

/** What stands on an account of its own names none yet. */
function moneyOf({
  object_id: id,
  account,
  told_amount: amount,
  told_returned: returned,
}: ObjectRow): ToldMoney {
  return {
    ...(account !== null && account !== id && { account }),
    ...(amount !== null && { amount }),
    ...(returned !== null && { returned }),
  }
}

function readClient(row: ClientRow, keys: KeyLookup): KnownClient {
  const key = keys.personal(row.client_id, PROFILE)
  const directory =
    row.directory === null || key === undefined ? undefined : openDirectory(row.client_id, row.directory, key)
  return {
    id: row.client_id,
    lookup: row.lookup,
    version: row.version,
    hostId: directory?.hostId,
    name: directory?.name,
    nameAt: directory?.nameAt ?? -Infinity,
    fields: directory?.fields ?? EMPTY_STATE,
    survivor: row.survivor ?? undefined,
  }
}
