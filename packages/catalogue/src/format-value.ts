import {
  type FormatOptions,
  formatDate,
  formatDecimal,
  formatInstant,
  formatMoney,
  formatNumber,
} from './formats.ts'
import type { Field } from './types.ts'
import { VOCABULARY } from './vocabulary.ts'

/**
 * A field's value as text for a reader: money with its currency's digits (the value in minor units, the currency from
 * the value itself or `options.currency`), instants in the reader's zone, dates, enums by their words, lists element by
 * element, other JSON as compact JSON. Without a field the value itself decides. Nothing (`null`, `undefined`) is an
 * empty text. A value that does not fit its field is shown as it is; never throws.
 */
export function formatValue(field: Field | undefined, value: unknown, options: FormatOptions): string {
  if (value === null || value === undefined) return ''
  switch (typeof value) {
    case 'string':
      return textOf(field, value, options)
    case 'number':
      return numberOf(field, value, options)
    case 'boolean':
      return VOCABULARY[options.locale][value ? 'yes' : 'no']
    case 'object':
      if (Array.isArray(value)) return listOf(value, options)
      return moneyOf(value, options) ?? compact(value)
    default:
      return String(value)
  }
}

/** The text of `{"value": 4000, "currency": "EUR"}`; undefined for any other shape. */
export function moneyOf(value: object, options: FormatOptions): string | undefined {
  const amount = value as { readonly value?: unknown; readonly currency?: unknown }
  if (typeof amount.value !== 'number' || typeof amount.currency !== 'string') return undefined
  return formatMoney(amount.value, amount.currency, options)
}

function textOf(field: Field | undefined, text: string, options: FormatOptions): string {
  switch (field?.kind) {
    case 'enum':
      return (Object.hasOwn(field.values ?? {}, text) && field.values?.[text]?.[options.locale]) || text
    case 'decimal':
      return formatDecimal(text, options) ?? text
    case 'instant':
    case 'date':
    case undefined:
      return formatInstant(text, options) ?? formatDate(text, options) ?? text
    default:
      return text
  }
}

function numberOf(field: Field | undefined, value: number, options: FormatOptions): string {
  if (field?.kind === 'money') return formatMoney(value, options.currency, options)
  if (field?.kind === 'text' || field?.kind === 'long_text') return String(value)
  return formatNumber(value, options)
}

function listOf(list: readonly unknown[], options: FormatOptions): string {
  return list.map(item => formatValue(undefined, item, options)).join(', ')
}

function compact(value: object): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return Object.prototype.toString.call(value)
  }
}
