import type { ExportAnswer } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { readExportKey } from '../exports/export-key.ts'
import { readExportsOf } from '../store/exports/export-rows.ts'
import { readTogether } from '../store/transaction.ts'
import { ownerOf, requireExport } from '../policy/export-rights.ts'
import { currentOf, findExport } from './find-export.ts'
import { answerExport } from './present-export.ts'

/** Exports of one reader that a list shows. */
const MOST = 100

/** One export: how far it is, or what its file is like. */
export async function readExportState(
  daybook: Daybook,
  principal: Principal,
  exportId: string,
): Promise<ExportAnswer> {
  const { workspace, row } = await findExport(daybook, principal, exportId)
  return answerExport(row, await readExportKey(daybook, workspace.id, row.id))
}

/** The reader's own, newest first. */
export async function listExports(daybook: Daybook, principal: Principal): Promise<ExportAnswer[]> {
  requireExport(principal)
  const { workspaceId } = principal
  const rows = await readTogether(daybook.pools.app, workspaceId, run =>
    readExportsOf(run, workspaceId, ownerOf(principal), MOST),
  )
  return Promise.all(
    rows.map(async row =>
      answerExport(
        currentOf(row, daybook.now()),
        row.request === undefined ? undefined : await readExportKey(daybook, workspaceId, row.id),
      ),
    ),
  )
}
