/**
 * Does something with an object or client: the act's entry, those that rules make of it, and the state that follows are
 * written in one transaction, or none of them is. Decided on what is stored, and decided again where somebody was faster.
 */
import { type ActAnswer, LogError, type Receipt } from '@daybook/protocol'
import { ActInput, CreateInput } from '../acts/act-input.ts'
import type { Automatic } from '../acts/acting.ts'
import { checkActInput } from '../acts/check-act-input.ts'
import { type Money, consequencesOf, mayHaveConsequences } from '../acts/consequences.ts'
import { decideAct } from '../acts/decide-act.ts'
import { newId } from '../acts/new-id.ts'
import { OneAtATime } from '../acts/one-at-a-time.ts'
import { toldMoney } from '../acts/told-money.ts'
import { plainState } from '../acts/view-object.ts'
import { wantedSlot } from '../acts/wanted-slot.ts'
import { actsOfType, ownField } from '../acts/workspace-acts.ts'
import type { Daybook } from '../daybook.ts'
import { canonicalJson } from '../entry/canonical.ts'
import type { Caller } from '../entry/caller.ts'
import { KEY_MAC_BYTES } from '../entry/understand.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatEntryId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { closedFields } from '../policy/closed-fields.ts'
import { randomBytes } from '../random.ts'
import { readEarlierByMacs } from '../store/append/earlier-entry.ts'
import { type Expected, Overtaken } from '../store/append/expectations.ts'
import type { AppendRequest } from '../store/append/group.ts'
import { isLinkedSince, type MoneyOfBooking, readMoneyOfBooking } from '../store/read/money-of-booking.ts'
import type { KnownObject } from '../store/registry.ts'
import type { Slot } from '../store/taken-times.ts'
import { readTogether } from '../store/transaction.ts'
import { type Beside, type Once, type Scene, toIntents } from './act-intents.ts'
import { checkInput } from './check-input.ts'
import { type ActTarget, type Gathered, gatherAct } from './gather-act.ts'
import { findStored, shownTo } from './read-object.ts'
import { nextFree, requireFree, timeTaken } from './require-free.ts'

/** Tries after others were faster; each of them is one that got through. */
const MOST_TRIES = 100
/** An act's share of the queue's budget, in bytes. */
const BYTES = 4000

const waiting = new OneAtATime()

export interface ActAddress {
  readonly type: string
  /** The host's id or Daybook's own; absent where the server makes one. */
  readonly id?: string
  readonly act: string
}

interface ActOptions {
  readonly automatic?: Automatic
  /** What was sent, where the body was made of it: by this a repeat is known. */
  readonly asked?: object
  /** What is written in the same transaction. */
  readonly beside?: Beside
}

/**
 * @throws LogError `act_refused`, `version_conflict`, `time_taken`, `not_found`, `query_invalid`, `key_conflict`
 */
export async function performAct(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  address: ActAddress,
  body: unknown,
  { automatic, asked, beside = {} }: ActOptions = {},
): Promise<ActAnswer> {
  requireRight(principal, 'act')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const { type } = address
  const acts = actsOfType(workspace, type)
  const act = acts.find(one => one.name === address.act)
  if (act === undefined)
    throw new LogError(
      'not_found',
      acts.length === 0
        ? `Nothing can be done with "${type}" here.`
        : `There is no act "${address.act}" of a ${type}: there are ${acts.map(one => one.name).join(', ')}.`,
    )
  const input = checkInput(ActInput, body)
  checkActInput(act, input, workspace.timeZone, (of, field) => ownField(workspace, of, field))
  requireActor(principal, input)
  if (type === 'client') requireOpen(principal, workspace, input)
  const keys = daybook.folder.workspace(workspace.id)
  const id = address.id ?? newId(type, keys, input.key)
  const target: ActTarget = { act, type, id, input, automatic }
  const key = input.key ?? `act_${randomBytes(16).toString('base64url')}`
  const contentMac = keys.mac('content', canonicalJson(sent(type, act.name, id, asked, input)))
  const once: Once = { key, contentMac: contentMac.subarray(0, KEY_MAC_BYTES) }
  const names = [`${workspace.id} ${type} ${id}`, ...(act.takesTime === true ? [`${workspace.id} time`] : [])]
  return waiting.run(names, () => perform({ daybook, principal, caller, workspace, beside }, target, once))
}

