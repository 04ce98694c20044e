/** From a state and an act: the entry that tells of it. Pure; what the state does not allow is refused with a reason. */
import { type Act, type ActState, findAction, findField, refuseAct } from '@daybook/catalogue'
import { type Draft, type DraftClient, type DraftObject, type Json, LogError } from '@daybook/protocol'
import { sameJson } from '../entry/canonical.ts'
import { formatInstant } from '../entry/times.ts'
import type { Acting, Computed } from './acting.ts'
import { computeAct } from './compute-act.ts'
import { isByClient } from './notice.ts'
import { sayRefusal } from './say-refusal.ts'

/** Deleting and restoring follow from the action itself: no entry needs to say it again. */
const DERIVED = 'deleted'

/**
 * The draft of the act's own entry; undefined where it would change nothing.
 * @throws LogError `act_refused`, `not_found`
 */
export function decideAct(acting: Acting): Draft | undefined {
  const { act, object } = acting
  const refusal = refuseAct(act, object && { ...object.told, ...object.state })
  if (refusal !== undefined)
    throw new LogError(refusal.why === 'missing' ? 'not_found' : 'act_refused', sayRefusal(act, refusal))
  const { automatic } = acting
  if (automatic?.unless !== undefined && (object?.state[automatic.unless] ?? null) !== null)
    throw new LogError('act_refused', `"${automatic.unless}" is not empty.`)
  const computed = computeAct(acting)
  if ('refused' in computed) throw new LogError('act_refused', computed.refused)
  const changes = changesOf(acting, valuesOf(acting, computed))
  requirePresent(acting, changes)
  const only =
    act.fields !== undefined && act.makes !== true && act.sets === undefined && act.stamps === undefined
  if (only && changes.length === 0) return undefined
  const amount = amountOf(acting, computed)
  const data = dataOf(acting, computed, amount === undefined ? currencyOf(acting, changes) : {})
  return {
    action: act.action,
    ...partiesOf(acting),
    ...(automatic && { rule: automatic.rule, source: 'automated' }),
    ...(changes.length > 0 && toldAs(act, changes)),
    ...(Object.keys(data).length > 0 && { data }),
    ...(acting.input.reason !== undefined && { reason: acting.input.reason }),
    ...(amount !== undefined && { context: { amount } }),
  }
}

/** Field by field: what the act sets, the time that it stamps, what was given, what was counted. The later holds. */
function valuesOf({ act, input, now }: Acting, computed: Computed): Readonly<Record<string, Json>> {
  const { [DERIVED]: _, ...sets } = act.sets ?? {}
  return {
    ...sets,
    ...(act.stamps !== undefined && { [act.stamps]: formatInstant(now) }),
    ...input.fields,
    ...computed.fields,
  }
}

type Change = NonNullable<Draft['changes']>[number]

/** What was first known of it is what it was, not what somebody changed. */
const toldAs = ({ firstState }: Act, changes: readonly Change[]): Pick<Draft, 'changes' | 'state'> =>
  firstState === true
    ? { state: Object.fromEntries(changes.map(({ field, after }) => [field, after ?? null])) }
    : { changes: [...changes] }

function changesOf({ act, object }: Acting, values: Readonly<Record<string, Json>>): Change[] {
  const says = new Set(Object.keys(findAction(act.action)?.sets ?? {}))
  return Object.entries(values).flatMap(([field, after]) => {
    const before = object?.state[field] as Json | undefined
    const same =
      after === null
        ? before === undefined || before === null
        : before !== undefined && sameJson(before, after)
    // Of a field that the action sets by itself, the entry says that it stays as it is.
    if (same && !says.has(field)) return []
    return [{ field, ...(before !== undefined && { before }), after }]
  })
}

/** An entry of now must not be older than what it changes, or it would change nothing. */
function requirePresent({ object, now }: Acting, changes: readonly Change[]): void {
  const ahead = changes.find(({ field }) => (object?.changedAt[field] ?? -Infinity) > now)
  if (ahead === undefined) return
  throw new LogError(
    'act_refused',
    `"${ahead.field}" was last changed at ${formatInstant(object!.changedAt[ahead.field]!)}, which is still to come: an act of now cannot follow it.`,
  )
}

