import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { parseId } from '../ids.ts'
import { type ExportRow, readExport } from '../store/exports/export-rows.ts'
import { readTogether } from '../store/transaction.ts'
import { mayFetch, requireExport } from '../policy/export-rights.ts'

/** The export that a route names. Throws `not_found` where there is none, or none for this reader. */
export async function findExport(
  daybook: Daybook,
  principal: Principal,
  exportId: string,
): Promise<{ workspace: Workspace; row: ExportRow }> {
  requireExport(principal)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const id = parseId('ex', exportId)
  const row =
    id === undefined
      ? undefined
      : await readTogether(daybook.pools.app, workspace.id, run => readExport(run, workspace.id, id))
  if (row === undefined || !mayFetch(principal, row.owner))
    throw new LogError('not_found', 'There is no export with this id.')
  return { workspace, row: currentOf(row, daybook.now()) }
}

/** A file whose time is over is gone, also where nobody has swept it away yet. */
export const currentOf = (row: ExportRow, now: number): ExportRow =>
  row.state === 'ready' && row.expiresAt! <= now ? { ...row, state: 'expired' } : row
