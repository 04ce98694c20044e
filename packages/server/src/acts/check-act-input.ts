import { type Act, type Field, findAction, findField } from '@daybook/catalogue'
import { type InputError, type Json, LogError } from '@daybook/protocol'
import type { ActInput } from './act-input.ts'
import { checkValue } from './check-value.ts'

const NOTE: Field = {
  label: { en: '', de: '', 'pt-PT': '', es: '' },
  kind: 'json',
  privacy: 'personal',
}

/** What an own type's field is, which the catalogue does not have. */
export type FindField = (type: string, field: string) => Field | undefined

/**
 * Names that the act does not take, values that do not fit, and what is missing.
 * @throws LogError `query_invalid` with every place
 */
export function checkActInput(act: Act, input: ActInput, timeZone: string, own: FindField): void {
  const errors: InputError[] = []
  const fieldOf = (name: string): Field | undefined => own(act.of, name) ?? findField(act.of, name)
  const dataOf = (name: string): Field | undefined => findAction(act.action)?.data[name] ?? NOTE
  const check = (
    at: string,
    given: Readonly<Record<string, Json>> = {},
    taken: readonly string[] = [],
    needed: readonly string[] = [],
    kindOf: (name: string) => Field | undefined = fieldOf,
  ): void => {
    for (const [name, value] of Object.entries(given)) {
      const field = taken.includes(name) ? kindOf(name) : undefined
      const message =
        field === undefined
          ? `"${act.name}" does not take it${taken.length === 0 ? '' : `: it takes ${taken.join(', ')}`}`
          : checkValue(field, value, timeZone)
      if (message !== undefined) errors.push({ path: `/${at}/${name}`, message })
    }
    for (const name of needed) {
      const value = given[name]
      if (value === undefined || value === null || value === '')
        errors.push({ path: `/${at}/${name}`, message: 'is needed' })
    }
  }
  check('fields', input.fields, act.fields, act.needs)
  check('data', input.data, act.data, act.needsData, dataOf)
  const currency = input.fields?.['currency']
  if (typeof currency === 'string' && !/^[A-Z]{3}$/.test(currency))
    errors.push({ path: '/fields/currency', message: 'must be an ISO 4217 code such as "EUR"' })
  if (input.client !== undefined && input.clients !== undefined)
    errors.push({ path: '/client', message: 'send either "client" or "clients"' })
  if ((act.other === true) !== (input.other !== undefined))
    errors.push({
      path: '/other',
      message: act.other === true ? 'is needed' : `"${act.name}" does not take it`,
    })
  if (errors.length > 0)
    throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
}