const sent = (type: string, act: string, id: string, asked: object | undefined, input: ActInput): object =>
  asked === undefined ? { ...input, act: `${type}.${act}`, id } : { ...asked, act: `${type}.put`, id }

/** Begins an object: the server makes its id, and with a key it is always the same one. */
export async function beginObject(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  type: string,
  body: unknown,
): Promise<ActAnswer> {
  const { act, ...input } = checkInput(CreateInput, body)
  return performAct(daybook, principal, caller, { type, act }, input)
}

async function perform(scene: Scene, target: ActTarget, once: Once): Promise<ActAnswer> {
  const { daybook, principal, workspace } = scene
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const earlier = target.input.key === undefined ? undefined : await findEarlier(scene, once)
    if (earlier !== undefined) return answerWith(scene, target, [earlier])
    const gathered = await gatherAct(daybook, principal, workspace, target)
    try {
      const receipts = await write(scene, gathered, once)
      return await answerWith(scene, target, receipts)
    } catch (error) {
      if (error instanceof Overtaken) await new Promise(resolve => setTimeout(resolve, tries))
      else throw await withObject(scene, gathered, error)
    }
  }
  throw new LogError('log_busy', 'Others kept changing the same: send it again.', { retryAfter: 1 })
}

async function write(scene: Scene, gathered: Gathered, once: Once): Promise<readonly Receipt[]> {
  const { daybook, workspace, beside } = scene
  const { acting, state, subject } = gathered
  const draft = decideAct(acting)
  if (draft === undefined) return []
  const keys = daybook.folder.workspace(workspace.id)
  const slot =
    acting.type === 'booking'
      ? wantedSlot(acting.act, state, draft, { workspace, keys, objectId: subject })
      : undefined
  const money = mayHaveConsequences(acting)
    ? await readMoneyOfBooking(daybook, workspace, subject)
    : undefined
  const caused = money === undefined ? [] : consequencesOf(acting, moneyOf(money, scene))
  const { first = [] } = beside
  const drafts = [...first, draft, ...caused.map(one => ({ ...one, causedBy: { key: once.key } }))]
  const intents = await toIntents(scene, drafts, once)
  if (slot !== undefined) await requireFreeNow(daybook, slot)
  const behind = behindLock(scene, slot, money && { objectId: subject, size: money.size })
  const expects = [...gathered.expects, ...(money === undefined ? [] : moneyExpected(money))]
  try {
    const bytes = BYTES * intents.length
    const receipts = await daybook.log.append(workspace, intents, bytes, undefined, behind, expects)
    // The act's own entry is told first.
    return [...receipts.slice(first.length), ...receipts.slice(0, first.length)]
  } catch (error) {
    if (slot !== undefined && error instanceof LogError && error.code === 'time_taken')
      throw timeTaken(await nextFree(daybook, slot))
    throw error
  }
}

async function requireFreeNow(daybook: Daybook, slot: Slot): Promise<void> {
  try {
    await readTogether(daybook.pools.app, slot.workspaceId, run => requireFree(run, slot))
  } catch (error) {
    if (error instanceof LogError && error.code === 'time_taken')
      throw timeTaken(await nextFree(daybook, slot))
    throw error
  }
}

