/** What the rules make of a cancellation, a no-show, or one that was cleared: refunds, fees, fees waived. Pure. */
import type { Draft, DraftClient } from '@daybook/protocol'
import type { Acting } from './acting.ts'
import { isByClient, noticeOf } from './notice.ts'
import { RULE_IDS } from './rules.ts'

export interface MoneyObject {
  readonly id: string
  readonly state: Readonly<Record<string, unknown>>
}

export interface Money {
  readonly payments: readonly MoneyObject[]
  readonly fees: readonly MoneyObject[]
  /** The id of a fee that is made. */
  newFeeId(): string
}

type Rule = { readonly id: string; readonly name: string }
type Caused = Omit<Draft, 'key' | 'causedBy'>

const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** True of an act that rules may make something of: then its money must be read. */
export const mayHaveConsequences = ({ act }: Acting): boolean =>
  act.of === 'booking' && ['cancel', 'no-show', 'clear-no-show'].includes(act.name)

export function consequencesOf(acting: Acting, money: Money): Caused[] {
  const { act, rules } = acting
  if (act.name === 'clear-no-show') return waive(acting, money)
  if (act.name === 'no-show') {
    const { active, feePercent, name } = rules.noShow
    return active ? charge(acting, money, feePercent, { id: RULE_IDS.noShow, name }) : []
  }
  // What was only asked for, and never agreed on, costs nothing.
  const isAgreed = acting.object?.state['status'] !== 'requested'
  const late = isAgreed && isByClient(acting) && noticeOf(acting)?.late === true
  if (late) {
    const { active, feePercent, name } = rules.lateCancellation
    return active ? charge(acting, money, feePercent, { id: RULE_IDS.lateCancellation, name }) : []
  }
  const { active, refundPercent, name } = rules.cancellation
  if (!active) return []
  const rule = { id: RULE_IDS.cancellation, name }
  return refund(acting, money, rule, left => Math.round((left * refundPercent) / 100))
}

/** Costs a part of the price; what was paid beyond it goes back. */
function charge(acting: Acting, money: Money, percent: number, rule: Rule): Caused[] {
  const { price, currency } = acting.object?.state ?? {}
  const fee = Math.round((number(price) * percent) / 100)
  if (typeof price !== 'number' || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return []
  const entries = refund(acting, money, rule, left => Math.max(0, left - fee), currency)
  if (fee === 0) return entries
  const id = money.newFeeId()
  const changes = [
    { field: 'amount', after: fee },
    { field: 'currency', after: currency },
    { field: 'rule', after: rule.name },
    { field: 'booking', after: acting.id },
  ]
  return [
    {
      ...bySystem(acting, rule),
      action: 'fee.charged',
      objects: [{ type: 'fee', id }, bookingOf(acting)],
      changes,
      context: { amount: { value: fee, currency } },
    },
    ...entries,
  ]
}

/** Gives back what `wanted` says of all that is left, from the newest payment backwards. */
function refund(
  acting: Acting,
  { payments }: Money,
  rule: Rule,
  wanted: (left: number) => number,
  currency?: string,
): Caused[] {
  const own = payments.filter(
    ({ state }) => (currency === undefined || state['currency'] === currency) && leftOf(state) > 0,
  )
  const entries: Caused[] = []
  for (const [unit, group] of Map.groupBy(own, ({ state }) => String(state['currency']))) {
    if (!/^[A-Z]{3}$/.test(unit)) continue
    let rest = wanted(group.reduce((sum, { state }) => sum + leftOf(state), 0))
    for (const { id, state } of group.toReversed()) {
      const value = Math.min(rest, leftOf(state))
      if (value <= 0) continue
      rest -= value
      const { status, refunded } = state
      entries.push({
        ...bySystem(acting, rule),
        action: 'payment.refunded',
        objects: [{ type: 'payment', id }, bookingOf(acting)],
        changes: [
          ...(status === 'refunded' ? [] : [{ field: 'status', before: String(status), after: 'refunded' }]),
          {
            field: 'refunded',
            ...(typeof refunded === 'number' && { before: refunded }),
            after: number(refunded) + value,
          },
        ],
        context: { amount: { value, currency: unit } },
      })
    }
  }
  return entries
}

/** What can still go back of a payment: nothing of one that was never received. */
function leftOf(state: MoneyObject['state']): number {
  const { status, deleted } = state
  const received = status === 'succeeded' || status === 'approved' || status === 'refunded'
  return received && deleted !== 'yes' ? number(state['amount']) - number(state['refunded']) : 0
}

/** Who came after all owes nothing for not coming. */
function waive(acting: Acting, { fees }: Money): Caused[] {
  const { name } = acting.rules.noShow
  const open = fees.filter(({ state }) => state['rule'] === name && state['waived'] !== true)
  return open.map(({ id, state }) => ({
    ...bySystem(acting, { id: RULE_IDS.noShow, name }),
    action: 'fee.waived',
    objects: [{ type: 'fee', id }, bookingOf(acting)],
    changes: [{ field: 'waived', after: true }],
    ...(typeof state['currency'] === 'string' && {
      context: { amount: { value: number(state['amount']), currency: state['currency'] } },
    }),
  }))
}

const bookingOf = ({ id, object }: Acting) => ({
  type: 'booking',
  id,
  ...(object?.name !== undefined && { name: object.name }),
})

const bySystem = (acting: Acting, rule: Rule) => ({
  actor: { type: 'system' as const },
  source: 'automated' as const,
  rule,
  ...(clientsOf(acting).length > 0 && { clients: clientsOf(acting) }),
})

const clientsOf = ({ object }: Acting): DraftClient[] => [...(object?.clients ?? [])]
