/** What waits for somebody: invoices not sent, what is unpaid, payments to approve (R-C11). */
import { type ObjectView, WAITING_KINDS, type WaitingKind, type WaitingPage } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { readCursor, writeCursor } from '../read/cursor.ts'
import type { Order } from '../store/read/scan.ts'
import { readWaiting, type WaitingPlace } from '../store/read/waiting.ts'
import { fillPage } from './fill-page.ts'
import { visibilityOf } from './visibility-of.ts'
import { waitingItem } from './waiting-item.ts'

export interface WaitingRequest {
  readonly kind?: readonly WaitingKind[] | undefined
  readonly order: Order
  /** 1 to 200. */
  readonly limit: number
  readonly cursor?: string | undefined
}

type Place = Pick<WaitingPlace, 'objectId' | 'lastSeq' | 'since'> & Partial<WaitingPlace>

export async function listWaiting(
  daybook: Daybook,
  principal: Principal,
  { kind = WAITING_KINDS, order, limit, cursor }: WaitingRequest,
): Promise<WaitingPage> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const kinds = await kindsFor(daybook, principal, kind)
  const binding = { workspaceId: workspace.id, route: '/v1/waiting', filter: { kind, order } }
  const secret = daybook.folder.server.cursor
  const read = cursor === undefined ? undefined : readCursor(secret, binding, cursor, daybook.now())
  const until = daybook.now()
  const page = await fillPage<Place>(daybook, principal, workspace, {
    limit,
    after: read && { since: Number(read[0]), objectId: Number(read[1]), lastSeq: 0 },
    read: (after, most) =>
      readWaiting(daybook.pools.app, workspace.id, { kinds, order, until, after, limit: most }),
    fits: (view, place) => seemsToWait(view, place.kind),
  })
  const { next } = page
  return {
    items: await Promise.all(
      page.found.map(({ place, view }) => waitingItem(daybook, principal, place as WaitingPlace, view)),
    ),
    next:
      next === undefined ? null : writeCursor(secret, binding, [next.since, next.objectId], daybook.now()),
  }
}

/** What was paid may be somebody else's act: who sees only their own is not told what is unpaid. */
export async function kindsFor(
  daybook: Daybook,
  principal: Principal,
  kinds: readonly WaitingKind[],
): Promise<readonly WaitingKind[]> {
  const { only } = await visibilityOf(daybook, principal)
  return only?.to === 'own_acts' ? kinds.filter(kind => kind !== 'unpaid') : kinds
}

/** Of a state that the reader sees in part only: not what their part does not say. */
function seemsToWait({ fields }: ObjectView, kind: WaitingKind | undefined): boolean {
  if (kind === 'not_sent') return fields['status'] === 'draft'
  return kind !== 'to_approve' || fields['status'] === 'pending'
}