/** What must be true of other rows than those that the act stands on is asked where nothing can change any more. */
function behindLock(
  { workspace: { id: workspaceId }, beside }: Scene,
  slot: Slot | undefined,
  money: { readonly objectId: number; readonly size: number } | undefined,
): AppendRequest['behind'] {
  if (slot === undefined && money === undefined && beside.behind === undefined) return undefined
  return async (run, first) => {
    if (slot !== undefined) await requireFree(run, { ...slot, before: first })
    if (
      money !== undefined &&
      (await isLinkedSince(run, workspaceId, money.objectId, { size: money.size, first }))
    )
      throw new Overtaken()
    await beside.behind?.(run, first + (beside.first?.length ?? 0))
  }
}

/** What rules look at of a booking's payments and fees. */
export function moneyOf(
  { payments, fees }: MoneyOfBooking,
  { daybook, workspace }: Pick<Scene, 'daybook' | 'workspace'>,
): Money {
  const plain = (list: readonly KnownObject[]) =>
    list.map(one => ({
      id: one.hostId,
      state: { ...toldMoney(one), ...plainState({ ...one.business, ...one.personal }) },
    }))
  const keys = daybook.folder.workspace(workspace.id)
  return { payments: plain(payments), fees: plain(fees), newFeeId: () => newId('fee', keys) }
}

const moneyExpected = ({ payments, fees }: MoneyOfBooking): Expected[] =>
  [...payments, ...fees].map(one => ({
    kind: 'object',
    type: one.type,
    id: one.hostId,
    version: one.version,
  }))

/** Throws `key_conflict` where the key was used for something else. */
export async function findEarlier({ daybook, workspace }: Scene, once: Once): Promise<Receipt | undefined> {
  const keys = daybook.folder.workspace(workspace.id)
  const mac = keys.mac('key', once.key).subarray(0, KEY_MAC_BYTES)
  const earlier = (await readEarlierByMacs(daybook.pools.app, workspace.id, [mac])).get(
    mac.toString('base64'),
  )
  if (earlier === undefined) return undefined
  const existing = {
    id: formatEntryId(keys.entryIdKey, workspace.generations, earlier.seq),
    seq: earlier.seq,
  }
  if (earlier.content !== undefined && earlier.content !== once.contentMac.toString('base64url'))
    throw new LogError('key_conflict', 'This key was used for something else before.', {
      path: '/key',
      existing,
    })
  return { ...existing, duplicate: true }
}

async function answerWith(
  { daybook, principal, workspace }: Scene,
  { type, id }: ActTarget,
  entries: readonly Receipt[],
): Promise<ActAnswer> {
  const found = await findStored(daybook, principal, workspace, type, id)
  // What was done is done, also where whoever did it does not see it.
  const object = found && (await shownTo(daybook, principal, workspace, found))
  return { entries, ...(object && { object }) }
}

/** Whoever is refused is told what is. */
async function withObject(
  { daybook, principal, workspace }: Scene,
  { found }: Gathered,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof LogError) || found === undefined) return error
  if (error.code !== 'act_refused' && error.code !== 'time_taken') return error
  const object = await shownTo(daybook, principal, workspace, found)
  return object === undefined
    ? error
    : new LogError(error.code, error.message, { ...error.details, current: { object } })
}

/** What somebody may not see they may not overwrite either. Throws `scope_missing`. */
function requireOpen(principal: Principal, { settings }: Workspace, { fields = {} }: ActInput): void {
  const closed = closedFields(principal, settings)
  if (closed !== undefined && Object.keys(fields).some(field => closed.has(field)))
    requireRight(principal, 'sensitive')
}

/** A member acts as themselves. A key may act for somebody, as it may append for them. */
export function requireActor(principal: Principal, input: Pick<ActInput, 'actor' | 'source'>): void {
  if (principal.kind !== 'member' || (input.actor === undefined && input.source === undefined)) return
  const path = input.actor === undefined ? '/source' : '/actor'
  const message = 'is for API keys: whoever is signed in acts as themselves'
  throw new LogError('query_invalid', `${path}: ${message}`, { errors: [{ path, message }] })
}
