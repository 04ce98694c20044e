/** What is left of an entry for a reader who may not see some clients. */
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { ownersOf } from '../store/find.ts'
import type { OpenRow } from '../store/read/open-rows.ts'

/** True of an entry that is about hidden clients only. */
export const isHidden = (clientIds: readonly number[], hidden: ReadonlySet<number>): boolean =>
  clientIds.length > 0 && clientIds.every(id => hidden.has(id))

/**
 * Undefined where the entry is about hidden clients only. One that is about others too stays visible, without what it
 * says of those hidden.
 */
export function veil(row: OpenRow, hidden: ReadonlySet<number>): OpenRow | undefined {
  const { clientIds } = row.record
  if (hidden.size === 0 || !clientIds.some(id => hidden.has(id))) return row
  if (isHidden(clientIds, hidden)) return undefined
  const clients = row.opened.clients.map((part, i) => (hidden.has(clientIds[i]!) ? 'hidden' : part))
  return { ...row, opened: { ...row.opened, clients } }
}

/** True of what belongs to hidden clients only: for this reader it is not there. */
export async function isHiddenObject(
  { pools }: Daybook,
  workspace: Workspace,
  objectId: number,
  hidden: ReadonlySet<number>,
): Promise<boolean> {
  return hidden.size > 0 && isHidden(await ownersOf(pools.app, workspace.id, objectId), hidden)
}
