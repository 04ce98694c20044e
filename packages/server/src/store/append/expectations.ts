/** What a request was decided on: it is written only while that is still so (optimistic locking). */
import { parseId } from '../../ids.ts'
import { objectName, type Registry } from '../registry.ts'
import { survivorOf } from './follow-merges.ts'
import type { AppendRequest } from './group.ts'

/** The version of a stored row, 0 where there was none. */
export type Expected =
  | { readonly kind: 'object'; readonly type: string; readonly id: string; readonly version: number }
  | {
      readonly kind: 'client'
      readonly id: string
      readonly version: number
      /** The profile itself, also where it is merged into another. */
      readonly exact?: true
    }

/** Somebody else changed what the request was decided on: decide again on what is there now. */
export class Overtaken extends Error {
  constructor() {
    super('what was read has been changed since')
  }
}

/** Whoever was told so decides anew: prepared once more, in a group that moved, it must not be written after all. */
const overtaken = new WeakSet<AppendRequest>()

/** What the requests of a group name: each may change it, and its version moves only when the group is done. */
export class NamedInGroup {
  readonly #names = new Set<string>()

  /** True where something that the request stands on is not as it was, or may be changed by an earlier one. */
  overtakes(request: AppendRequest, registry: Registry): boolean {
    const isSo =
      overtaken.has(request) ||
      (request.expects ?? []).some(
        one => this.#names.has(nameOf(one)) || versionOf(one, registry) !== one.version,
      )
    if (isSo) overtaken.add(request)
    return isSo
  }

  add(request: AppendRequest, registry: Registry): void {
    for (const { intent } of request.intents) {
      for (const { type, id } of intent.objects)
        this.#names.add(nameOf({ kind: 'object', type, id: objectIn(registry, type, id)?.hostId ?? id }))
      for (const { id } of intent.clients)
        this.#names.add(nameOf({ kind: 'client', id: namedIn(registry, id, intent.exact)?.hostId ?? id }))
    }
  }
}

type Named =
  | { readonly kind: 'object'; readonly type: string; readonly id: string }
  | { readonly kind: 'client'; readonly id: string; readonly exact?: true }

const nameOf = (one: Named): string =>
  one.kind === 'object' ? `o ${objectName(one.type, one.id)}` : `c ${one.id}`

const versionOf = (one: Named, registry: Registry): number =>
  (one.kind === 'object' ? objectIn(registry, one.type, one.id) : namedIn(registry, one.id, one.exact))
    ?.version ?? 0

const objectIn = (registry: Registry, type: string, id: string) => {
  const own = parseId('ob', id)
  return own === undefined ? registry.objectsByName.get(objectName(type, id)) : registry.objectsById.get(own)
}

function namedIn(registry: Registry, id: string, exact?: true) {
  const client = registry.clientNamed(id)
  return client === undefined || exact ? client : survivorOf(client, registry, () => {})
}
