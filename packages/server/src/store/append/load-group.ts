/** The first step of an append: reads what the group's entries name and the registry does not know yet. */
import type { Pool } from 'pg'
import type { Workspace } from '../../entry/workspace.ts'
import { parseId } from '../../ids.ts'
import type { WorkspaceKeys } from '../../keys/key-folder.ts'
import type { ClientKeys } from '../client-keys.ts'
import { clientLookup, loadKnown, objectLookup } from '../load-known.ts'
import { objectName, type Registry } from '../registry.ts'
import { int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'
import type { AppendRequest } from './group.ts'
import type { Classified, Kinds } from './kinds.ts'

export interface Loading {
  readonly workspace: Workspace
  readonly keys: WorkspaceKeys
  readonly clientKeys: ClientKeys
  readonly registry: Registry
  readonly kinds: Kinds
}

export async function loadGroup(
  pool: Pool,
  requests: readonly AppendRequest[],
  given: Loading,
): Promise<void> {
  const { workspace, keys, registry, clientKeys, kinds } = given
  registry.makeRoom()
  const clientLookups = new Map<string, Buffer>()
  const objectLookups = new Map<string, Buffer>()
  const clientIds = new Set<number>()
  const objectIds = new Set<number>()
  const newKinds: Classified[] = []
  for (const { intents } of requests) {
    for (const { intent } of intents) {
      if (kinds.find(workspace.id, intent) === undefined) newKinds.push(intent)
      for (const { id } of intent.clients) {
        const own = parseId('cl', id)
        if (own !== undefined) {
          if (!registry.clientsById.has(own)) clientIds.add(own)
        } else if (!registry.clientsByHostId.has(id)) clientLookups.set(id, clientLookup(keys, id))
      }
      for (const { type, id } of intent.objects) {
        const own = parseId('ob', id)
        const name = objectName(type, id)
        const known = own === undefined ? registry.objectsByName.get(name) : registry.objectsById.get(own)
        // Whose a known object is must be known too: an entry that names it alone is about them.
        for (const owner of known?.clients ?? []) if (!registry.clientsById.has(owner)) clientIds.add(owner)
        if (known !== undefined) continue
        if (own !== undefined) objectIds.add(own)
        else objectLookups.set(name, objectLookup(keys, type, id))
      }
    }
  }
  if (newKinds.length > 0) await kinds.ensure(workspace.id, newKinds)
  if (clientLookups.size + objectLookups.size + clientIds.size + objectIds.size > 0) {
    await loadKnown(pool, workspace.id, registry, clientKeys, {
      clientLookups: [...clientLookups.values()],
      clientIds: [...clientIds],
      objectLookups: [...objectLookups.values()],
      objectIds: [...objectIds],
    })
  }
  await loadActorNames(pool, requests, given)
  // Keys of clients that the registry knows may have been let go from memory since.
  const missing = neededClients(requests, registry).filter(id => !clientKeys.has(workspace.id, id))
  if (missing.length > 0) await clientKeys.load(workspace.id, missing)
}

const SELECT_ACTORS = {
  name: 'actor_names',
  text: 'select actor, name from daybook.actors where workspace_id = $1 and actor = any($2::bigint[])',
}

/** Whoever acts without a name has their last known one. */
async function loadActorNames(pool: Pool, requests: readonly AppendRequest[], given: Loading): Promise<void> {
  const { workspace, keys, registry } = given
  const missing = new Set<number>()
  for (const { intents } of requests) {
    for (const { intent } of intents) {
      for (const actor of [intent.actor, intent.onBehalfOf]) {
        if (
          actor === undefined ||
          actor.type === 'client' ||
          actor.id === undefined ||
          actor.name !== undefined
        )
          continue
        const code = registry.actorCode(keys, actor.type, actor.id)
        if (!registry.actorNames.has(code)) missing.add(code)
      }
    }
  }
  if (missing.size === 0) return
  const rows = await readTogether(pool, workspace.id, run =>
    run<{ actor: number; name: string }>(SELECT_ACTORS, [workspace.id, int8Array([...missing])]),
  )
  for (const row of rows) registry.actorNames.set(row.actor, row.name)
}

function neededClients(requests: readonly AppendRequest[], registry: Registry): number[] {
  const ids = new Set<number>()
  for (const { intents } of requests) {
    for (const { intent } of intents) {
      for (const { id } of intent.clients) {
        const known = registry.clientsByHostId.get(id)?.id ?? parseId('cl', id)
        if (known !== undefined) ids.add(known)
      }
      for (const { type, id } of intent.objects) {
        const own = parseId('ob', id)
        const object =
          own === undefined ? registry.objectsByName.get(objectName(type, id)) : registry.objectsById.get(own)
        for (const owner of object?.clients ?? []) ids.add(owner)
      }
    }
  }
  // What is said of somebody who is merged is sealed for the survivor.
  for (const id of ids) {
    const survivor = registry.clientsById.get(id)?.survivor
    if (survivor !== undefined) ids.add(survivor)
  }
  return [...ids]
}
