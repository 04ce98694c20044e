/** One object's row against its entries told again. */
import { privacyOf } from '@daybook/catalogue'
import { servesEverybody } from '../entry/ownership.ts'
import type { State } from '../entry/state.ts'
import { formatId } from '../ids.ts'
import { unwrapKey, WRAPPED_BYTES } from '../keys/seal.ts'
import type { ObjectRow, OwnerRow } from '../store/check/object-rows.ts'
import { FACTS, PROFILE } from '../store/client-keys.ts'
import { objectLookup } from '../store/load-known.ts'
import { openBusiness, type OpenedBusiness, openPersonal } from '../store/sealed-state.ts'
import type { Checking } from './checking.ts'
import { columnsAgree, isEmptied } from './compare-columns.ts'
import { sameAssigned } from './same-assigned.ts'
import { checkMentions } from './mentions.ts'
import type { ObjectReplay } from './object-replay.ts'

type Wrong = (what: string, seq?: number) => void

/** What is stored beside an object's row. */
export interface BesideObject {
  readonly owners: readonly OwnerRow[]
  /** To whom of the staff it is assigned. */
  readonly assigned: readonly number[]
}

export function compareObject(
  checking: Checking,
  row: ObjectRow,
  { owners, assigned }: BesideObject,
  replay: ObjectReplay,
  wrong: Wrong,
): void {
  const { keys, erasures } = checking
  const name = formatId('ob', row.object_id)
  const everOwned = [...replay.owners, ...replay.erasedOwners]
  const cleared = everOwned.reduce((sum, id) => sum + erasures.timesGone(id), 0)
  // Filling what a row from before a column lacks changes it once more.
  checkMentions(replay.mentions, row, name, wrong, cleared + 1)
  if (row.type !== replay.type) wrong(`the row of ${name} is of another type than its entries say`)
  // The last owner's erasure emptied the row for good; whoever was named with it later owns an empty row.
  const allGone = replay.wasEmptied
  const expected = replay.hostId === undefined ? undefined : objectLookup(keys, row.type, replay.hostId)
  if (row.lookup === null ? !allGone : expected !== undefined && !row.lookup.equals(expected))
    wrong(`${name} is looked up under another id than its entries say`)
  if (!sameOwners(checking, owners, replay)) wrong(`${name} is not of the clients that its entries say`)
  if (allGone && !isEmptied(row))
    return wrong(`${name} was emptied by an erasure, and something stands in it`)
  if (row.state === null) {
    if (!allGone) wrong(`the state of ${name} is empty, and no entry tells of an erasure`)
    if (assigned.length > 0) wrong(`${name} is assigned to somebody, and its state is empty`)
    return
  }
  const state = openState(checking, row, owners, replay)
  if (state === 'gone') return
  if (state === 'wrong') return wrong(`the state of ${name} cannot be opened with its clients’ keys`)
  if (row.object_id <= checking.filled.objects && !sameAssigned(checking, row.type, stateOf(state), assigned))
    wrong(`${name} is not assigned to whom its state says`)
  compareState(checking, row, state, replay, () => wrong(`the state of ${name} is not what its entries say`))
}

function sameOwners({ erasures }: Checking, owners: readonly OwnerRow[], replay: ObjectReplay): boolean {
  const stored = new Map(owners.map(owner => [owner.client_id, owner.place]))
  const told = replay.owners.every((id, place) =>
    // Of an anonymised client there may be no row, because there is nothing to keep in it.
    stored.has(id) ? stored.get(id) === place : erasures.isPersonGone(id),
  )
  return told && owners.every(owner => replay.owners.includes(owner.client_id))
}

interface OpenedState {
  readonly business: OpenedBusiness
  readonly personal: State
  /** True where a client's half can no longer be opened. */
  readonly partly: boolean
}

// Without a prototype: `stored['constructor']` must be a field or nothing.
const stateOf = ({ business, personal }: OpenedState): State =>
  Object.assign(Object.create(null) as object, business.business, personal)

