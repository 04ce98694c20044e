/** What acts count: how late, how much is left, whether a voucher still holds. Pure. */
import type { Json } from '@daybook/protocol'
import { formatInstant, localDate, parseOccurrence } from '../entry/times.ts'
import type { Acting, Computed, NotPossible } from './acting.ts'
import { isByClient, noticeOf } from './notice.ts'
import { sayMoney } from './say-money.ts'

type Compute = (acting: Acting) => Computed | NotPossible

const refused = (sentence: string): NotPossible => ({ refused: sentence })

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : [])
const stateOf = ({ object }: Acting) => object?.state ?? {}

/** Where its start moves and nobody says an end, the booking stays as long as it was. */
function moved(acting: Acting): Computed {
  const { input, timeZone } = acting
  const fields = input.fields ?? {}
  const { startsAt } = fields
  if (startsAt === undefined || fields['endsAt'] !== undefined) return {}
  const start = parseOccurrence(text(startsAt), timeZone)
  if (typeof start !== 'object') return {}
  const minutes = number(fields['duration']) ?? lengthOf(acting)
  return minutes === undefined ? {} : { fields: { endsAt: formatInstant(start.at + minutes * 60_000) } }
}

function lengthOf(acting: Acting): number | undefined {
  const state = stateOf(acting)
  const from = parseOccurrence(text(state['startsAt']), acting.timeZone)
  const to = parseOccurrence(text(state['endsAt']), acting.timeZone)
  if (typeof from === 'object' && typeof to === 'object') return (to.at - from.at) / 60_000
  return number(state['duration'])
}

const cancelled: Compute = acting => {
  const notice = noticeOf(acting)
  if (notice === undefined) return {}
  const late = isByClient(acting) && notice.late
  return { fields: { late }, data: { late, notice: notice.minutes } }
}

const rescheduled: Compute = acting => {
  const { startsAt } = stateOf(acting)
  return { ...moved(acting), data: { ...(typeof startsAt === 'string' && { originalStartsAt: startsAt }) } }
}

const noteAdded: Compute = acting => {
  const notes = text(stateOf(acting)['notes'])
  const note = text(acting.input.data?.['note'])
  return { fields: { notes: notes === '' ? note : `${notes}\n\n${note}` } }
}

const refund: Compute = acting => {
  const state = { ...acting.object?.told, ...stateOf(acting) }
  const amount = number(state['amount'])
  if (amount === undefined) return refused('How much was paid is not known: record the refund by an entry.')
  const before = number(state['refunded']) ?? 0
  const left = amount - before
  const wanted = number(acting.input.data?.['amount']) ?? left
  const say = (value: number): string => sayMoney(value, state['currency'])
  if (wanted <= 0) return refused('A refund is more than nothing: leave the amount out for all that is left.')
  if (wanted > left)
    return refused(`Of ${say(amount)} only ${say(left)} is left to refund, and this would be ${say(wanted)}.`)
  return { fields: { refunded: before + wanted }, amount: wanted }
}

/** The last day on which it holds is over. */
const isOver = ({ now, timeZone }: Acting, until: unknown): boolean =>
  typeof until === 'string' && until < localDate(now, timeZone)

const voucherRedeemed = (acting: Acting): Computed | NotPossible => {
  const state = stateOf(acting)
  if (isOver(acting, state['validUntil']))
    return refused(`The voucher was valid until ${text(state['validUntil'])}.`)
  const balance = number(state['balance']) ?? number(state['amount'])
  if (balance === undefined) return { fields: { status: 'redeemed' } }
  const wanted = number(acting.input.data?.['amount']) ?? balance
  if (wanted <= 0 || wanted > balance)
    return refused(`The voucher still holds ${sayMoney(balance, state['currency'])}.`)
  const left = balance - wanted
  const status = left === 0 ? 'redeemed' : 'active'
  // The action alone would say that it is redeemed: the entry says that it is not, for whoever tells it again.
  return { fields: { balance: left, status }, data: left === 0 ? {} : { status }, amount: wanted }
}

const couponRedeemed: Compute = acting => {
  const state = stateOf(acting)
  if (isOver(acting, state['validUntil']))
    return refused(`The coupon was valid until ${text(state['validUntil'])}.`)
  const from = state['validFrom']
  if (typeof from === 'string' && from > localDate(acting.now, acting.timeZone))
    return refused(`The coupon is valid from ${from}.`)
  const uses = (number(state['uses']) ?? 0) + 1
  const limit = number(state['limit'])
  if (limit !== undefined && uses > limit)
    return refused(`The coupon was redeemed ${limit} times, as often as it can be.`)
  return { fields: { uses, ...(uses === limit && { status: 'redeemed' }) } }
}

const voucherMade: Compute = ({ input }) => {
  const amount = number(input.fields?.['amount'])
  return amount === undefined ? {} : { fields: { balance: amount } }
}

const points =
  (sign: 1 | -1): Compute =>
  acting => {
    const wanted = number(acting.input.data?.['points']) ?? 0
    if (!Number.isSafeInteger(wanted) || wanted <= 0) return refused('Points are whole numbers above 0.')
    const before = number(stateOf(acting)['points']) ?? 0
    if (sign < 0 && wanted > before) return refused(`There are ${before} points.`)
    return { fields: { points: before + sign * wanted } }
  }

const listed =
  (field: string, name: string, present: boolean): Compute =>
  acting => {
    const before = list(stateOf(acting)[field])
    const value = text(acting.input.data?.[name]).trim()
    if (value === '') return refused(`Say which ${name}.`)
    if (before.includes(value) === present)
      return refused(`"${value}" is ${present ? 'there already' : 'not there'}.`)
    return { fields: { [field]: present ? [...before, value] : before.filter(one => one !== value) } }
  }

const COMPUTED: Readonly<Record<string, Compute>> = {
  'booking.book': moved,
  'booking.request': moved,
  'booking.update': moved,
  'booking.reschedule': rescheduled,
  'booking.cancel': cancelled,
  'booking.add-note': noteAdded,
  'payment.refund': refund,
  'voucher.create': voucherMade,
  'voucher.sell': voucherMade,
  'voucher.redeem': voucherRedeemed,
  'coupon.redeem': couponRedeemed,
  'client.award-points': points(1),
  'client.spend-points': points(-1),
  'client.expire-points': points(-1),
  'client.tag': listed('tags', 'tag', true),
  'client.untag': listed('tags', 'tag', false),
  'client.consent': listed('consents', 'purpose', true),
  'client.withdraw-consent': listed('consents', 'purpose', false),
}

/** What an act gives besides what was sent and what the catalogue says. */
export const computeAct = (acting: Acting): Computed | NotPossible =>
  COMPUTED[`${acting.act.of}.${acting.act.name}`]?.(acting) ?? {}
