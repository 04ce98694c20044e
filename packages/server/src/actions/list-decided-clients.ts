import type { DecidedClientPage } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { readCursor, writeCursor } from '../read/cursor.ts'
import { listDecided } from '../store/privacy/client-privacy.ts'
import { readTogether } from '../store/transaction.ts'
import { presentPrivacy } from './present-privacy.ts'

export interface DecidedListing {
  /** `held`: under a legal hold. `deleted`: in their grace period. */
  readonly state: 'held' | 'deleted'
  /** 1 to 200. */
  readonly limit: number
  readonly cursor?: string
}

const FIRST = { at: Number.MAX_SAFE_INTEGER, clientId: Number.MAX_SAFE_INTEGER }

/** Whom something was decided about, the latest first. Throws `cursor_invalid`, `cursor_expired`. */
export async function listDecidedClients(
  daybook: Daybook,
  principal: Principal,
  { state, limit, cursor }: DecidedListing,
): Promise<DecidedClientPage> {
  requireRight(principal, state === 'held' ? 'readHold' : 'erase')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const binding = { workspaceId: workspace.id, route: '/v1/privacy/clients', filter: { state } }
  const secret = daybook.folder.server.cursor
  let before = FIRST
  if (cursor !== undefined) {
    const [at, clientId] = readCursor(secret, binding, cursor, daybook.now()) as [number, number]
    before = { at, clientId }
  }
  const rows = await readTogether(daybook.pools.app, workspace.id, run =>
    listDecided(run, workspace.id, state, { before, limit: limit + 1 }),
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const clients = await Promise.all(
    page.map(async row => {
      const client = await daybook.clientIndex.get(daybook, workspace.id, row.clientId)
      return {
        id: formatId('cl', row.clientId),
        ...(client?.hostId !== undefined && { hostId: client.hostId }),
        ...(client?.name !== undefined && { name: client.name }),
        erased: client?.erased ?? true,
        privacy: presentPrivacy(daybook, workspace, row),
      }
    }),
  )
  const more = rows.length > limit && last !== undefined
  return {
    clients,
    next: more ? writeCursor(secret, binding, [last.at, last.clientId], daybook.now()) : null,
  }
}
