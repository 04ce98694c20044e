/** What a list of clients may fill: the profile's fields, and those of other acts that a list usually has. */
import { type Field, findField } from '@daybook/catalogue'
import { ownField, actsOfType } from '../acts/workspace-acts.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { closedFields } from '../policy/closed-fields.ts'

const BESIDES = ['notes', 'tags', 'channels', 'marketing', 'consents'] as const

export type ImportFields = ReadonlyMap<string, Field>

/** By name. What somebody may not see they may not fill. */
export function importFields(principal: Principal, workspace: Workspace): ImportFields {
  const update = actsOfType(workspace, 'client').find(act => act.name === 'update')
  const closed = closedFields(principal, workspace.settings)
  return new Map(
    [...(update?.fields ?? []), ...BESIDES].flatMap(name => {
      const field = closed?.has(name) === true ? undefined : fieldOf(workspace, name)
      return field === undefined || field.kind === 'json' ? [] : [[name, field] as const]
    }),
  )
}

const fieldOf = (workspace: Workspace, name: string): Field | undefined =>
  ownField(workspace, 'client', name) ?? findField('client', name)
