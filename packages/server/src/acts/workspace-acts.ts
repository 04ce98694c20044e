/** The acts that a workspace has: the catalogue's, and those of the object types that it declares itself (R-K4). */
import { type Act, actsOf, type Field, ownTypeActs, type Words } from '@daybook/catalogue'
import type { ClientField, OwnObjectType } from '@daybook/protocol'
import type { Workspace } from '../entry/workspace.ts'

/** Of an object type; none where nothing can be done with it. */
export function actsOfType({ settings }: Workspace, type: string): readonly Act[] {
  const acts = actsOf(type)
  if (type === 'client') return withOwnFields(acts, settings.clientFields ?? [])
  if (acts.length > 0) return acts
  const own = ownType(settings.objectTypes, type)
  return own === undefined
    ? []
    : ownTypeActs(
        type,
        own.fields.map(field => field.name),
      )
}

/** Acts that are about the profile as a whole. */
const WHOLE: ReadonlySet<string> = new Set(['create', 'record', 'update'])

/** What is said of a profile as a whole is said of the workspace's own fields too. */
function withOwnFields(acts: readonly Act[], fields: readonly ClientField[]): readonly Act[] {
  const names = fields.filter(field => !field.retired).map(field => field.name)
  if (names.length === 0) return acts
  return acts.map(act => (WHOLE.has(act.name) ? { ...act, fields: [...(act.fields ?? []), ...names] } : act))
}

/** A field of a type that the workspace declares, or that it adds to its clients. */
export function ownField({ settings }: Workspace, type: string, name: string): Field | undefined {
  const fields = type === 'client' ? settings.clientFields : ownType(settings.objectTypes, type)?.fields
  const field = fields?.find(one => one.name === name)
  if (field === undefined) return undefined
  const { label, kind, choices } = field
  return {
    label: same(label),
    kind,
    privacy: 'personal',
    ...(choices !== undefined && {
      values: Object.fromEntries(choices.map(choice => [choice, same(choice)])),
    }),
  }
}

const same = (text: string): Words => ({ en: text, de: text, 'pt-PT': text, es: text })

const ownType = (
  types: Readonly<Record<string, OwnObjectType>> | undefined,
  type: string,
): OwnObjectType | undefined => (types !== undefined && Object.hasOwn(types, type) ? types[type] : undefined)
