/** What there is of a client besides the profile: bookings, quotes, orders, invoices … with their last state (R-C5). */
import type { ObjectPage } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { readCursor, writeCursor } from '../read/cursor.ts'
import { relatedPlaces } from '../store/read/client-object-places.ts'
import { fillPage } from './fill-page.ts'
import { findClientPage } from './find-client-page.ts'
import type { ClientPageRequest } from './list-sessions.ts'

const RELATED_TYPES = [
  'booking',
  'quote',
  'order',
  'cart',
  'invoice',
  'payment',
  'fee',
  'voucher',
  'enquiry',
] as const

export interface RelatedRequest extends ClientPageRequest {
  /** Default: all that belong here, and the workspace's own types. */
  readonly type?: readonly string[] | undefined
}

/** Deleted ones are among them, and say so. Throws `not_found`. */
export async function listRelated(
  daybook: Daybook,
  principal: Principal,
  id: string,
  { type, limit, cursor }: RelatedRequest,
): Promise<ObjectPage> {
  requireRight(principal, 'read')
  const { workspace, clientId, clientIds } = await findClientPage(daybook, principal, id)
  const types = type ?? [...RELATED_TYPES, ...Object.keys(workspace.settings.objectTypes ?? {})]
  const binding = {
    workspaceId: workspace.id,
    route: '/v1/clients/{id}/related',
    filter: { clientId, type: type ?? [] },
  }
  const secret = daybook.folder.server.cursor
  const read = cursor === undefined ? undefined : readCursor(secret, binding, cursor, daybook.now())
  const page = await fillPage(daybook, principal, workspace, {
    limit,
    after: read && { lastSeq: Number(read[0]), objectId: Number(read[1]) },
    read: (after, most) =>
      relatedPlaces(daybook.pools.app, workspace.id, clientIds, { types, after, limit: most }),
  })
  const { next } = page
  return {
    objects: page.found.map(one => one.view),
    next:
      next === undefined ? null : writeCursor(secret, binding, [next.lastSeq, next.objectId], daybook.now()),
  }
}
