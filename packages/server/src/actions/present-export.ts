import type { ExportAnswer } from '@daybook/protocol'
import { formatInstant } from '../entry/times.ts'
import type { ExportKey } from '../exports/export-key.ts'
import type { StoredRequest, StoredResult } from '../exports/stored-request.ts'
import { formatId } from '../ids.ts'
import type { ExportRow } from '../store/exports/export-rows.ts'

/** An export as its routes answer it; without its key nothing is left of what was asked for. */
export function answerExport(row: ExportRow, key: ExportKey | undefined): ExportAnswer {
  const request =
    key === undefined || row.request === undefined
      ? undefined
      : key.open<StoredRequest>('request', row.request)
  const result =
    key === undefined || row.result === undefined ? undefined : key.open<StoredResult>('result', row.result)
  const iso = (at: number | undefined): string | undefined =>
    at === undefined ? undefined : formatInstant(at)
  const ready = row.state === 'ready'
  return {
    id: formatId('ex', row.id),
    format: row.format,
    state: row.state,
    ...(request !== undefined && {
      filter: { ...request.filter, ...(request.client !== undefined && { client: request.client }) },
      order: request.order,
      timeZone: request.timeZone,
      lang: request.locale,
      ips: request.ips,
    }),
    count: ready ? row.done : row.expected,
    done: row.done,
    progress: row.share / 1000,
    requestedAt: formatInstant(row.requestedAt),
    finishedAt: iso(row.finishedAt),
    expiresAt: ready ? iso(row.expiresAt) : undefined,
    bytes: row.bytes,
    sha256: row.sha256?.toString('hex'),
    totals: result?.totals,
    problem: row.problem,
  }
}
