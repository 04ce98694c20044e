/** A stored object or client as a reader gets it: values, versions, and the acts that its state allows. Pure. */
import { type Act, type ActState, allowedActs } from '@daybook/catalogue'
import type { Json, ObjectClient, ObjectView } from '@daybook/protocol'
import type { State } from '../entry/state.ts'
import { formatInstant } from '../entry/times.ts'
import { formatId } from '../ids.ts'
import type { StoredClient, StoredObject } from '../store/read/known-subject.ts'
import { isGone, type KnownClient } from '../store/registry.ts'
import { toldMoney } from './told-money.ts'

/** Values of fields; those that are empty or hidden are left out. */
export const plainState = (state: State): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    Object.entries(state).flatMap(([field, { v }]) => (v === undefined || v === null ? [] : [[field, v]])),
  )

export function viewObject({ object, owners, lastSeq }: StoredObject, acts: readonly Act[]): ObjectView {
  return {
    type: object.type,
    id: object.hostId,
    ref: formatId('ob', object.id),
    ...(object.name !== undefined && { name: object.name }),
    version: lastSeq,
    clients: owners.map(viewOwner),
    ...viewState({ ...object.business, ...object.personal }, acts, toldMoney(object)),
  }
}

export function viewClient({ client, lastSeq }: StoredClient, acts: readonly Act[]): ObjectView {
  const ref = formatId('cl', client.id)
  return {
    type: 'client',
    id: client.hostId ?? ref,
    ref,
    ...(client.name !== undefined && { name: client.name }),
    version: lastSeq,
    clients: [viewOwner(client)],
    ...viewState(client.fields, isGone(client) ? [] : acts),
  }
}

function viewState(state: State, acts: readonly Act[], told: ActState = {}) {
  const fields = plainState(state)
  const hidden = Object.keys(state).filter(field => state[field]!.v === undefined)
  return {
    deleted: fields['deleted'] === 'yes',
    fields,
    ...(hidden.length > 0 && { hidden }),
    changedAt: Object.fromEntries(Object.entries(state).map(([field, { at }]) => [field, formatInstant(at)])),
    acts: allowedActs(acts, { ...told, ...fields }).map(act => act.name),
  }
}

const viewOwner = (client: KnownClient): ObjectClient => ({
  id: formatId('cl', client.id),
  ...(client.hostId !== undefined && { hostId: client.hostId }),
  ...(client.name !== undefined && { name: client.name }),
  erased: isGone(client),
})
