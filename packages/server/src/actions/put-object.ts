/**
 * Records what an object is, as a whole: Daybook finds what changed since it last knew it, and one entry tells of that.
 * A first state is a baseline, never a creation (R-A2); where nothing changed there is no entry. Whoever sends states
 * keeps the records elsewhere, so no state of the object refuses it: only one that was deleted must be restored first.
 */
import { type Act, findAction, findField, recordedAction } from '@daybook/catalogue'
import { type ActAnswer, type InputError, type Json, LogError } from '@daybook/protocol'
import { Draft } from '@daybook/protocol/draft'
import { checkValue } from '../acts/check-value.ts'
import { linkedOf, nameOf } from '../acts/decide-act.ts'
import { PutInput } from '../acts/put-input.ts'
import { sayRefusal } from '../acts/say-refusal.ts'
import { plainState } from '../acts/view-object.ts'
import { actsOfType, ownField } from '../acts/workspace-acts.ts'
import type { Daybook } from '../daybook.ts'
import { canonicalJson } from '../entry/canonical.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import type { Intent } from '../entry/intent.ts'
import { applyState } from '../entry/state.ts'
import { KEY_MAC_BYTES, understand } from '../entry/understand.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { Overtaken } from '../store/append/expectations.ts'
import { stateRules } from '../store/append/state-rules.ts'
import type { Scene } from './act-intents.ts'
import { pointer, requireSources, understandingOf } from './append-entries.ts'
import { checkInput } from './check-input.ts'
import { requireVersion, stateOf } from './gather-act.ts'
import { findEarlier, requireActor } from './perform-act.ts'
import { findAny, findStored, shownTo, type Stored } from './read-object.ts'
import { requireSeenParties } from './require-seen-parties.ts'

/** Tries after others were faster. */
const MOST_TRIES = 100

interface Target {
  readonly type: string
  readonly id: string
  readonly input: PutInput
  readonly contentMac: Buffer
}

/** @throws LogError `query_invalid`, `act_refused`, `version_conflict`, `key_conflict`, `entry_invalid` */
export async function putObject(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  address: { readonly type: string; readonly id: string },
  body: unknown,
): Promise<ActAnswer> {
  requireRight(principal, 'act')
  const { type, id } = address
  if (type === 'client')
    throw new LogError('not_found', 'A client’s profile is at /v1/clients/{id}, not among the objects.')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const input = checkInput(PutInput, body)
  checkState(workspace, type, input.state)
  requireActor(principal, input)
  const content = daybook.folder
    .workspace(workspace.id)
    .mac('content', canonicalJson({ ...input, put: type, id }))
  const target: Target = { type, id, input, contentMac: content.subarray(0, KEY_MAC_BYTES) }
  const scene: Scene = { daybook, principal, caller, workspace, beside: {} }
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    try {
      return await put(scene, target)
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
      await new Promise(resolve => setTimeout(resolve, tries))
    }
  }
  throw new LogError('log_busy', 'Others kept changing the same: send it again.', { retryAfter: 1 })
}

async function put(scene: Scene, target: Target): Promise<ActAnswer> {
  const { daybook, principal, workspace } = scene
  const { type, input, contentMac } = target
  const { key } = input
  const earlier = key === undefined ? undefined : await findEarlier(scene, { key, contentMac })
  if (earlier !== undefined) return answerWith(scene, target, [earlier])
  const found = await findFor(scene, target)
  if (input.ifVersion !== undefined)
    await requireVersion(daybook, principal, workspace, found, input.ifVersion)
  const intent = await intentOf(scene, target, found)
  if (found !== undefined && isSame(scene, target, found, intent)) return answerWith(scene, target, [])
  const intents = [{ intent, path: '' }]
  await requireSeenParties(daybook, principal, workspace, intents)
  const id = found?.of === 'object' ? found.stored.object.hostId : target.id
  const version = found?.of === 'object' ? found.stored.object.version : 0
  const bytes = Buffer.byteLength(JSON.stringify(input)) + 1000
  const receipts = await daybook.log.append(workspace, intents, bytes, undefined, undefined, [
    { kind: 'object', type, id, version },
  ])
  return answerWith(scene, target, receipts)
}

