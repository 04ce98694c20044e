/** What can be done, with words and fields: whoever makes a form needs nothing else. */
import {
  type Act,
  ACTS,
  actsOf,
  type Field,
  findAction,
  findField,
  findObjectType,
  type Locale,
} from '@daybook/catalogue'
import type { ActField, ActForm, ActsAnswer } from '@daybook/protocol'
import { actsOfType, ownField } from '../acts/workspace-acts.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'

export async function listActs(daybook: Daybook, principal: Principal, lang?: Locale): Promise<ActsAnswer> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const locale = lang ?? (workspace.locale as Locale)
  const own = Object.entries(workspace.settings.objectTypes ?? {})
  const forms = (acts: readonly Act[]): ActForm[] => acts.map(act => formOf(workspace, act, locale))
  return {
    types: {
      ...Object.fromEntries(
        Object.keys(ACTS).map(type => [
          type,
          { label: findObjectType(type)!.label[locale], acts: forms(actsOf(type)) },
        ]),
      ),
      ...Object.fromEntries(
        own.map(([type, { label }]) => [type, { label, acts: forms(actsOfType(workspace, type)) }]),
      ),
    },
  }
}

function formOf(workspace: Workspace, act: Act, locale: Locale): ActForm {
  const field = (needed: readonly string[] | undefined, find: (name: string) => Field | undefined) => {
    return (name: string): ActField => {
      const known = find(name)
      return {
        name,
        label: known?.label[locale] ?? name,
        kind: known?.kind ?? 'text',
        required: needed?.includes(name) === true,
        ...(known?.values && {
          values: Object.fromEntries(
            Object.entries(known.values).map(([value, words]) => [value, words[locale]]),
          ),
        }),
        ...(known?.format !== undefined && { format: known.format }),
        ...(known?.least !== undefined && { least: known.least }),
      }
    }
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
