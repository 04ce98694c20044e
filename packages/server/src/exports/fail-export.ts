import { LogError } from '@daybook/protocol'
import { recordOwn } from '../actions/record-own.ts'
import type { Daybook } from '../daybook.ts'
import { endExport, readExport } from '../store/exports/export-rows.ts'
import { readTogether } from '../store/transaction.ts'
import { DAYBOOK, entryOf } from './export-entry.ts'
import { Over } from './over.ts'

/** Gives an export up, and tells so. Does nothing where it has ended. */
export async function failExport(
  daybook: Daybook,
  workspaceId: number,
  id: number,
  error: unknown,
): Promise<void> {
  const workspace = await daybook.workspaces.get(workspaceId)
  const row = await readTogether(daybook.pools.app, workspaceId, run => readExport(run, workspaceId, id))
  if (row === undefined || !(row.state === 'queued' || row.state === 'running')) return
  // The text of an error may quote a row.
  const problem = error instanceof LogError ? error.code : 'internal'
  const draft = entryOf(daybook, workspace, row, {
    action: 'export.failed',
    data: { problem },
    byDaybook: true,
  })
  try {
    await recordOwn(daybook, DAYBOOK(workspaceId), workspace, draft, async run => {
      const end = { state: 'failed', from: ['queued', 'running'], at: daybook.now(), problem } as const
      if (!(await endExport(run, workspaceId, id, end))) throw new Over()
    })
  } catch (cause) {
    if (!(cause instanceof Over)) throw cause
  }
  await daybook.exports.files.remove({ workspaceId, id, attempt: row.attempt })
}
