import { type ExportAnswer, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { entryOf } from '../exports/export-entry.ts'
import { readExportKey } from '../exports/export-key.ts'
import { Over } from '../exports/over.ts'
import { endExport } from '../store/exports/export-rows.ts'
import { findExport } from './find-export.ts'
import { answerExport } from './present-export.ts'
import { recordOwn } from './record-own.ts'

const GOING_ON = ['queued', 'running', 'ready'] as const

/**
 * Stops an export that is waiting or being made, or removes a file that is ready. What makes it finds that out within a
 * second. One that has ended stays as it is. Throws `not_found`, `state_conflict`.
 */
export async function cancelExport(
  daybook: Daybook,
  principal: Principal,
  exportId: string,
): Promise<ExportAnswer> {
  const { workspace, row } = await findExport(daybook, principal, exportId)
  const key = await readExportKey(daybook, workspace.id, row.id)
  if (!(GOING_ON as readonly string[]).includes(row.state)) return answerExport(row, key)
  const at = daybook.now()
  const draft = entryOf(daybook, workspace, row, { action: 'export.failed', data: { problem: 'cancelled' } })
  try {
    await recordOwn(daybook, principal, workspace, draft, async run => {
      const end = { state: 'cancelled', from: [row.state], at } as const
      if (!(await endExport(run, workspace.id, row.id, end))) throw new Over()
    })
  } catch (error) {
    if (!(error instanceof Over)) throw error
    throw new LogError('state_conflict', 'This export has just gone on: read it again.')
  }
  await daybook.exports.files.remove({ workspaceId: workspace.id, id: row.id, attempt: row.attempt })
  return answerExport({ ...row, state: 'cancelled', finishedAt: at }, key)
}
