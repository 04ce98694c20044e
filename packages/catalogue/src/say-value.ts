import { type FormatOptions, formatMoney } from './formats.ts'
import { formatValue, moneyOf } from './format-value.ts'
import type { Field } from './types.ts'

/** The longest value that a sentence says; the details show it whole. */
const LONGEST = 200

/** Whitespace of any kind: a sentence is one line. */
const BREAKS = /\s+/g

/** A value as part of a sentence: one line, not endless. Undefined where there is nothing that can be said in words. */
export function sayValue(
  field: Field | undefined,
  value: unknown,
  options: FormatOptions,
): string | undefined {
  switch (typeof value) {
    case 'string':
      return oneLine(value === '' || isPlain(field) ? value : formatValue(field, value, options))
    case 'number':
    case 'boolean':
      return formatValue(field, value, options)
    case 'object':
      if (value === null) return undefined
      return Array.isArray(value) ? sayList(value, options) : sayObject(value, options)
    default:
      return undefined
  }
}

/** A text on one line, at most 200 characters; undefined where nothing of it can be seen. */
export function oneLine(text: unknown): string | undefined {
  if (typeof text !== 'string' || text === '') return undefined
  const start = text.length > 2 * LONGEST ? text.slice(0, 2 * LONGEST) : text
  const line = start.replace(BREAKS, ' ').trim()
  if (line === '') return undefined
  if (line.length <= LONGEST) return line
  // Never cut between the halves of a surrogate pair.
  const last = line.charCodeAt(LONGEST - 2)
  return `${line.slice(0, last >= 0xd800 && last <= 0xdbff ? LONGEST - 2 : LONGEST - 1)}…`
}

/** An amount from `{value, currency}`, or from a number of minor units and the currency beside it. */
export function sayAmount(value: unknown, currency: unknown, options: FormatOptions): string | undefined {
  if (typeof value === 'object' && value !== null) return moneyOf(value, options)
  const code = typeof currency === 'string' ? currency : options.currency
  if (typeof value !== 'number' || code === undefined) return undefined
  return formatMoney(value, code, options)
}

const isPlain = (field: Field | undefined): boolean => field?.kind === 'text' || field?.kind === 'long_text'

function sayList(list: readonly unknown[], options: FormatOptions): string | undefined {
  const said: string[] = []
  for (const item of list.slice(0, 10)) {
    const text = Array.isArray(item) ? undefined : sayValue(undefined, item, options)
    if (text !== undefined) said.push(text)
  }
  return oneLine(said.join(', '))
}

/** Hosts often give a thing instead of its name: the name is what can be said. */
function sayObject(value: object, options: FormatOptions): string | undefined {
  const named = value as { readonly name?: unknown }
  return moneyOf(value, options) ?? (Object.hasOwn(value, 'name') ? oneLine(named.name) : undefined)
}
