/** What can be done, with words and fields: whoever makes a form needs nothing else. */
import {
  type Act,
  ACTS,
  type Field,
  findAction,
  findField,
  findObjectType,
  type Locale,
} from '@daybook/catalogue'
import type { ActForm, ActsAnswer, ActsOfType } from '@daybook/protocol'
import { actsOfType, ownField } from '../acts/workspace-acts.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { closedFields } from '../policy/closed-fields.ts'

export async function listActs(daybook: Daybook, principal: Principal, lang?: Locale): Promise<ActsAnswer> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const locale = lang ?? (workspace.locale as Locale)
  const own = Object.entries(workspace.settings.objectTypes ?? {})
  const closed = closedFields(principal, workspace.settings)
  const notOffered = new Set(closed)
  for (const { name, hidden } of workspace.settings.clientFields ?? []) if (hidden) notOffered.add(name)
  const forms = (acts: readonly Act[]): ActForm[] =>
    acts.map(act => formOf(workspace, act.of === 'client' ? without(notOffered, act) : act, locale))
  const fields = (type: string, names: readonly string[]): ActsOfType['fields'] =>
    names
      .filter(name => type !== 'client' || closed?.has(name) !== true)
      .map(name => fieldOf(name, ownField(workspace, type, name) ?? findField(type, name), locale))
  return {
    types: {
      ...Object.fromEntries(
        Object.keys(ACTS).map(type => {
          const { label, plural, fields: known } = findObjectType(type)!
          const words = { label: label[locale], plural: plural[locale], own: false }
          const acts = forms(actsOfType(workspace, type))
          return [type, { ...words, fields: fields(type, Object.keys(known)), acts }]
        }),
      ),
      ...Object.fromEntries(
        own.map(([type, { label, plural, fields: known }]) => [
          type,
          {
            label,
            plural,
            own: true,
            fields: fields(
              type,
              known.map(({ name }) => name),
            ),
            acts: forms(actsOfType(workspace, type)),
          },
        ]),
      ),
    },
  }
}

/** Nobody is offered a field that they may not see, or that the workspace hides from forms. */
const without = (fields: ReadonlySet<string>, act: Act): Act =>
  act.fields === undefined ? act : { ...act, fields: act.fields.filter(field => !fields.has(field)) }

function formOf(workspace: Workspace, act: Act, locale: Locale): ActForm {
  const field = (needed: readonly string[] | undefined, find: (name: string) => Field | undefined) => {
    return (name: string): ActForm['fields'][number] => ({
      ...fieldOf(name, find(name), locale),
      required: needed?.includes(name) === true,
    })
  }
  const ofObject = (name: string) => ownField(workspace, act.of, name) ?? findField(act.of, name)
  return {
    name: act.name,
    label: act.label[locale],
    action: act.action,
    makes: act.makes === true,
    fields: (act.fields ?? []).map(field(act.needs, ofObject)),
    data: (act.data ?? []).map(field(act.needsData, name => findAction(act.action)?.data[name])),
    client: act.client === true,
    other: act.other === true,
    online: act.online === true,
    grave: act.grave === true,
  }
}

/** How one field looks to whoever makes a form of it. */
function fieldOf(name: string, known: Field | undefined, locale: Locale): ActsOfType['fields'][number] {
  return {
    name,
    label: known?.label[locale] ?? name,
    kind: known?.kind ?? 'text',
    ...(known?.values && {
      values: Object.fromEntries(
        Object.entries(known.values).map(([value, words]) => [value, words[locale]]),
      ),
    }),
    ...(known?.format !== undefined && { format: known.format }),
    ...(known?.least !== undefined && { least: known.least }),
  }
}
