/** One object, or one client, as it is stored now: opened, with the version that an act stands on. */
import type { Daybook } from '../../daybook.ts'
import type { Workspace } from '../../entry/workspace.ts'
import { parseId } from '../../ids.ts'
import { survivorOf } from '../append/follow-merges.ts'
import { clientLookup, loadKnown, objectLookup, type Wanted } from '../load-known.ts'
import { type KnownClient, type KnownObject, Registry } from '../registry.ts'
import { readTogether } from '../transaction.ts'

type Reading = Pick<Daybook, 'pools' | 'clientKeys' | 'folder'>

export interface StoredObject {
  readonly object: KnownObject
  /** The clients it is of, in their order; those of whom nothing is left are among them. */
  readonly owners: readonly KnownClient[]
  /** The entry that last changed its row. */
  readonly lastSeq: number
}

export interface StoredClient {
  readonly client: KnownClient
  readonly lastSeq: number
}

const NOTHING: Wanted = { clientLookups: [], clientIds: [], objectLookups: [], objectIds: [] }

const OBJECT_SEQ = {
  name: 'object_last_seq',
  text: 'select version, last_seq as seq from daybook.objects where workspace_id = $1 and object_id = $2',
}
const CLIENT_SEQ = {
  name: 'client_last_seq',
  text: 'select version, directory_seq as seq from daybook.clients where workspace_id = $1 and client_id = $2',
}

/** Undefined where there is none of this type with this id, or nothing of it can be opened any more. */
export async function readKnownObject(
  daybook: Reading,
  workspace: Workspace,
  type: string,
  id: string,
): Promise<StoredObject | undefined> {
  const own = parseId('ob', id)
  const lookup = objectLookup(daybook.folder.workspace(workspace.id), type, id)
  const wanted =
    own === undefined ? { ...NOTHING, objectLookups: [lookup] } : { ...NOTHING, objectIds: [own] }
  return settled(daybook, workspace, wanted, OBJECT_SEQ, registry => {
    const object = [...registry.objectsById.values()].find(one => one.type === type)
    return (
      object && { row: object, read: lastSeq => ({ object, owners: ownersOf(object, registry), lastSeq }) }
    )
  })
}

/** Some objects by their numbers; those that cannot be opened are left out. */
export async function readKnownObjects(
  daybook: Reading,
  workspace: Workspace,
  objectIds: readonly number[],
): Promise<readonly KnownObject[]> {
  if (objectIds.length === 0) return []
  const registry = new Registry()
  await loadKnown(daybook.pools.app, workspace.id, registry, daybook.clientKeys, { ...NOTHING, objectIds })
  return [...registry.objectsById.values()]
}

/** The same with their owners, by number with the entry that last changed each. */
export async function readStoredObjects(
  daybook: Reading,
  workspace: Workspace,
  lastSeqs: ReadonlyMap<number, number>,
): Promise<readonly StoredObject[]> {
  if (lastSeqs.size === 0) return []
  const registry = new Registry()
  const wanted = { ...NOTHING, objectIds: [...lastSeqs.keys()] }
  await loadKnown(daybook.pools.app, workspace.id, registry, daybook.clientKeys, wanted)
  return [...registry.objectsById.values()].map(object => ({
    object,
    owners: ownersOf(object, registry),
    lastSeq: lastSeqs.get(object.id)!,
  }))
}

/** Of somebody who is merged it is the survivor, unless the very profile is asked for. */
export async function readKnownClient(
  daybook: Reading,
  workspace: Workspace,
  id: string,
  exact?: true,
): Promise<StoredClient | undefined> {
  const own = parseId('cl', id)
  const lookup = clientLookup(daybook.folder.workspace(workspace.id), id)
  const wanted =
    own === undefined ? { ...NOTHING, clientLookups: [lookup] } : { ...NOTHING, clientIds: [own] }
  return settled(daybook, workspace, wanted, CLIENT_SEQ, registry => {
    const client = registry.clientNamed(id)
    const found = client && (exact ? client : survivorOf(client, registry, () => {}))
    return found && { row: found, read: lastSeq => ({ client: found, lastSeq }) }
  })
}

const ownersOf = (object: KnownObject, registry: Registry): KnownClient[] =>
  object.clients.flatMap(id => registry.clientsById.get(id) ?? [])

interface Found<T> {
  readonly row: { readonly id: number; readonly version: number }
  read(lastSeq: number): T
}

/** Read again while the row moves between its two readings. */
async function settled<T>(
  daybook: Reading,
  workspace: Workspace,
  wanted: Wanted,
  statement: { readonly name: string; readonly text: string },
  find: (registry: Registry) => Found<T> | undefined,
): Promise<T | undefined> {
  for (;;) {
    const registry = new Registry()
    await loadKnown(daybook.pools.app, workspace.id, registry, daybook.clientKeys, wanted)
    const found = find(registry)
    if (found === undefined) return undefined
    const [row] = await readTogether(daybook.pools.app, workspace.id, run =>
      run<{ version: number; seq: number }>(statement, [workspace.id, found.row.id]),
    )
    if (row?.version === found.row.version) return found.read(row.seq)
  }
}
