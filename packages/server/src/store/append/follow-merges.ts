/** An entry that names somebody who is merged is about the survivor: their keys, their timeline, once. */
import type { Actor, Intent, IntentClient } from '../../entry/intent.ts'
import { formatId } from '../../ids.ts'
import type { KnownClient, KnownObject, Registry } from '../registry.ts'

/** @param read told of everybody on the way, whose rows must still be as they are known when it is written */
export function followMerges(
  intent: Intent,
  registry: Registry,
  read: (client: KnownClient) => void,
): Intent {
  if (intent.exact) return intent
  const isMerged = ({ id }: IntentClient): boolean => registry.clientNamed(id)?.survivor !== undefined
  if (!intent.clients.some(isMerged)) return intent
  const clients: IntentClient[] = []
  const ids: string[] = []
  const places = intent.clients.map(given => {
    const named = registry.clientNamed(given.id)
    const survivor = named && survivorOf(named, registry, read)
    const id = survivor === undefined ? given.id : formatId('cl', survivor.id)
    const place = ids.indexOf(id)
    if (place >= 0) return place
    ids.push(id)
    // The name of the one who is merged is not the survivor's.
    return clients.push(survivor === named ? given : { id }) - 1
  })
  const moved = (actor: Actor): Actor =>
    actor.type === 'client' ? { ...actor, client: places[actor.client]! } : actor
  return {
    ...intent,
    clients,
    actor: moved(intent.actor),
    ...(intent.onBehalfOf !== undefined && { onBehalfOf: moved(intent.onBehalfOf) }),
  }
}

/** The client at the end of the way from one who may be merged; `read` is told of all before it. */
export function survivorOf(
  client: KnownClient,
  registry: Registry,
  read: (client: KnownClient) => void,
): KnownClient {
  let at = client
  while (at.survivor !== undefined) {
    read(at)
    at = registry.clientsById.get(at.survivor)!
  }
  return at
}

/**
 * Those of an entry's clients who do not own the object yet. What belongs to somebody who is merged stays theirs alone: the
 * survivor's acts on it make it nobody else's. The owners who were asked are noted in `read`.
 */
export function notYetOwning(
  object: KnownObject,
  clients: readonly KnownClient[],
  registry: Registry,
  read: Map<number, number>,
): readonly number[] {
  const more = clients.map(client => client.id).filter(id => !object.clients.includes(id))
  if (more.length === 0 || object.clients.length === 0) return more
  const survivors = new Set<number>()
  for (const id of object.clients) {
    const owner = registry.clientsById.get(id)
    if (owner === undefined || owner.version === 0) continue
    read.set(id, owner.version)
    survivorOf(owner, registry, one => survivors.add(one.survivor!))
  }
  return more.filter(id => !survivors.has(id))
}
