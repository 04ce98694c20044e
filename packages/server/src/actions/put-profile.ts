/**
 * A client's whole profile in, an entry out: exactly the fields that changed, and none where nothing did. What has acts of
 * its own (notes, preferences, tags, consents, points) and what the reader does not see is left as it is.
 */
import { type ActAnswer, type Json, LogError } from '@daybook/protocol'
import { z } from 'zod'
import { ActInput } from '../acts/act-input.ts'
import { actsOfType } from '../acts/workspace-acts.ts'
import type { Daybook } from '../daybook.ts'
import type { Caller } from '../entry/caller.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { closedFields } from '../policy/closed-fields.ts'
import { checkInput } from './check-input.ts'
import type { StoredClient } from '../store/read/known-subject.ts'
import { performAct } from './perform-act.ts'
import { findAny } from './read-object.ts'

export const ProfileInput = z.strictObject({
  state: ActInput.shape.fields
    .unwrap()
    .describe('The fields of the profile; those that are not here are emptied'),
  ...ActInput.pick({ ifVersion: true, reason: true, actor: true, source: true, key: true }).shape,
})

/** Throws `version_conflict` with what changed meanwhile, `query_invalid`, `not_found`, `act_refused`. */
export async function putProfile(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  id: string,
  body: unknown,
): Promise<ActAnswer> {
  requireRight(principal, 'act')
  const { state, ...rest } = checkInput(ProfileInput, body)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const found = await findAny(daybook, workspace, 'client', id)
  const put = (act: 'record' | 'update', fields: typeof state): Promise<ActAnswer> => {
    const address = { type: 'client', id, act }
    return performAct(daybook, principal, caller, address, { ...rest, fields }, { asked: { ...rest, state } })
  }
  if (found === undefined)
    try {
      return await put('record', filled(state))
    } catch (error) {
      // Somebody else was faster: then it is a profile that is there.
      if (!(error instanceof LogError) || error.code !== 'act_refused') throw error
    }
  const act = actsOfType(workspace, 'client').find(one => one.name === 'update')!
  const closed = closedFields(principal, workspace.settings)
  const own = (act.fields ?? []).filter(field => closed?.has(field) !== true)
  const given = emptied(state)
  // By this name entries have called the client, though nobody said that it is the profile's: that it stays changes nothing.
  if (found?.of === 'client' && isNamed(found.stored, given['name'])) delete given['name']
  return put('update', { ...Object.fromEntries(own.map(field => [field, null])), ...given })
}

const isNamed = ({ client }: StoredClient, name: unknown): boolean =>
  name !== undefined && client.fields['name'] === undefined && client.name === name

type State = NonNullable<z.infer<typeof ActInput>['fields']>

/** A field that is left blank is empty. */
const emptied = (state: State): Record<string, Json> =>
  Object.fromEntries(Object.entries(state).map(([field, value]) => [field, value === '' ? null : value]))

const filled = (state: State): State =>
  Object.fromEntries(Object.entries(emptied(state)).filter(([, value]) => value !== null))