function openState(
  { clientKeys, erasures }: Checking,
  row: ObjectRow,
  owners: readonly OwnerRow[],
  replay: ObjectReplay,
): OpenedState | 'gone' | 'wrong' {
  const ids = owners.map(owner => owner.client_id)
  if (!isWrappedFor(row, replay)) return 'wrong'
  try {
    const sealed = { state: row.state!, clientId: row.client_id, stateKeys: row.state_keys }
    const wrapped = row.state_keys === null ? ids : replay.owners
    const keyOf = (id: number): Buffer | undefined => clientKeys.get(id, FACTS)
    if (row.state_keys !== null && !isOneKey(row.state_keys, wrapped, keyOf)) return 'wrong'
    const business = openBusiness(row.object_id, sealed, wrapped, keyOf)
    if (business === undefined) return wrapped.every(id => erasures.isErased(id)) ? 'gone' : 'wrong'
    const halves = owners.flatMap(owner => {
      const key = clientKeys.get(owner.client_id, PROFILE)
      if (key === undefined) return []
      return [owner.state === null ? {} : openPersonal(row.object_id, owner.state, key)]
    })
    const [personal = {}] = halves
    if (halves.some(half => JSON.stringify(half) !== JSON.stringify(personal))) return 'wrong'
    const keyless = ids.filter(id => clientKeys.get(id, PROFILE) === undefined)
    if (keyless.some(id => !erasures.isPersonGone(id))) return 'wrong'
    // An owner who was anonymised before being erased took a personal half along that was theirs alone then.
    const partly = replay.erasedOwners.size > 0 || replay.owners.some(id => erasures.isPersonGone(id))
    return { business, personal, partly }
  } catch {
    return 'wrong'
  }
}

/** In clear without a client, under the key of the only one, or under a key of its own that is wrapped for each. */
function isWrappedFor(row: ObjectRow, { owners, erasedOwners }: ObjectReplay): boolean {
  const own = row.client_id === null && row.state_keys?.length === owners.length * WRAPPED_BYTES
  if (owners.length > 1) return own
  // Of several clients all but one may have been erased since the state was sealed.
  if (owners.length === 1 && own) return erasedOwners.size > 0
  return row.state_keys === null && row.client_id === (owners[0] ?? null)
}

/** Every client's wrapping must lead to the same key. */
function isOneKey(
  wrapped: Buffer,
  owners: readonly number[],
  keyOf: (id: number) => Buffer | undefined,
): boolean {
  const found = owners.flatMap((id, i) => {
    const key = keyOf(id)
    return key === undefined
      ? []
      : [unwrapKey(key, wrapped.subarray(i * WRAPPED_BYTES, (i + 1) * WRAPPED_BYTES)).toString('hex')]
  })
  return new Set(found).size <= 1
}

function compareState(
  checking: Checking,
  row: ObjectRow,
  opened: OpenedState,
  replay: ObjectReplay,
  wrong: () => void,
): void {
  const { business, partly } = opened
  const everybodys = servesEverybody(row.type)
  const stored = stateOf(opened)
  const differ = replay.state.differences(stored, (field, found) => {
    const isPersonal = privacyOf(row.type, field) !== 'business'
    if (found !== undefined)
      return (
        replay.goneAt.has(found.at) || (partly && isPersonal && replay.state.wasToldSinceLoss(field, found))
      )
    // What serves everybody keeps nothing personal; of an anonymised client's objects only the business half is left.
    return (everybodys || partly) && isPersonal
  })
  const named =
    (business.name === replay.name && business.nameAt === replay.nameAt) || replay.goneAt.has(business.nameAt)
  const hostId = replay.hostId === undefined || business.hostId === replay.hostId
  const sameColumns = columnsAgree(checking, row, business.business, replay.money)
  if (differ.length > 0 || !named || !hostId || !sameColumns) wrong()
}
