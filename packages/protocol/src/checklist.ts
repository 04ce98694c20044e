/** The checklist of a booking: steps that its entries have done, or undone. Pure, so that server and pages agree. */
import type { Entry, EntryActor } from './entry.ts'
import type { HostLinks } from './host-links.ts'

/** The most steps that a checklist has. */
export const MOST_STEPS = 8

/** What besides the actions of a step decides whether it is done. */
export const STEP_CONDITIONS = ['or_first_recorded', 'price_reached'] as const
export type StepCondition = (typeof STEP_CONDITIONS)[number]

/** One step as a workspace configures it. */
export interface ChecklistStep {
  /** What it is called, 1 to 60 characters. */
  readonly name: string
  /** The actions that do it; with `price_reached`, those that bring money in. */
  readonly actions: readonly string[]
  /** The actions that undo it when they come later; with `price_reached`, those that give money back. */
  readonly unless?: readonly string[]
  /**
   * `or_first_recorded`: the first entry about the booking does it as well, whatever it says.
   * `price_reached`: what came in less what went back reaches the booking's price.
   */
  readonly condition?: StepCondition
}

/** `partly` and both kinds of refunds are of steps of money. */
export type StepState = 'open' | 'partly' | 'done' | 'refunded' | 'partly_refunded'

/** One step as it stands. */
export interface ChecklistItem {
  readonly name: string
  readonly state: StepState
  /** The entry by which it stands so; absent while nothing happened. */
  readonly entry?: Pick<Entry, 'id' | 'occurredAt' | 'undated'> & { readonly actor: EntryActor }
  /** For steps of money, where amounts are known: what was paid and is not given back, and the price. In minor units. */
  readonly paid?: { readonly value: number; readonly price?: number; readonly currency: string }
}

/** `GET /v1/objects/booking/{id}/checklist`. */
export interface ChecklistAnswer {
  readonly steps: readonly ChecklistItem[]
  /** Null where Daybook keeps the records; else the addresses in the app that does, as far as they are configured. */
  readonly links: HostLinks | null
}

/**
 * How the steps of a booking stand.
 * @param entries every entry about it, the oldest first; of those that failed none counts
 * @param ref Daybook's own id of the booking, `ob_…`
 */
export function checklistOf(
  steps: readonly ChecklistStep[],
  entries: readonly Entry[],
  ref: string,
): readonly ChecklistItem[] {
  const happened = entries.filter(entry => entry.outcome === 'success')
  return steps.map(step =>
    step.condition === 'price_reached' ? moneyItem(step, happened, ref) : plainItem(step, happened, ref),
  )
}

function plainItem(step: ChecklistStep, entries: readonly Entry[], ref: string): ChecklistItem {
  let by: Entry | undefined
  for (const [place, entry] of entries.entries()) {
    // An act on another booking may name this one beside it, and undoes nothing here.
    if (step.unless?.includes(entry.action) === true && isSubject(entry, ref)) by = undefined
    else if (step.actions.includes(entry.action)) by ??= entry
    else if (place === 0 && step.condition === 'or_first_recorded') by = entry
  }
  return { name: step.name, state: by === undefined ? 'open' : 'done', ...(by && { entry: brief(by) }) }
}

/** True where the object is the first of its type that the entry names. */
const isSubject = ({ objects }: Entry, ref: string): boolean => {
  const own = objects.find(object => object.ref === ref)
  return own !== undefined && objects.find(object => object.type === own.type) === own
}

const brief = ({ id, occurredAt, undated, actor }: Entry): NonNullable<ChecklistItem['entry']> => ({
  id,
  occurredAt,
  ...(undated && { undated }),
  actor,
})

/** What is known of a booking's money after some entries. */
interface Money {
  price: number | undefined
  currency: string | undefined
  /** By payment: what came in, and what of it went back; an amount that is not known is undefined. */
  readonly payments: Map<string, { amount: number | undefined; back: number }>
  /** Given back without saying of which payment. */
  loose: number
  anyBack: boolean
}

function moneyItem(step: ChecklistStep, entries: readonly Entry[], ref: string): ChecklistItem {
  const money: Money = {
    price: undefined,
    currency: undefined,
    payments: new Map(),
    loose: 0,
    anyBack: false,
  }
  let state: StepState = 'open'
  let by: Entry | undefined
  for (const entry of entries) {
    const priced = takePrice(money, entry, ref)
    const paid = takePayment(money, step, entry)
    if (!priced && !paid) continue
    const next = stateOf(money)
    // A second payment of a part is what it rests on; a new price of what is paid is not.
    if (next !== state || paid) by = next === 'open' ? undefined : entry
    state = next
  }
  const known = money.currency !== undefined && (money.payments.size > 0 || money.price !== undefined)
  return {
    name: step.name,
    state,
    ...(by && { entry: brief(by) }),
    ...(known && {
      paid: {
        value: netOf(money),
        ...(money.price !== undefined && { price: money.price }),
        currency: money.currency!,
      },
    }),
  }
}

function takePrice(money: Money, entry: Entry, ref: string): boolean {
  const values: (readonly [string, unknown])[] = (entry.changes ?? []).flatMap(({ ref: of, field, after }) =>
    of === ref ? [[field, after] as const] : [],
  )
  if (entry.baseline && isSubject(entry, ref)) values.push(...Object.entries(entry.state ?? {}))
  let taken = false
  for (const [field, value] of values) {
    if (field === 'price') money.price = typeof value === 'number' ? value : undefined
    if (field === 'currency' && typeof value === 'string') money.currency = value
    taken ||= field === 'price'
  }
  return taken
}

/** A payment that failed after all, or was told twice, is one payment. */
function takePayment(money: Money, step: ChecklistStep, entry: Entry): boolean {
  const { action, context, objects, id } = entry
  const isIn = step.actions.includes(action)
  const isBack = step.unless?.includes(action) === true
  if (!isIn && !isBack && action !== 'payment.failed') return false
  const amount = context?.amount
  if (amount !== undefined) {
    money.currency ??= amount.currency
    // Another currency is not counted: there is no rate that the entries would say.
    if (amount.currency !== money.currency) return false
  }
  const key = objects.find(object => object.type === 'payment')?.ref ?? id
  const known = money.payments.get(key)
  if (isIn) money.payments.set(key, { amount: amount?.value ?? known?.amount, back: known?.back ?? 0 })
  else if (!isBack) return money.payments.delete(key)
  else {
    money.anyBack = true
    const value = amount?.value ?? (known === undefined ? 0 : (known.amount ?? 0) - known.back)
    if (known === undefined) money.loose += value
    else known.back += value
  }
  return true
}

const netOf = ({ payments, loose }: Money): number =>
  [...payments.values()].reduce((sum, { amount = 0, back }) => sum + amount - back, -loose)

function stateOf(money: Money): StepState {
  const { payments, price, anyBack } = money
  const net = netOf(money)
  if (payments.size === 0 && !anyBack) return price === 0 ? 'done' : 'open'
  if (anyBack && net <= 0) return 'refunded'
  // Of a payment without an amount nobody knows how far it goes; without a price any reaches it.
  if (price === undefined) return anyBack ? 'partly_refunded' : 'done'
  if (net >= price) return 'done'
  return anyBack ? 'partly_refunded' : 'partly'
}
