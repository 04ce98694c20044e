/** Whole numbers and exact decimals out of texts. Money never passes through a floating-point number. */
import type { Json } from '@daybook/protocol'
import { RowError } from './import-error.ts'
import type { Compiled } from './scope.ts'
import type { TransformUse } from './transform.ts'
import { member, refuse } from './transform.ts'

/** A whole number that a double holds exactly. Throws `RowError`. */
export function wholeNumber(value: Json): number {
  const number = typeof value === 'string' && /^[+-]?\d+$/.test(value.trim()) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number))
    throw new RowError(`${JSON.stringify(value)} is not a whole number`)
  return number
}

/** The decimal as text, digit for digit as it stood, with "." as its mark. Throws `RowError`. */
export function exactDecimal(value: Json, mark: '.' | ','): string {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  const plain = mark === ',' && typeof value === 'string' ? text.replace(',', '.') : text
  const fits = typeof value === 'string' && mark === ',' ? !text.includes('.') : true
  if (!fits || !/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain))
    throw new RowError(`${JSON.stringify(value)} is not a decimal number with "${mark}" as its mark`)
  return plain.replace(/^\+/, '')
}

/** The same amount in units of the last decimal: "12.5" with 2 digits is 1250. Throws where digits would be lost. */
export function minorUnits(decimal: string, digits: number): number {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(decimal) ?? []
  if (/[1-9]/.test(part.slice(digits))) throw new RowError(`"${decimal}" has more than ${digits} decimals`)
  const units = Number(`${whole}${part.slice(0, digits).padEnd(digits, '0')}`)
  if (!Number.isSafeInteger(units)) throw new RowError(`"${decimal}" is too large an amount`)
  return sign === '-' && units !== 0 ? -units : units
}

/** A transform of two values, a text and a whole number: `{"$plusDays": ["{arrival}", "{nights}"]}`. */
export function compileNumberPair(
  use: TransformUse,
  run: (text: string, number: number) => string,
): Compiled {
  const pair = use.members[use.name]
  if (!Array.isArray(pair) || pair.length !== 2)
    return refuse(use, use.name, `${use.name} takes a list of two: a date and a number of days.`)
  const list = member(use)
  return scope => {
    const values = list(scope) as readonly Json[]
    const [date, days] = values
    // A member that is unknown is left out of the list, and then the whole is unknown.
    if (values.length < 2 || date === undefined || days === undefined) return undefined
    return run(String(date), wholeNumber(days))
  }
}
