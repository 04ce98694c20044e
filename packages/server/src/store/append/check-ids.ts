import type { InputError } from '@daybook/protocol'
import type { Intent } from '../../entry/intent.ts'
import { parseId } from '../../ids.ts'
import type { Registry } from '../registry.ts'

/**
 * Ids of ours must name something that exists; a host's id may be new.
 * @param mayBeGone true for an act of ours about a client of whom nothing but the id is left
 */
export function checkIds(
  registry: Registry,
  intent: Intent,
  path: string,
  errors: InputError[],
  mayBeGone: boolean,
): void {
  const place = (one: string, list: readonly unknown[], i: number): string =>
    `${path}/${list.length === 1 ? one : `${one}s/${i}`}/id`
  for (const [i, client] of intent.clients.entries()) {
    const id = parseId('cl', client.id)
    const known = id === undefined ? undefined : registry.clientsById.get(id)
    if (id === undefined && !client.id.startsWith('cl_')) continue
    if (known === undefined || (known.hostId === undefined && !mayBeGone))
      errors.push({ path: place('client', intent.clients, i), message: `no client has the id ${client.id}` })
  }
  for (const [i, object] of intent.objects.entries()) {
    if (!object.id.startsWith('ob_')) continue
    const id = parseId('ob', object.id)
    const known = id === undefined ? undefined : registry.objectsById.get(id)
    if (known?.type !== object.type)
      errors.push({
        path: place('object', intent.objects, i),
        message: `no ${object.type} has the id ${object.id}`,
      })
  }
}
