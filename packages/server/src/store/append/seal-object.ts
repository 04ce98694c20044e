/** An object's state as a group leaves it: split into its business and personal halves, and sealed. */
import { privacyOf } from '@daybook/catalogue'
import { servesEverybody } from '../../entry/ownership.ts'
import type { State } from '../../entry/state.ts'
import type { WorkspaceKeys } from '../../keys/key-folder.ts'
import { accountColumns } from '../accounts.ts'
import { FACTS, PROFILE } from '../client-keys.ts'
import { columnsOf } from '../object-columns.ts'
import { isGone, type KnownObject, type Registry } from '../registry.ts'
import { sealBusiness, sealPersonal } from '../sealed-state.ts'
import type { ChangedObject } from './group.ts'
import type { GroupKeys } from './group-keys.ts'

/** The version from which a row goes on, and the first and the last entry of the group that change it. */
export interface Touched {
  readonly from: number
  readonly first: number
  entry: number
}

/**
 * What serves everybody keeps nothing personal. Where no client owns the object there is nobody to seal a personal
 * half for, and its entries hold it in clear as well.
 */
export function keepState(object: KnownObject, next: State): void {
  const business = Object.create(null) as Record<string, State[string]>
  const personal = Object.create(null) as Record<string, State[string]>
  const everybodys = servesEverybody(object.type)
  const ownerless = !everybodys && object.clients.length === 0
  for (const [field, value] of Object.entries(next)) {
    if (ownerless || privacyOf(object.type, field) === 'business') business[field] = value
    else if (!everybodys) personal[field] = value
  }
  object.business = business as State
  object.personal = personal as State
}

export function sealObject(
  object: KnownObject,
  { from, first, entry }: Touched,
  keys: GroupKeys,
  given: {
    readonly registry: Registry
    readonly keys: WorkspaceKeys
    readonly workspace: { readonly timeZone: string }
  },
): ChangedObject {
  const { state, clientId, stateKeys } = sealBusiness(object, id => keys.of(id, FACTS))
  const hasPersonal = Object.keys(object.personal).length > 0
  return {
    object,
    from,
    first,
    entry,
    state,
    stateClient: clientId,
    stateKeys,
    // Who was anonymised still owns the business half, and has a row that says so; a personal half under a new key would
    // bring the person back.
    personal: object.clients.map((id, place) => {
      const owner = given.registry.clientsById.get(id)
      const seals = hasPersonal && !(owner !== undefined && isGone(owner))
      return {
        clientId: id,
        place,
        state: seals ? sealPersonal(object, keys.of(id, PROFILE)) : undefined,
      }
    }),
    columns: columnsOf(object.type, object.business, given.workspace.timeZone, given.keys),
    account: accountColumns(object.type, object.id, object.money, object.business),
  }
}
