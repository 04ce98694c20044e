/** What stands on the account of a booking: what it costs, which invoices ask for it, what was paid. Pure. */
import type { FieldMap } from '../entry/open-entry.ts'
import type { State } from '../entry/state.ts'
import { parseId } from '../ids.ts'

/** What entries said of money, besides what the state of their first object holds. */
export interface ToldMoney {
  /** The booking that it is for, else the invoice or fee: the first that an entry named with it. */
  readonly account?: number | undefined
  /** In the smallest unit, as the last entry said that was not about giving back. */
  readonly amount?: number | undefined
  /** All that went back, as entries said. */
  readonly returned?: number | undefined
}

export const NO_MONEY: ToldMoney = {}

/** As `part` says in the column. */
export const PARTS = {
  nothing: 0,
  charge: 1,
  draft: 2,
  billed: 3,
  settled: 4,
  received: 5,
  awaiting: 6,
} as const
type Part = keyof typeof PARTS

export interface AccountColumns {
  readonly account?: number | undefined
  readonly part?: number | undefined
  readonly amount?: number | undefined
  /** UTC ms. */
  readonly since?: number | undefined
  readonly toldAmount?: number | undefined
  readonly toldReturned?: number | undefined
}

export interface MoneyEntry {
  readonly action: string
  /** Its objects in their order. */
  readonly objects: readonly { readonly type: string; readonly id: number }[]
  /** Of an entry about money, in the smallest unit. */
  readonly amount: number | undefined
}

const ON_ACCOUNTS = new Set(['payment', 'invoice', 'fee'])

/** True of what entries tell of money about, besides what its state holds. */
export const standsOnAccount = (type: string): boolean => ON_ACCOUNTS.has(type)

/** What a stored entry tells; undefined where it tells of something that did not succeed. */
export function moneyEntryOf(record: FieldMap, facts: FieldMap | undefined): MoneyEntry | undefined {
  if ((record.get('outcome') ?? 'success') !== 'success') return undefined
  const objects = record.get('objects')
  const list = typeof objects === 'string' ? (JSON.parse(objects) as [string, string][]) : []
  const amount = facts?.get('amount/value')
  return {
    action: String(record.get('action')),
    objects: list.map(([type, ref]) => ({ type, id: parseId('ob', ref) ?? 0 })),
    amount: typeof amount === 'number' ? amount : undefined,
  }
}

/** What is known after an entry about the first of its objects. */
export function tellMoney(told: ToldMoney, { action, objects, amount }: MoneyEntry): ToldMoney {
  const [own, ...others] = objects
  if (own === undefined || !ON_ACCOUNTS.has(own.type)) return told
  const of = (type: string): number | undefined => others.find(other => other.type === type)?.id
  const account =
    told.account ?? of('booking') ?? (own.type === 'payment' ? (of('invoice') ?? of('fee')) : undefined)
  const next = account === undefined ? told : { ...told, account }
  if (!isAmount(amount)) return next
  return action.endsWith('.refunded')
    ? { ...next, returned: (told.returned ?? 0) + amount }
    : { ...next, amount }
}

/** What stored entries told, some of which can no longer be opened. */
export interface MoneyToldAgain {
  readonly told: ToldMoney
  /** What they said of these stands in what is gone. */
  readonly gone: ReadonlySet<'amount' | 'returned'>
}

export const NOTHING_TOLD: MoneyToldAgain = { told: NO_MONEY, gone: new Set() }

/** What is known after a stored entry. What it is for stands in its record, which can always be read. */
export function tellAgain(
  { told, gone }: MoneyToldAgain,
  record: FieldMap,
  facts: FieldMap | 'gone' | undefined,
): MoneyToldAgain {
  const entry = moneyEntryOf(record, facts === 'gone' ? undefined : facts)
  if (entry === undefined) return { told, gone }
  const field = entry.action.endsWith('.refunded') ? 'returned' : 'amount'
  const next = tellMoney(told, entry)
  if (facts === 'gone') return { told: next, gone: new Set([...gone, field]) }
  // The last amount that is told holds, whatever was told before.
  return { told: next, gone: isAmount(entry.amount) && field === 'amount' ? gone.difference(AMOUNT) : gone }
}

const AMOUNT: ReadonlySet<'amount' | 'returned'> = new Set(['amount'])

/** With what a row still knows of entries that nobody can open any more. */
export const withStored = ({ told, gone }: MoneyToldAgain, stored: ToldMoney): ToldMoney => ({
  ...told,
  ...(gone.has('amount') && { amount: stored.amount }),
  ...(gone.has('returned') && { returned: stored.returned }),
})

export const sameMoney = (one: ToldMoney, other: ToldMoney): boolean =>
  one.account === other.account && one.amount === other.amount && one.returned === other.returned

/** @param state the business half */
export function accountColumns(type: string, id: number, told: ToldMoney, state: State): AccountColumns {
  if (type !== 'booking' && !ON_ACCOUNTS.has(type)) return {}
  const part = partOf(type, state)
  if (type === 'booking')
    return part === undefined
      ? {}
      : { account: id, part: PARTS[part], amount: numberOf(state, 'price'), since: state['status']!.at }
  return {
    account: told.account ?? id,
    ...(part !== undefined && {
      part: PARTS[part],
      amount: amountOf(type, told, state),
      since: (state['status'] ?? state['amount'])?.at,
    }),
    toldAmount: told.amount,
    toldReturned: told.returned,
  }
}

function partOf(type: string, state: State): Part | undefined {
  // An invoice stays there for the payments that name it.
  if (textOf(state, 'deleted') === 'yes') return type === 'invoice' ? 'nothing' : undefined
  const status = textOf(state, 'status')
  if (type === 'booking') {
    const owes = status === 'completed' && state['paid']?.v !== true && (numberOf(state, 'price') ?? 0) > 0
    return owes ? 'charge' : undefined
  }
  if (type === 'fee') return state['waived']?.v === true ? undefined : 'charge'
  if (type === 'invoice') {
    if (status === 'paid' || state['paid']?.v === true) return 'settled'
    return status === 'draft' ? 'draft' : status === 'sent' ? 'billed' : 'nothing'
  }
  if (status === 'pending') return 'awaiting'
  return status === 'succeeded' || status === 'approved' || status === 'refunded' ? 'received' : undefined
}

function amountOf(type: string, told: ToldMoney, state: State): number | undefined {
  const total = type === 'invoice' ? numberOf(state, 'total') : undefined
  const amount = total ?? numberOf(state, 'amount') ?? told.amount
  if (type !== 'payment' || amount === undefined) return amount
  return amount - (numberOf(state, 'refunded') ?? told.returned ?? 0)
}

/** Amounts are whole, and small enough to be added. */
const isAmount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Math.abs(value as number) < 1e14

function numberOf(state: State, field: string): number | undefined {
  const value = state[field]?.v
  return isAmount(value) ? value : undefined
}

const textOf = (state: State, field: string): string | undefined => {
  const value = state[field]?.v
  return typeof value === 'string' ? value : undefined
}
