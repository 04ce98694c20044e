import { formatMoney, type FormatOptions } from './formats.ts'
import { formatValue } from './format-value.ts'
import type { Locale } from './types.ts'

/** What is known of an object that is to be called something. */
export interface Titled {
  /** What its type is called, "Payment". */
  readonly label: string
  readonly name?: string | undefined
  readonly fields: Readonly<Record<string, unknown>>
  /** What its entries say it comes to, where no field does: in minor units. */
  readonly amount?: { readonly value: number; readonly currency: string } | undefined
  /** Whose it is, by name. */
  readonly client?: string | undefined
}

interface Forms {
  /** `{what} of {amount}`, `{what} on {day}`, `{what} of {client}`. */
  readonly amount: string
  readonly day: string
  readonly client: string
}

const FORMS: Readonly<Record<Locale, Forms>> = {
  en: { amount: '{what} of {it}', day: '{what} on {it}', client: '{what} of {it}' },
  de: { amount: '{what} über {it}', day: '{what} am {it}', client: '{what} von {it}' },
  'pt-PT': { amount: '{what} de {it}', day: '{what} de {it}', client: '{what} de {it}' },
  es: { amount: '{what} de {it}', day: '{what} del {it}', client: '{what} de {it}' },
}

const NAMES = ['subject', 'service', 'what'] as const
const NUMBERS = ['number', 'code'] as const
const AMOUNTS = ['total', 'amount', 'price', 'balance'] as const
/** When it takes place: of a session that says more than what it costs. */
const TIMES = ['startsAt', 'arrivedAt'] as const
/** When it came to be. Not when it is due: that is not when it was. */
const DAYS = ['placedAt', 'issuedOn', 'sentAt', 'paidAt'] as const

/**
 * What an object is called. Its own name where it has one, its number with the word for its type ("Invoice 2026-17"), else
 * what it is with its time, its amount or whose it is: "Payment of €60.00", "Visit on Tue 3 Nov 2026, 10:00", "Cart of Ana
 * Lima"; the word for its type alone where nothing more is known. Never an id.
 */
export function objectTitle({ label, name, fields, amount, client }: Titled, options: FormatOptions): string {
  const text = (names: readonly string[]): string | undefined =>
    names.map(one => fields[one]).find(value => typeof value === 'string' && value !== '') as
      | string
      | undefined
  const number = text(NUMBERS)
  const called = text(['name']) ?? (name === '' ? undefined : name) ?? text(NAMES)
  if (called !== undefined && called !== number) return called
  if (number !== undefined) return `${label} ${number}`
  const say = (form: keyof Forms, it: string): string =>
    FORMS[options.locale][form].replace(/\{(what|it)\}/g, (_, part) => (part === 'what' ? label : it))
  const time = text(TIMES)
  if (time !== undefined) return say('day', formatValue(undefined, time, options))
  const sum = sumOf(fields) ?? amount
  if (sum !== undefined) return say('amount', formatMoney(sum.value, sum.currency, options))
  const day = text(DAYS)
  if (day !== undefined) return say('day', formatValue(undefined, day, options))
  return client === undefined ? label : say('client', client)
}

function sumOf(fields: Titled['fields']): Titled['amount'] {
  const value = AMOUNTS.map(one => fields[one]).find(one => typeof one === 'number')
  const { currency } = fields
  return value === undefined || typeof currency !== 'string' ? undefined : { value, currency }
}
