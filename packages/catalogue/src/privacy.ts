import { findAction } from './actions.ts'
import { findField } from './field-label.ts'
import type { Privacy } from './types.ts'

/** Whether an object type's field tells about a person or the business; undefined where nobody declared the field. */
export const privacyOf = (objectType: string, field: string): Privacy | undefined =>
  findField(objectType, field)?.privacy ?? (isDeleted(objectType, field) ? 'business' : undefined)

/** Objects of every type but people can be deleted, also of those that a host or a workspace declares: it outlives the client. */
const isDeleted = (objectType: string, field: string): boolean =>
  field === 'deleted' && objectType !== 'client'

/** The same for a name in an entry's `data`; undefined for an unknown action and for names that it does not declare. */
export function privacyOfData(action: string, name: string): Privacy | undefined {
  const data = findAction(action)?.data
  return data && Object.hasOwn(data, name) ? data[name]?.privacy : undefined
}
