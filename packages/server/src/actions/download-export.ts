import { access } from 'node:fs/promises'
import { type ExportFormat, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { localDate } from '../entry/times.ts'
import type { Principal } from '../entry/workspace.ts'
import { entryOf } from '../exports/export-entry.ts'
import { readExportKey } from '../exports/export-key.ts'
import { readSealedFile } from '../exports/sealed-file.ts'
import { formatId } from '../ids.ts'
import { findExport } from './find-export.ts'
import { recordOwn } from './record-own.ts'

/** Where the request comes from. */
export interface Caller {
  readonly ip?: string | undefined
  readonly userAgent?: string | undefined
}

export interface ExportFile {
  readonly format: ExportFormat
  /** Names nobody: `daybook-export-2026-11-22-ex_….csv`. */
  readonly name: string
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
  readonly content: AsyncGenerator<Uint8Array>
}

/**
 * The file of an export. That it is taken away is an entry, written before its first byte goes out. Throws `not_found`,
 * `export_not_ready`, `export_expired`.
 */
export async function downloadExport(
  daybook: Daybook,
  principal: Principal,
  exportId: string,
  { ip, userAgent }: Caller = {},
): Promise<ExportFile> {
  const { workspace, row } = await findExport(daybook, principal, exportId)
  if (row.state === 'queued' || row.state === 'running')
    throw new LogError('export_not_ready', 'This export is still being made.', { retryAfter: 2 })
  const { files } = daybook.exports
  const file = { workspaceId: workspace.id, id: row.id, attempt: row.attempt }
  const path = files.pathOf(file)
  const key = row.state === 'ready' ? await readExportKey(daybook, workspace.id, row.id) : undefined
  const isThere =
    key !== undefined &&
    (await access(path).then(
      () => true,
      () => false,
    ))
  if (!isThere || key === undefined) {
    throw new LogError(
      'export_expired',
      row.state === 'ready'
        ? 'The file is not on this server any more: issue the export again.'
        : `There is no file: the export is ${row.state}. Issue it again, or ask for a new one.`,
    )
  }
  const context = { ...(ip && { ip }), ...(userAgent && { userAgent }) }
  await recordOwn(
    daybook,
    principal,
    workspace,
    entryOf(daybook, workspace, row, { action: 'export.downloaded', data: { count: row.done }, context }),
    async () => {},
  )
  return {
    format: row.format,
    name: `daybook-export-${localDate(row.requestedAt, workspace.timeZone)}-${formatId('ex', row.id)}.${row.format}`,
    bytes: row.bytes!,
    sha256: row.sha256!.toString('hex'),
    content: readSealedFile({ path, about: files.aboutOf(file), key: key.fileKey, attempt: row.attempt }),
  }
}
