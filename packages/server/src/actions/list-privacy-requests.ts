import type { PrivacyRequestPage } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { readCursor, writeCursor } from '../read/cursor.ts'
import { readRequests } from '../store/privacy/privacy-requests.ts'
import { readTogether } from '../store/transaction.ts'
import { presentRequests } from './present-requests.ts'

export interface RequestListing {
  /** `open`: those that wait for a decision. */
  readonly state: 'open' | 'decided' | 'all'
  /** 1 to 200. */
  readonly limit: number
  readonly cursor?: string
}

/** What clients asked, newest first. Throws `cursor_invalid`, `cursor_expired`. */
export async function listPrivacyRequests(
  daybook: Daybook,
  principal: Principal,
  { state, limit, cursor }: RequestListing,
): Promise<PrivacyRequestPage> {
  requireRight(principal, 'erase')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const binding = { workspaceId: workspace.id, route: '/v1/privacy/requests', filter: { state } }
  const secret = daybook.folder.server.cursor
  const before =
    cursor === undefined ? undefined : Number(readCursor(secret, binding, cursor, daybook.now())[0])
  const open = state === 'all' ? undefined : state === 'open'
  const rows = await readTogether(daybook.pools.app, workspace.id, run =>
    readRequests(run, workspace.id, { before, open, limit: limit + 1 }),
  )
  const page = rows.slice(0, limit)
  return {
    requests: await presentRequests(daybook, workspace, page),
    next: rows.length > limit ? writeCursor(secret, binding, [page.at(-1)!.seq], daybook.now()) : null,
  }
}
