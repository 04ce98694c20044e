/** Bookings of a day, services, vouchers …: the objects of a type as they are now. */
import { LogError, type ObjectPage, type ObjectView } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { parseOccurrence, startOfDay } from '../entry/times.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { readCursor, writeCursor } from '../read/cursor.ts'
import { readStoredObjects } from '../store/read/known-subject.ts'
import { listObjectPlaces, type ObjectPlace } from '../store/read/list-objects.ts'
import { seesObject, viewStored } from './read-object.ts'
import { visibilityOf } from './visibility-of.ts'

export interface ObjectListRequest {
  readonly type: string
  /** Of the start: a local date (inclusive) or an instant. */
  readonly from?: string | undefined
  /** A local date (inclusive) or an instant (exclusive). */
  readonly to?: string | undefined
  readonly status?: readonly string[] | undefined
  readonly member?: string | undefined
  /** Deleted ones are left out unless they are asked for. */
  readonly deleted: boolean
  /** 1 to 200. */
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Rows looked at for one page at most: whoever filters finely goes on with `next`. */
const MOST = 2000

export async function listObjects(
  daybook: Daybook,
  principal: Principal,
  request: ObjectListRequest,
): Promise<ObjectPage> {
  requireRight(principal, 'read')
  const { type, from, to, status = [], member, deleted, limit, cursor } = request
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const filter = { from: from ?? '', to: to ?? '', status, member: member ?? '', deleted }
  const binding = { workspaceId: workspace.id, route: `/v1/objects/${type}`, filter }
  const secret = daybook.folder.server.cursor
  const range = {
    type,
    byStart: from !== undefined || to !== undefined,
    from: from === undefined ? Number.MIN_SAFE_INTEGER : timeOf(workspace, 'from', from),
    to: to === undefined ? Number.MAX_SAFE_INTEGER : timeOf(workspace, 'to', to),
    statuses: status,
  }
  let after = cursor === undefined ? undefined : placeOf(readCursor(secret, binding, cursor, daybook.now()))
  const found: { place: ObjectPlace; view: ObjectView }[] = []
  let isLast = false
  for (let looked = 0; found.length <= limit && looked < MOST && !isLast; looked += limit) {
    const places = await listObjectPlaces(daybook.pools.app, workspace.id, { ...range, after, limit })
    const views = await viewsOf(daybook, principal, workspace, places)
    for (const place of places) {
      const view = views.get(place.objectId)
      const fits = view !== undefined && view.deleted === deleted
      if (fits && (member === undefined || view.fields['member'] === member)) found.push({ place, view })
    }
    const last = places.at(-1)
    if (last !== undefined) after = { at: last.at, objectId: last.objectId }
    isLast = places.length < limit
  }
  const page = found.slice(0, limit)
  const end = found.length > limit ? page.at(-1)!.place : undefined
  const next = end ?? (isLast ? undefined : after)
  return {
    objects: page.map(one => one.view),
    next: next === undefined ? null : writeCursor(secret, binding, [next.at, next.objectId], daybook.now()),
  }
}

const placeOf = ([at, objectId]: readonly (number | string)[]): Pick<ObjectPlace, 'at' | 'objectId'> => ({
  at: Number(at),
  objectId: Number(objectId),
})

async function viewsOf(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  places: readonly ObjectPlace[],
): Promise<Map<number, ObjectView>> {
  const sight = await visibilityOf(daybook, principal)
  const lastSeqs = new Map(places.map(place => [place.objectId, place.lastSeq]))
  const stored = await readStoredObjects(daybook, workspace, lastSeqs)
  const views = new Map<number, ObjectView>()
  for (const one of stored) {
    if (!seesObject(sight, one)) continue
    const view = await viewStored(daybook, principal, workspace, { of: 'object', stored: one })
    if (view !== undefined) views.set(one.object.id, view)
  }
  return views
}

/** Days are the workspace's own, right on those of 23 and 25 hours. */
function timeOf({ timeZone }: Workspace, name: 'from' | 'to', text: string): number {
  const read = parseOccurrence(text, timeZone)
  if (typeof read === 'string')
    throw new LogError('query_invalid', `${name}: ${read}`, { errors: [{ path: `/${name}`, message: read }] })
  if (read.day === undefined) return read.at
  return startOfDay(name === 'from' ? read.day : read.day + 1, timeZone)
}
