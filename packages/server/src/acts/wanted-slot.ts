import type { Act } from '@daybook/catalogue'
import type { Draft } from '@daybook/protocol'
import type { State } from '../entry/state.ts'
import type { Workspace } from '../entry/workspace.ts'
import type { WorkspaceKeys } from '../keys/key-folder.ts'
import { columnsOf, groupSizeOf } from '../store/object-columns.ts'
import type { Slot } from '../store/taken-times.ts'

const TIME_FIELDS = new Set([
  'startsAt',
  'endsAt',
  'duration',
  'member',
  'room',
  'service',
  'buffer',
  'bufferBefore',
  'groupSize',
  'participants',
])

/** The time that a booking takes once the act is done; undefined where the act does not take any anew. */
export function wantedSlot(
  act: Act,
  state: State,
  draft: Draft,
  given: { readonly workspace: Workspace; readonly keys: WorkspaceKeys; readonly objectId: number },
): Slot | undefined {
  const { workspace, keys, objectId } = given
  const restores = act.sets?.['deleted'] === 'no'
  const moves = draft.changes?.some(change => TIME_FIELDS.has(change.field)) === true
  if (act.takesTime !== true || !(moves || restores)) return undefined
  const next: State = {
    ...state,
    ...Object.fromEntries(
      (draft.changes ?? []).map(({ field, after }) => [field, { v: after ?? null, at: 0 }]),
    ),
    ...(restores && { deleted: { v: 'no', at: 0 } }),
  }
  const columns = columnsOf('booking', next, workspace.timeZone, keys)
  const { startsAt, takenUntil, takenFrom = startsAt, member, room, shared, seats = 1 } = columns
  if (startsAt === undefined || takenUntil === undefined) return undefined
  return {
    workspaceId: workspace.id,
    objectId,
    startsAt,
    from: takenFrom!,
    to: takenUntil,
    member,
    room,
    shared,
    seats,
    groupSize: groupSizeOf(next),
  }
}
