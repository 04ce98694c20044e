/** Fields that a workspace adds to its clients' profiles: added, renamed, hidden and retired, never removed. */
import { findField, type Locale } from '@daybook/catalogue'
import {
  type ClientField,
  type ClientFieldsAnswer,
  type Draft,
  LogError,
  OWN_FIELD_KINDS,
} from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import { sameJson } from '../entry/canonical.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { checkInput } from './check-input.ts'
import { recordOwn } from './record-own.ts'

const MOST_FIELDS = 200
const MOST_TRIES = 5
/** What else a name could be taken for: the host's id in lists, what deleting derives, and what objects are made of. */
const RESERVED = new Set(['id', 'deleted', 'constructor', 'prototype'])

export const ClientFieldInput = z
  .strictObject({
    label: z.string().trim().min(1, 'must not be empty').max(100),
    kind: z.enum(OWN_FIELD_KINDS),
    choices: z
      .array(z.string().trim().min(1).max(100))
      .min(1)
      .max(200)
      .refine(choices => new Set(choices).size === choices.length, 'a choice stands twice')
      .optional()
      .describe('For "enum"'),
    sensitive: z.boolean().default(false).describe('Values are for those with the right "sensitive" only'),
    hidden: z.boolean().default(false).describe('Not in profiles and forms; what it holds stays'),
    retired: z.boolean().default(false).describe('Nothing new can be said of it'),
  })
  .refine(({ kind, choices }) => (kind === 'enum') === (choices !== undefined), {
    path: ['choices'],
    error: 'must be given for "enum", and for nothing else',
  })

export async function listClientFields(daybook: Daybook, principal: Principal): Promise<ClientFieldsAnswer> {
  requireRight(principal, 'read')
  const { settings } = await daybook.workspaces.get(principal.workspaceId)
  return { clientFields: settings.clientFields ?? [] }
}

/** Adds a field or changes what is said of it. Throws `query_invalid`, `name_taken`. */
export async function putClientField(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  name: string,
  body: unknown,
): Promise<ClientFieldsAnswer> {
  requireRight(principal, 'settings')
  if (!/^[a-z][A-Za-z0-9_]{0,63}$/.test(name))
    throw new LogError('query_invalid', 'The name must be one such as "allergies" or "insuranceNumber".')
  if (RESERVED.has(name) || findField('client', name) !== undefined)
    throw new LogError('name_taken', `"${name}" is a field of Daybook’s own: choose another name.`)
  const given = checkInput(ClientFieldInput, body)
  return change(daybook, principal, caller, fields => {
    const before = fields.find(field => field.name === name)
    if (before !== undefined && before.kind !== given.kind)
      throw invalid(
        '/kind',
        `stays "${before.kind}": what it holds is of that kind. Retire it and add another.`,
      )
    if (before === undefined && fields.length >= MOST_FIELDS)
      throw invalid('', `there are ${MOST_FIELDS} fields, the most that a profile can have`)
    const { choices, ...rest } = given
    return { before, after: { name, ...rest, ...(choices !== undefined && { choices }) } }
  })
}

/** Nothing new can be said of it from then on; values, history and labels stay. Throws `not_found`. */
export async function retireClientField(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  name: string,
): Promise<ClientFieldsAnswer> {
  requireRight(principal, 'settings')
  return change(daybook, principal, caller, fields => {
    const before = fields.find(field => field.name === name)
    if (before === undefined) throw new LogError('not_found', `There is no field "${name}" of your own.`)
    return { before, after: { ...before, retired: true } }
  })
}

type Decide = (fields: readonly ClientField[]) => {
  readonly before: ClientField | undefined
  readonly after: ClientField
}

async function change(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  decide: Decide,
): Promise<ClientFieldsAnswer> {
  for (let tries = 1; ; tries++) {
    daybook.workspaces.forget(principal.workspaceId)
    const workspace = await daybook.workspaces.get(principal.workspaceId)
    const fields = workspace.settings.clientFields ?? []
    const { before, after } = decide(fields)
    const clientFields =
      before === undefined ? [...fields, after] : fields.map(field => (field === before ? after : field))
    const changes = changesOf(before, after)
    if (changes.length === 0) return { clientFields: fields }
    const told = { ...draftOf(workspace, before, after, changes), context: contextOf(caller) }
    try {
      await recordOwn(
        daybook,
        principal,
        workspace,
        told,
        async () => {},
        async run => {
          if (!(await daybook.workspaces.change(run, workspace, workspace, { clientFields })))
            throw new LogError(
              'state_conflict',
              'Somebody else keeps changing the settings: read them again.',
            )
        },
      )
      daybook.workspaces.forget(workspace.id)
      return { clientFields }
    } catch (error) {
      const overtaken = error instanceof LogError && error.code === 'state_conflict'
      if (!overtaken || tries >= MOST_TRIES) throw error
    }
  }
}

type Changes = NonNullable<Draft['changes']>

function draftOf(
  { locale }: Workspace,
  before: ClientField | undefined,
  after: ClientField,
  changes: Changes,
): Draft {
  const retires = before !== undefined && !before.retired && after.retired
  const action = before === undefined ? 'field.created' : retires ? 'field.deleted' : 'field.updated'
  const objectType = CLIENTS[locale as Locale]
  return {
    action,
    object: { type: 'field', id: `client.${after.name}`, name: after.label },
    data: { field: after.label, objectType },
    changes,
  }
}

const CLIENTS: Readonly<Record<Locale, string>> = {
  en: 'Clients',
  de: 'Kunden',
  'pt-PT': 'Clientes',
  es: 'Clientes',
}

function changesOf(before: ClientField | undefined, after: ClientField): Changes {
  const names = ['label', 'kind', 'choices', 'sensitive', 'hidden', 'retired'] as const
  const valueOf = (field: ClientField | undefined, name: (typeof names)[number]) => {
    const value = field?.[name]
    return typeof value === 'object' ? [...value] : (value ?? null)
  }
  return names.flatMap(name => {
    const [was, is] = [valueOf(before, name), valueOf(after, name)]
    // Of a new field it is not told what it is not.
    const untold = before === undefined && (is === null || is === false)
    return untold || sameJson(was, is)
      ? []
      : [{ field: name, ...(before !== undefined && was !== null && { before: was }), after: is }]
  })
}

const invalid = (path: string, message: string): LogError =>
  new LogError('query_invalid', `${path}: ${message}`, { errors: [{ path, message }] })
