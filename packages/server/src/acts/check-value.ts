import { type Field, refuseExceptions, refuseHours } from '@daybook/catalogue'
import type { Json } from '@daybook/protocol'
import { isTimeZone, parseOccurrence } from '../entry/times.ts'

/** What is wrong with a value that an act gives a field, for whoever sent it; undefined where nothing is. */
export function checkValue(field: Field, value: Json, timeZone: string): string | undefined {
  if (value === null) return undefined
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return checkText(field, value)
    case 'number':
      return checkNumber(field, value)
    case 'money':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
        ? undefined
        : 'must be an amount in the currency’s smallest unit: 4000 for 40.00'
    case 'decimal':
      return typeof value === 'string' && /^-?\d{1,20}(\.\d{1,20})?$/.test(value)
        ? undefined
        : 'must be a decimal as a text: "12.5"'
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false'
    case 'enum':
      return typeof value === 'string' && (field.values === undefined || Object.hasOwn(field.values, value))
        ? undefined
        : `must be one of: ${Object.keys(field.values ?? {}).join(', ')}`
    case 'list':
      return checkList(field, value)
    case 'json':
      return undefined
    case 'instant':
    case 'date':
      return checkTime(field.kind, value, timeZone)
  }
}

function checkText({ format }: Field, value: Json): string | undefined {
  if (typeof value !== 'string') return 'must be a text'
  return format === 'time_zone' && value !== '' && !isTimeZone(value)
    ? 'must be a time zone such as "Europe/Lisbon"'
    : undefined
}

function checkNumber({ least }: Field, value: Json): string | undefined {
  if (typeof value !== 'number') return 'must be a number'
  return least !== undefined && value < least ? `must be at least ${least}` : undefined
}

function checkList({ format }: Field, value: Json): string | undefined {
  if (format === 'hours') return refuseHours(value)
  if (format === 'exceptions') return refuseExceptions(value)
  return Array.isArray(value) ? undefined : 'must be a list'
}

function checkTime(kind: 'instant' | 'date', value: Json, timeZone: string): string | undefined {
  if (typeof value !== 'string') return 'must be a text'
  const read = parseOccurrence(value, timeZone)
  if (typeof read === 'string') return read
  if (kind === 'date' && read.day === undefined) return 'must be a date such as "2026-11-22"'
  if (kind === 'instant' && read.day !== undefined) return 'must say the time too: "2026-11-22T10:30:00Z"'
  return undefined
}
