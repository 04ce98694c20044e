/** Every booking of a client with its details, the next first (R-C4). */
import type { SessionPage } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { readCursor, writeCursor } from '../read/cursor.ts'
import { type SessionPlace, sessionPlaces } from '../store/read/client-object-places.ts'
import { fillPage } from './fill-page.ts'
import { findClientPage } from './find-client-page.ts'

export interface ClientPageRequest {
  /** 1 to 200. */
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Throws `not_found`. */
export async function listSessions(
  daybook: Daybook,
  principal: Principal,
  id: string,
  { limit, cursor }: ClientPageRequest,
): Promise<SessionPage> {
  requireRight(principal, 'read')
  const { workspace, clientId, clientIds } = await findClientPage(daybook, principal, id)
  const binding = { workspaceId: workspace.id, route: '/v1/clients/{id}/sessions', filter: { clientId } }
  const secret = daybook.folder.server.cursor
  const read =
    cursor === undefined
      ? undefined
      : (readCursor(secret, binding, cursor, daybook.now()) as [number, number, number, number])
  // What is over is decided once: a booking that begins between two pages would be on both, or on none.
  const now = read?.[0] ?? daybook.now()
  const page = await fillPage<SessionPlace>(daybook, principal, workspace, {
    limit,
    after: read && { part: read[1], at: read[2], objectId: read[3], lastSeq: 0 },
    read: (after, most) =>
      sessionPlaces(daybook.pools.app, workspace.id, clientIds, { now, after, limit: most }),
  })
  const { next } = page
  return {
    sessions: page.found.map(one => one.view),
    next:
      next === undefined
        ? null
        : writeCursor(secret, binding, [now, next.part, next.at, next.objectId], daybook.now()),
  }
}