/** What is stored of it; nothing where it is new. */
async function findFor(
  { daybook, principal, workspace }: Scene,
  { type, id }: Target,
): Promise<Stored | undefined> {
  const found = await findStored(daybook, principal, workspace, type, id)
  const act = { of: type, name: 'put' } as Act
  if (found === undefined) {
    if (id.startsWith('ob_')) throw new LogError('not_found', `There is no ${type} with this id.`)
    if ((await findAny(daybook, workspace, type, id)) !== undefined)
      throw new LogError('act_refused', sayRefusal(act, { why: 'exists' }))
    return undefined
  }
  const restorable = actsOfType(workspace, type).some(one => one.name === 'restore')
  if (restorable && plainState(stateOf(found))['deleted'] === 'yes')
    throw new LogError('act_refused', sayRefusal(act, { why: 'deleted' }))
  return found
}

async function intentOf(
  { daybook, principal, caller }: Scene,
  { type, id, input, contentMac }: Target,
  found: Stored | undefined,
): Promise<Intent> {
  const { state, client, clients, objects, reason, actor, source, key } = input
  const stored = found?.of === 'object' ? found.stored.object : undefined
  const hostId = stored?.hostId ?? id
  const name = nameOf(type, state) ?? stored?.name
  const known = findAction(`${type}.updated`) === undefined ? 'object.updated' : `${type}.updated`
  const draft: Draft = checkInput(Draft, {
    action: found === undefined ? recordedAction(type) : known,
    objects: [
      { type, id: hostId, ...(name !== undefined && { name }) },
      ...linkedOf({ of: type, id: hostId, fields: state, given: objects ?? [] }),
    ],
    state,
    ...(client && { client }),
    ...(clients && { clients }),
    ...(reason !== undefined && { reason }),
    ...(actor && { actor }),
    ...(source && { source }),
    ...(key !== undefined && { key }),
    ...(principal.kind !== 'key' && { context: contextOf(caller) }),
  })
  const errors: InputError[] = []
  const intent = understand(draft, '', errors, await understandingOf(daybook, principal))
  if (intent === undefined)
    throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
  requireSources(principal, [{ intent, path: '' }])
  return key === undefined ? intent : { ...intent, contentMac }
}

/** True where all is as it was last told: a state that comes again every night makes no entries. */
function isSame({ daybook, workspace }: Scene, { type }: Target, found: Stored, intent: Intent): boolean {
  const keys = daybook.folder.workspace(workspace.id)
  const rules = stateRules(workspace, keys, type)
  const { changes, baseline } = applyState(
    stateOf(found),
    intent.state ?? {},
    intent.occurrence.at,
    true,
    rules,
  )
  return changes.length === 0 && baseline === undefined
}

async function answerWith(
  { daybook, principal, workspace }: Scene,
  { type, id }: Target,
  entries: ActAnswer['entries'],
): Promise<ActAnswer> {
  const found = await findStored(daybook, principal, workspace, type, id)
  const object = found && (await shownTo(daybook, principal, workspace, found))
  return { entries, ...(object && { object }) }
}

/**
 * Hosts write most things as they like, and the log keeps them. What Daybook computes with (hours, zones), and what the
 * workspace itself declared, must be as declared. Throws `query_invalid` with every place.
 */
function checkState(workspace: Workspace, type: string, state: Readonly<Record<string, Json>>): void {
  const errors = Object.entries(state).flatMap(([name, value]): InputError[] => {
    const path = pointer(['state', name])
    if (name === 'deleted') return [{ path, message: 'follows from deleting and restoring it' }]
    const known = findField(type, name)
    const field = ownField(workspace, type, name) ?? (known?.format === undefined ? undefined : known)
    const message = field && checkValue(field, value, workspace.timeZone)
    return message === undefined ? [] : [{ path, message }]
  })
  if (errors.length > 0)
    throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, {
      errors: errors.slice(0, 100),
    })
}
