/** What is left of an entry for a reader who may not see some clients. */
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
