import { type ExportAnswer, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { entryOf } from '../exports/export-entry.ts'
import { readExportKey } from '../exports/export-key.ts'
import { KEPT } from '../exports/make-export.ts'
import { Over } from '../exports/over.ts'
import { extendExport, queueAgain, setRequestedSeq } from '../store/exports/export-rows.ts'
import { addJob } from '../store/jobs/add-job.ts'
import type { Run } from '../store/transaction.ts'
import { findExport } from './find-export.ts'
import { answerExport } from './present-export.ts'
import { recordOwn } from './record-own.ts'

/**
 * Issues an export again: a file that is there is kept seven days more; one that has expired, was cancelled or failed is
 * made once more, of the same entries. Throws `not_found`, `export_expired`, `state_conflict`.
 */
export async function renewExport(
  daybook: Daybook,
  principal: Principal,
  exportId: string,
): Promise<ExportAnswer> {
  const { workspace, row } = await findExport(daybook, principal, exportId)
  const key = await readExportKey(daybook, workspace.id, row.id)
  if (row.state === 'queued' || row.state === 'running') return answerExport(row, key)
  if (row.request === undefined || key === undefined) {
    throw new LogError(
      'export_expired',
      'What was asked for is gone, because it held somebody who was erased: ask for a new export.',
    )
  }
  const now = daybook.now()
  const extend = row.state === 'ready'
  const renew = async (run: Run): Promise<void> => {
    const done = extend
      ? await extendExport(run, workspace.id, row.id, now + KEPT)
      : await queueAgain(run, workspace.id, row.id, now)
    if (!done) throw new Over()
    if (!extend)
      await addJob(run, { job: 'make-export', workspaceId: workspace.id, item: row.id, dueAt: now })
  }
  const draft = entryOf(daybook, workspace, row, { action: 'export.requested', data: { again: true } })
  try {
    await recordOwn(daybook, principal, workspace, draft, renew, (run, seq) =>
      setRequestedSeq(run, workspace.id, row.id, seq),
    )
  } catch (error) {
    if (!(error instanceof Over)) throw error
    throw new LogError('state_conflict', 'This export has just gone on: read it again.')
  }
  if (!extend) daybook.exports.asked()
  return extend
    ? answerExport({ ...row, expiresAt: now + KEPT }, key)
    : answerExport({ ...row, state: 'queued', done: 0, share: 0, requestedAt: now }, key)
}
