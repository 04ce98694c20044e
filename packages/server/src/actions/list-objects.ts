/** Bookings of a day, services, vouchers …: the objects of a type as they are now. */
import { LogError, type ObjectPage, type ObjectView } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { parseOccurrence, startOfDay } from '../entry/times.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { readCursor, writeCursor } from '../read/cursor.ts'
import { listObjectPlaces, type ObjectPlace } from '../store/read/list-objects.ts'
import { fillPage } from './fill-page.ts'
import { foundObjects } from './found-objects.ts'

export interface ObjectListRequest {
  readonly type: string
  /** Of the start: a local date (inclusive) or an instant. */
  readonly from?: string | undefined
  /** A local date (inclusive) or an instant (exclusive). */
  readonly to?: string | undefined
  readonly status?: readonly string[] | undefined
  readonly service?: readonly string[] | undefined
  readonly member?: string | undefined
  /** Beginnings of words of a client's name, e-mail, phone or id; or the object's own id. */
  readonly q?: string | undefined
  /** Deleted ones are left out unless they are asked for. */
  readonly deleted: boolean
  /** 1 to 200. */
  readonly limit: number
  readonly cursor?: string | undefined
}

type Place = ObjectPlace & { readonly at: number }

export async function listObjects(
  daybook: Daybook,
  principal: Principal,
  request: ObjectListRequest,
): Promise<ObjectPage> {
  requireRight(principal, 'read')
  const { type, from, to, status = [], service = [], member, q = '', deleted, limit, cursor } = request
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const filter = { from: from ?? '', to: to ?? '', status, service, member: member ?? '', q, deleted }
  const binding = { workspaceId: workspace.id, route: `/v1/objects/${type}`, filter }
  const secret = daybook.folder.server.cursor
  const found = await foundObjects(daybook, principal, workspace, { type, q })
  const range = {
    type,
    byStart: from !== undefined || to !== undefined,
    from: from === undefined ? Number.MIN_SAFE_INTEGER : timeOf(workspace, 'from', from),
    to: to === undefined ? Number.MAX_SAFE_INTEGER : timeOf(workspace, 'to', to),
    statuses: status,
    among: found?.among,
  }
  const fits = (view: ObjectView): boolean =>
    view.deleted === deleted &&
    (member === undefined || view.fields['member'] === member) &&
    (service.length === 0 || service.includes(String(view.fields['service']))) &&
    found?.holds(view) !== false
  const page = await fillPage<Place>(daybook, principal, workspace, {
    limit,
    after: cursor === undefined ? undefined : placeOf(readCursor(secret, binding, cursor, daybook.now())),
    read: (after, most) =>
      listObjectPlaces(daybook.pools.app, workspace.id, { ...range, after, limit: most }),
    fits,
  })
  const { next } = page
  return {
    objects: page.found.map(one => one.view),
    next: next === undefined ? null : writeCursor(secret, binding, [next.at, next.objectId], daybook.now()),
  }
}

const placeOf = ([at, objectId]: readonly (number | string)[]): Place => ({
  at: Number(at),
  objectId: Number(objectId),
  lastSeq: 0,
})

/** Days are the workspace's own, right on those of 23 and 25 hours. */
function timeOf({ timeZone }: Workspace, name: 'from' | 'to', text: string): number {
  const read = parseOccurrence(text, timeZone)
  if (typeof read === 'string')
    throw new LogError('query_invalid', `${name}: ${read}`, { errors: [{ path: `/${name}`, message: read }] })
  if (read.day === undefined) return read.at
  return startOfDay(name === 'from' ? read.day : read.day + 1, timeZone)
}