function dataOf(
  { act, object, input, type }: Acting,
  computed: Computed,
  also: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> {
  const { amount: _, ...given } = input.data ?? {}
  const { startsAt } = object?.state ?? {}
  // Sentences of these name the time, which does not change.
  const named = type === 'booking' && ['delete', 'restore', 'reject'].includes(act.name)
  return {
    ...also,
    ...given,
    ...(named && typeof startsAt === 'string' && { startsAt }),
    ...computed.data,
  }
}

/** Where an amount changes and its currency does not, the entry says the currency: alone, a number of cents says little. */
function currencyOf({ act, object }: Acting, changes: readonly Change[]): Readonly<Record<string, Json>> {
  const currency = object?.state['currency']
  const isMoney = changes.some(({ field }) => findField(act.of, field)?.kind === 'money')
  if (!isMoney || typeof currency !== 'string' || changes.some(({ field }) => field === 'currency')) return {}
  return { currency }
}

function amountOf({ act, object, input }: Acting, computed: Computed) {
  const own = (field: string): unknown => input.fields?.[field] ?? object?.state[field]
  const value = computed.amount ?? (act.amount === undefined ? undefined : own(act.amount))
  const currency = own('currency')
  const known = typeof value === 'number' && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
  return known ? { value, currency } : undefined
}

/** What an object is called, by its fields. */
const NAME_FIELDS: Readonly<Record<string, string>> = {
  booking: 'service',
  invoice: 'number',
  quote: 'number',
  payment: '',
  fee: '',
}
/** What an object of that type is called by these fields; undefined where they do not say. */
export function nameOf(type: string, fields: Readonly<Record<string, unknown>> = {}): string | undefined {
  const name = fields[NAME_FIELDS[type] ?? 'name']
  return typeof name === 'string' && name !== '' ? name : undefined
}

function partiesOf(acting: Acting): Pick<Draft, 'clients' | 'objects' | 'actor' | 'onBehalfOf' | 'source'> {
  const { type, id, input, object, act } = acting
  const given = input.clients ?? (input.client === undefined ? undefined : [input.client])
  const byClient = isByClient(acting)
  // Where nobody is named the entry is about the object's own clients; a client who acts must be named.
  const clients: readonly DraftClient[] | undefined =
    type === 'client' ? [clientOf(acting)] : (given ?? (byClient ? object?.clients : undefined))
  const name = nameOf(act.of, input.fields) ?? object?.name
  const own: DraftObject = { type, id, ...(name !== undefined && name !== '' && { name }) }
  // What is said of a client must not come to be about an object.
  const objects = type === 'client' ? [] : [own, ...othersOf(acting)]
  return {
    ...(clients !== undefined && clients.length > 0 && { clients: [...clients] }),
    ...(objects.length > 0 && { objects: [...objects] }),
    ...(input.actor !== undefined && { actor: input.actor }),
    ...(input.source !== undefined && { source: input.source }),
    ...(input.forClient === true &&
      clients?.[0] !== undefined && {
        onBehalfOf: { type: 'client' as const, id: clients[0].id },
      }),
  }
}

function clientOf({ id, input, object }: Acting): DraftClient {
  const name = input.fields?.['name'] ?? object?.name
  return { id, ...(typeof name === 'string' && { name }) }
}

/** What belongs together is linked: the booking that a payment is for, the invoice that it pays. */
export const othersOf = ({
  act,
  input,
  object,
  id,
}: Pick<Acting, 'act' | 'input' | 'object' | 'id'>): DraftObject[] =>
  linkedOf({
    of: act.of,
    id,
    // What it belonged to until now is told that it no longer does.
    fields: { ...object?.state, ...withoutEmpty(input.fields) },
    given: [...(input.other === undefined ? [] : [input.other]), ...(input.objects ?? [])],
  })

const withoutEmpty = (fields: Readonly<Record<string, Json>> = {}): ActState =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

/** The same of an object whose fields are known: those that were given, and those that its fields name. */
export function linkedOf({
  of,
  id,
  fields,
  given,
}: {
  readonly of: string
  readonly id: string
  readonly fields: ActState
  readonly given: readonly DraftObject[]
}): DraftObject[] {
  const others = [...given]
  if (['payment', 'invoice', 'fee'].includes(of)) {
    for (const type of ['booking', 'invoice'] as const) {
      const named = fields[type]
      if (type !== of && typeof named === 'string' && named !== '') others.push({ type, id: named })
    }
  }
  const seen = new Set([`${of} ${id}`])
  return others.filter(one => {
    const name = `${one.type} ${one.id}`
    return !seen.has(name) && seen.add(name)
  })
}
