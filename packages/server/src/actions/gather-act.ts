/** Everything that the decision about an act looks at, read anew for each try. */
import type { Act } from '@daybook/catalogue'
import { type DraftClient, type Json, LogError } from '@daybook/protocol'
import type { ActInput } from '../acts/act-input.ts'
import type { Acting, ActingObject, Automatic } from '../acts/acting.ts'
import { othersOf } from '../acts/decide-act.ts'
import { rulesOf } from '../acts/rules.ts'
import { toldMoney } from '../acts/told-money.ts'
import { plainState } from '../acts/view-object.ts'
import type { Daybook } from '../daybook.ts'
import { EMPTY_STATE, type State } from '../entry/state.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import type { Expected } from '../store/append/expectations.ts'
import { isGone, type KnownClient } from '../store/registry.ts'
import { sayRefusal } from '../acts/say-refusal.ts'
import { findAny, findStored, missing, shownTo, type Stored } from './read-object.ts'
import { changesSince } from './changes-since.ts'

export interface Gathered {
  readonly acting: Acting
  /** Undefined where the act makes it. */
  readonly found: Stored | undefined
  readonly state: State
  /** 0 where it does not exist yet. */
  readonly subject: number
  readonly expects: readonly Expected[]
}

export interface ActTarget {
  readonly act: Act
  readonly type: string
  readonly id: string
  readonly input: ActInput
  readonly automatic?: Automatic | undefined
}

/** Throws `not_found`, `version_conflict`, `query_invalid`. */
export async function gatherAct(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  { act, type, id, input, automatic }: ActTarget,
): Promise<Gathered> {
  const found = await findStored(daybook, principal, workspace, type, id)
  if (found === undefined && (act.makes !== true || /^(ob|cl)_/.test(id))) throw missing(type)
  if (found === undefined && (await findAny(daybook, workspace, type, id)) !== undefined)
    throw new LogError('act_refused', sayRefusal(act, { why: 'exists' }))
  const state = stateOf(found)
  const object = found && actingObject(found, state)
  const subject = found === undefined ? 0 : numberOf(found)
  if (input.ifVersion !== undefined)
    await requireVersion(daybook, principal, workspace, found, input.ifVersion)
  const others = await findOthers(daybook, principal, workspace, { act, input, object, id })
  const given = input.clients ?? (input.client === undefined ? [] : [input.client])
  const owners = [...given, ...(object?.clients ?? []), ...others.flatMap(other => other.clients)]
  if (act.client === true && owners.length === 0)
    throw invalid('/client', `"${act.name}" needs to know whose it is`)
  return {
    acting: {
      act,
      object,
      type,
      id: object?.id ?? id,
      input: act.makes === true ? withDefaults(input, act, others) : input,
      now: daybook.now(),
      timeZone: workspace.timeZone,
      rules: rulesOf(workspace.settings.rules),
      automatic,
    },
    found,
    state,
    subject,
    expects: [expectedOf(found, type, object?.id ?? id)],
  }
}

export const stateOf = (found: Stored | undefined): State =>
  found === undefined
    ? EMPTY_STATE
    : found.of === 'client'
      ? found.stored.client.fields
      : { ...found.stored.object.business, ...found.stored.object.personal }

const numberOf = (found: Stored): number =>
  found.of === 'client' ? found.stored.client.id : found.stored.object.id

function expectedOf(found: Stored | undefined, type: string, id: string): Expected {
  if (type === 'client') {
    const version = found?.of === 'client' ? found.stored.client.version : 0
    return { kind: 'client', id, version }
  }
  return { kind: 'object', type, id, version: found?.of === 'object' ? found.stored.object.version : 0 }
}

function actingObject(found: Stored, state: State): ActingObject {
  const { hostId, name, owners } =
    found.of === 'client'
      ? { ...found.stored.client, owners: [found.stored.client] }
      : { ...found.stored.object, owners: found.stored.owners }
  if (hostId === undefined)
    throw new LogError('act_refused', 'Of this client nothing is left that could be changed.')
  return {
    type: found.of === 'client' ? 'client' : found.stored.object.type,
    id: hostId,
    name,
    state: plainState(state),
    ...(found.of === 'object' && { told: toldMoney(found.stored.object) }),
    changedAt: Object.fromEntries(Object.entries(state).map(([field, { at }]) => [field, at])),
    clients: owners.flatMap(namedClient),
  }
}

/** Of whom nothing is left cannot be named; the entry is about them all the same, by the object. */
const namedClient = (client: KnownClient): DraftClient[] =>
  isGone(client) || client.hostId === undefined ? [] : [{ id: client.hostId }]

/** Throws `version_conflict` with what changed since. */
export async function requireVersion(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  found: Stored | undefined,
  version: number,
): Promise<void> {
  if ((found?.stored.lastSeq ?? 0) === version) return
  if (found === undefined) throw invalid('/ifVersion', 'there is nothing yet that could have a version')
  const object = await shownTo(daybook, principal, workspace, found)
  const message = 'Somebody else has changed it since you read it: see what, and decide again.'
  if (object === undefined) throw new LogError('version_conflict', message)
  const since = { subject: numberOf(found), ref: object.ref, version }
  const changes = await changesSince(daybook, principal, workspace, since)
  throw new LogError('version_conflict', message, { current: { object, changes } })
}

interface Other {
  readonly type: string
  readonly clients: readonly DraftClient[]
  readonly state: Readonly<Record<string, Json>>
}

/** What an act ties to its object must be there: a payment of a booking that nobody knows is a slip of the pen. */
async function findOthers(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  of: Pick<Acting, 'act' | 'input' | 'object' | 'id'>,
): Promise<Other[]> {
  const found: Other[] = []
  for (const { type, id } of othersOf(of)) {
    const other = await findStored(daybook, principal, workspace, type, id)
    if (other?.of === 'object')
      found.push({
        type,
        clients: other.stored.owners.flatMap(namedClient),
        state: plainState(stateOf(other)),
      })
    // What a host once named beside the object need not be known here.
    else if (isGiven(of.input, type, id)) throw invalid('/objects', `there is no ${type} with the id ${id}`)
  }
  return found
}

const isGiven = ({ fields, objects, other }: ActInput, type: string, id: string): boolean =>
  fields?.[type] === id ||
  [...(objects ?? []), ...(other ? [other] : [])].some(one => one.type === type && one.id === id)

/** A booking is as long, costs as much and is where its service says, unless somebody says otherwise. */
const FROM_SERVICE = [
  'duration',
  'bufferBefore',
  'buffer',
  'groupSize',
  'price',
  'currency',
  'location',
  'room',
] as const
const MINUTES = 60

function withDefaults(input: ActInput, act: Act, others: readonly Other[]): ActInput {
  if (act.of !== 'booking') return input
  const service = others.find(other => other.type === 'service')?.state ?? {}
  const fields = { ...input.fields }
  for (const field of FROM_SERVICE)
    if (fields[field] === undefined && service[field] !== undefined) fields[field] = service[field]
  if (fields['endsAt'] === undefined && fields['duration'] === undefined) fields['duration'] = MINUTES
  return { ...input, fields }
}

const invalid = (path: string, message: string): LogError =>
  new LogError('query_invalid', `${path}: ${message}`, { errors: [{ path, message }] })
