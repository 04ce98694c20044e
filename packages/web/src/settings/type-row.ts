import { LogError } from '@daybook/client/read'
import type { OwnField } from '@daybook/protocol'
import { nameFrom } from './name-from.ts'

/** A field of a type while it is edited. */
export interface TypeRow {
  readonly key: number
  /** Names what is recorded: it stays while the label may change. Absent until it is saved. */
  readonly name?: string
  readonly kind: OwnField['kind']
  readonly label: string
  readonly choices: string
}

/** The fields as the form has them. Throws `query_invalid` where a choice has nothing to choose from. */
export function readRows(rows: readonly TypeRow[], values: Readonly<Record<string, string>>): OwnField[] {
  const names = rows.flatMap(row => row.name ?? [])
  return rows.map(({ key, name, kind }): OwnField => {
    const label = values[`label-${key}`]!.trim()
    const own = name ?? nameFrom(label, names, '')
    if (name === undefined) names.push(own)
    if (kind !== 'enum') return { name: own, label, kind }
    const choices = (values[`choices-${key}`] ?? '').split('\n').flatMap(one => one.trim() || [])
    if (choices.length === 0)
      throw new LogError('query_invalid', 'A choice needs something to choose from.', {
        errors: [{ path: `/choices-${key}`, message: 'are missing' }],
      })
    return { name: own, label, kind, choices }
  })
}
