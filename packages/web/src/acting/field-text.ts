import type { ActField, Json } from '@daybook/protocol'
import { instantOf, localText } from './local-time.ts'
import { amountOf, amountText } from './money-text.ts'

/** What a field's text depends on besides the field. */
export interface FieldPlace {
  /** The workspace's: times in forms are always its own. */
  readonly timeZone: string
  /** Of amounts. */
  readonly currency: string | undefined
}

type Kind = Pick<ActField, 'kind'>

/** A value as the field of a form shows it; empty for none. */
export function toText({ kind }: Kind, value: Json | undefined, place: FieldPlace): string {
  if (value === undefined || value === null) return ''
  if (kind === 'instant' && typeof value === 'string') {
    const ms = Date.parse(value)
    return Number.isNaN(ms) ? '' : localText(ms, place.timeZone)
  }
  if (kind === 'money' && typeof value === 'number') return amountText(value, place.currency)
  if (kind === 'list' && Array.isArray(value))
    return value.map(item => (typeof item === 'string' ? item : JSON.stringify(item))).join('\n')
  if (kind === 'boolean') return value === true ? 'true' : 'false'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}

export type Read = { readonly value: Json } | { readonly wrong: string }

const wrong = (text: string): Read => ({ wrong: text })

/** What was typed, as the value that is sent; null where the field was left empty. */
export function fromText({ kind }: Kind, typed: string, place: FieldPlace): Read {
  const text = kind === 'long_text' ? typed : typed.trim()
  if (text.trim() === '') return { value: null }
  switch (kind) {
    case 'instant': {
      const value = instantOf(text, place.timeZone)
      return value === undefined
        ? wrong(`does not exist in ${place.timeZone}: the clocks go forward then`)
        : { value }
    }
    case 'money': {
      const value = amountOf(text, place.currency)
      return value === undefined ? wrong('must be an amount such as 40.00') : { value }
    }
    case 'number': {
      const value = Number(text.replace(',', '.'))
      return Number.isFinite(value) ? { value } : wrong('must be a number')
    }
    case 'decimal':
      return { value: text.replace(',', '.') }
    case 'boolean':
      return { value: text === 'true' }
    case 'list':
      return { value: text.split('\n').flatMap(line => (line.trim() === '' ? [] : [element(line.trim())])) }
    case 'json':
      return { value: parsed(text) }
    default:
      return { value: text }
  }
}

/** An element of a list: what was no text is no text again. */
const element = (line: string): Json => (/^[{[]/.test(line) ? parsed(line) : line)

/** JSON where it is JSON; else the text itself, which is JSON as well. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
