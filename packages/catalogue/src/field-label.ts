import { findObjectType } from './object-types.ts'
import type { Field, Locale } from './types.ts'

/** The catalogue's field of an object type, or undefined where it declares none of that name. */
export function findField(objectType: string, field: string): Field | undefined {
  const fields = findObjectType(objectType)?.fields
  return fields && Object.hasOwn(fields, field) ? fields[field] : undefined
}

/**
 * What a field is called: `given` (the label frozen in the entry) where there is one, else the catalogue's label in the
 * reader's language, else the field's own name in words: `lateThreshold` and `late_threshold` are "Late threshold".
 */
export function fieldLabel(objectType: string, field: string, locale: Locale, given?: string): string {
  if (typeof given === 'string' && given !== '') return given
  return findField(objectType, field)?.label[locale] ?? capital(inWords(field))
}

/** A dotted, snake or camel name as words in lower case: `charge.dispute_closed` is "charge dispute closed". */
export function inWords(name: string): string {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/[._\-\s/:]+/g, ' ')
    .trim()
    .toLowerCase()
}

/** The text with its first letter in upper case. */
export function capital(text: string): string {
  const first = text.codePointAt(0)
  if (first === undefined) return text
  const letter = String.fromCodePoint(first)
  return letter.toUpperCase() + text.slice(letter.length)
}
