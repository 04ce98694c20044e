import { type ExportTotal, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { DAYBOOK, type ExportAct, entryOf } from '../exports/export-entry.ts'
import { renderInThreads } from '../exports/renderers.ts'
import { type ExportProgress, writeExport } from '../exports/write-export.ts'
import { parseEntryId } from '../ids.ts'
import { randomId } from '../random.ts'
import { type ExportOrder, planOrder } from './plan-order.ts'
import { recordOwn } from './record-own.ts'
import { toldFilter } from './request-export.ts'

export interface StreamedExport {
  readonly rows: number
  readonly totals: readonly ExportTotal[]
}

/** How far it is; `count` is absent where nobody has counted. */
export interface StreamProgress extends ExportProgress {
  readonly count?: number
}

/**
 * Writes an export where the caller wants it, without keeping a file: for the command line. Request and completion, or
 * failure, are entries as those of any export. Throws what `requestExport` throws, and what `write` throws.
 */
export async function streamExport(
  daybook: Daybook,
  principal: Principal,
  order: ExportOrder,
  write: (bytes: Uint8Array) => Promise<void>,
  onProgress: (progress: StreamProgress) => void,
  signal: AbortSignal,
): Promise<StreamedExport> {
  const { workspace, request, count, work, clientId } = await planOrder(daybook, principal, order)
  const about = { id: randomId(), clientId, format: order.format, expected: count }
  const tell = async (by: Principal, act: ExportAct, requestedSeq?: number) =>
    recordOwn(
      daybook,
      by,
      workspace,
      entryOf(daybook, workspace, { ...about, requestedSeq }, act),
      async () => {},
    )
  const { id } = await tell(principal, {
    action: 'export.requested',
    data: { filter: toldFilter(request, clientId !== undefined) },
  })
  const requestedSeq = seqOf(daybook, workspace, id)
  const ours = DAYBOOK(workspace.id)
  const renderer = renderInThreads(daybook, work.rendering, daybook.exports.appUrl)
  try {
    const written = await writeExport(
      work,
      renderer,
      write,
      progress => onProgress({ ...progress, count }),
      signal,
    )
    await tell(
      ours,
      { action: 'export.completed', data: { count: written.rows }, byDaybook: true },
      requestedSeq,
    )
    return written
  } catch (error) {
    const problem = signal.aborted ? 'cancelled' : error instanceof LogError ? error.code : 'internal'
    await tell(ours, { action: 'export.failed', data: { problem }, byDaybook: true }, requestedSeq)
    throw error
  } finally {
    await renderer.close()
  }
}

const seqOf = (daybook: Daybook, workspace: Workspace, id: string): number =>
  parseEntryId(daybook.folder.workspace(workspace.id).entryIdKey, workspace.generations, id)!
