import type { ActField } from '@daybook/protocol'

export interface FieldGroup {
  readonly title: string
  readonly fields: readonly ActField[]
}

/** Daybook's own fields, as people look for them. */
const GROUPS: readonly (readonly [title: string, names: readonly string[]])[] = [
  ['Person', ['name', 'firstName', 'lastName', 'company', 'birthday', 'gender', 'language']],
  ['Contact', ['email', 'phone', 'mobile', 'emergencyContact']],
  ['Address', ['address', 'postcode', 'city', 'country']],
  ['Record', ['reference', 'taxId', 'member', 'referredBy', 'status']],
]

/** Fields in groups; those of the workspace's own, and what a host sent, come last. */
export function groupFields(fields: readonly ActField[]): readonly FieldGroup[] {
  const known = new Set(GROUPS.flatMap(([, names]) => names))
  const groups = GROUPS.map(([title, names]) => ({
    title,
    fields: names.flatMap(name => fields.find(field => field.name === name) ?? []),
  }))
  const more = fields.filter(field => !known.has(field.name))
  return [...groups, { title: 'More', fields: more }].filter(group => group.fields.length > 0)
}
