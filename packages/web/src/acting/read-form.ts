import type { ActInputBase } from '@daybook/client'
import type { ActField, ActForm, InputError, Json, ObjectView } from '@daybook/protocol'
import { type FieldPlace, fromText, toText } from './field-text.ts'
import type { Given } from './given.ts'

/** What is sent with an act. */
export interface ActSent extends ActInputBase {
  readonly fields?: Readonly<Record<string, Json>>
  readonly data?: Readonly<Record<string, Json>>
}

/** What the fields of a form began with. */
export interface Base {
  readonly object: ObjectView | undefined
  readonly given: Given
  readonly timeZone: string
}

/** Which value a field begins with: what the page gives, else what the object has. */
export const beginsWith = ({ object, given }: Base, name: string): Json | undefined =>
  given.fields?.[name] ?? object?.fields[name]

/** The names of the fields of a form: errors of the server are told by the same paths. */
export const fieldName = (name: string): string => `fields/${name}`
export const dataName = (name: string): string => `data/${name}`

/** The currency that the amounts of a form are in. */
export const currencyOf = (base: Base, typed: string | undefined): string | undefined => {
  const known = typed?.trim() || base.given.fixed?.['currency'] || beginsWith(base, 'currency')
  return typeof known === 'string' ? known.toUpperCase() : undefined
}

/**
 * What was typed into an act's form, as it is sent: fields that were changed and those that the act needs; an emptied
 * field as null. Errors are told by the paths that the server would name.
 */
export function readForm(
  form: ActForm,
  values: Readonly<Record<string, string>>,
  base: Base,
): { readonly sent: ActSent; readonly errors: readonly InputError[] } {
  const { object, given, timeZone } = base
  const errors: InputError[] = []
  const place: FieldPlace = { timeZone, currency: currencyOf(base, values[fieldName('currency')]) }
  const take = (list: readonly ActField[], nameOf: (name: string) => string, whole: boolean) =>
    Object.fromEntries(
      list.flatMap(field => {
        const typed = values[nameOf(field.name)]
        if (typed === undefined) return []
        const before = whole ? toText(field, beginsWith(base, field.name), place) : ''
        const isKept = object !== undefined && typed === before && !field.required
        if (isKept || (object === undefined && typed.trim() === '')) return []
        const read = isNoAddress(field, typed) ? NO_ADDRESS : fromText(field, typed, place)
        if ('value' in read)
          return whole || read.value !== null ? [[field.name, upper(field, read.value)]] : []
        errors.push({ path: `/${nameOf(field.name)}`, message: read.wrong })
        return []
      }),
    )
  const fields = { ...take(form.fields, fieldName, true), ...given.fixed }
  const data = take(form.data, dataName, false)
  const reason = values['reason']?.trim()
  const [type, id] = [values['other/type'], values['other/id']?.trim()]
  const sent: ActSent = {
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(Object.keys(data).length > 0 && { data }),
    ...(reason && { reason }),
    ...(type && id && { other: { type, id } }),
    ...(values['forClient'] === 'on' && { forClient: true }),
    ...(given.objects && { objects: given.objects }),
    ...(object !== undefined && form.fields.length > 0 && { ifVersion: object.version }),
  }
  return { sent, errors }
}

const NO_ADDRESS = { wrong: 'must be an address such as ana@example.com' }

/** What a letter could never reach is a slip of the hand; what stands already is left. */
const isNoAddress = ({ name }: ActField, typed: string): boolean =>
  name === 'email' && typed.trim() !== '' && !/^\S+@\S+$/.test(typed.trim())

/** Currencies are written in capitals, however they were typed. */
const upper = ({ name }: ActField, value: Json): Json =>
  name === 'currency' && typeof value === 'string' ? value.toUpperCase() : value
