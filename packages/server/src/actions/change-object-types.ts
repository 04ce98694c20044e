/** Object types that a workspace declares itself (R-K4): from then on they have acts, histories and forms. */
import { findObjectType } from '@daybook/catalogue'
import { LogError, OWN_FIELD_KINDS, type OwnObjectType } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { checkInput } from './check-input.ts'
import { recordOwn } from './record-own.ts'

const label = z.string().trim().min(1, 'must not be empty').max(100)
const fieldName = z
  .string()
  .max(64)
  .regex(/^[a-z][A-Za-z0-9_]*$/, 'must be a name such as "serialNumber"')
  .refine(name => name !== 'deleted', 'is a name of Daybook’s own')

const OwnField = z.strictObject({
  name: fieldName,
  label,
  kind: z.enum(OWN_FIELD_KINDS),
  choices: z.array(z.string().min(1).max(100)).min(1).max(200).optional(),
})
export const ObjectTypeInput = z.strictObject({
  label,
  plural: label,
  fields: z
    .array(OwnField)
    .max(100)
    .refine(fields => new Set(fields.map(one => one.name)).size === fields.length, 'a name stands twice'),
})

export type OwnTypes = Readonly<Record<string, OwnObjectType>>

const MOST_TRIES = 5

export async function listObjectTypes(
  daybook: Daybook,
  principal: Principal,
): Promise<{ objectTypes: OwnTypes }> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  return { objectTypes: workspace.settings.objectTypes ?? {} }
}

/** Declares a type or changes what it is. Throws `query_invalid`, `name_taken`. */
export async function putObjectType(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  type: string,
  body: unknown,
): Promise<{ objectTypes: OwnTypes }> {
  requireRight(principal, 'settings')
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(type))
    throw new LogError('query_invalid', 'The type must be a lower-case name such as "asset".')
  if (type === 'object' || findObjectType(type) !== undefined)
    throw new LogError('name_taken', `"${type}" is a type of Daybook’s own.`)
  const given = checkInput(ObjectTypeInput, body)
  return change(daybook, principal, caller, type, given)
}

/** Nothing new can be done with its objects from then on; what is recorded of them stays. Throws `not_found`. */
export async function retireObjectType(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  type: string,
): Promise<{ objectTypes: OwnTypes }> {
  requireRight(principal, 'settings')
  return change(daybook, principal, caller, type, undefined)
}

async function change(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  type: string,
  after: OwnObjectType | undefined,
): Promise<{ objectTypes: OwnTypes }> {
  for (let tries = 1; ; tries++) {
    daybook.workspaces.forget(principal.workspaceId)
    const workspace = await daybook.workspaces.get(principal.workspaceId)
    const { [type]: before, ...rest } = workspace.settings.objectTypes ?? {}
    if (before === undefined && after === undefined)
      throw new LogError('not_found', `There is no object type "${type}" of your own.`)
    const objectTypes: OwnTypes = { ...rest, ...(after && { [type]: after }) }
    const plain = (one: OwnObjectType | undefined) =>
      one === undefined ? null : JSON.parse(JSON.stringify(one))
    try {
      await recordOwn(
        daybook,
        principal,
        workspace,
        {
          action: 'settings.updated',
          changes: [
            {
              field: `objectTypes.${type}`,
              label: `Object type “${(after ?? before)!.label}”`,
              before: plain(before),
              after: plain(after),
            },
          ],
          context: contextOf(caller),
        },
        async () => {},
        async run => {
          if (!(await daybook.workspaces.change(run, workspace, workspace, { objectTypes })))
            throw new LogError(
              'state_conflict',
              'Somebody else keeps changing the settings: read them again.',
            )
        },
      )
      daybook.workspaces.forget(workspace.id)
      return { objectTypes }
    } catch (error) {
      const overtaken = error instanceof LogError && error.code === 'state_conflict'
      if (!overtaken || tries >= MOST_TRIES) throw error
    }
  }
}
