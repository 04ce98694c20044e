import { LOCALES, type Locale } from '@daybook/catalogue'
import {
  type EntryFilter,
  type ExportAnswer,
  type ExportFormat,
  type InputError,
  type Json,
  LogError,
  MOST_PDF_ENTRIES,
} from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { isTimeZone } from '../entry/times.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { entryOf } from '../exports/export-entry.ts'
import { makeExportKey } from '../exports/export-key.ts'
import { planExport } from '../exports/plan-export.ts'
import type { StoredRequest } from '../exports/stored-request.ts'
import { randomId } from '../random.ts'
import { type ExportRow, insertExport, setRequestedSeq } from '../store/exports/export-rows.ts'
import { addJob } from '../store/jobs/add-job.ts'
import type { Order } from '../store/read/scan.ts'
import { lastSeq } from '../store/read/walk.ts'
import { countKept, readAsOf } from './count-export.ts'
import { ownerOf, requireExport } from '../policy/export-rights.ts'
import { answerExport } from './present-export.ts'
import { recordOwn } from './record-own.ts'

export interface ExportOrder {
  readonly format: ExportFormat
  /** `cl_…` or the host's id. */
  readonly client?: string
  readonly filter: EntryFilter
  readonly order?: Order
  readonly timeZone?: string
  readonly lang?: string
  readonly ips?: boolean
  readonly totals?: boolean
  readonly asOf?: string
}

/**
 * Asks for an export: it is made by a job, of what was recorded until now, or until it was counted. Throws `not_found`,
 * `query_invalid`, `scope_missing`, `export_too_large`, `cursor_invalid`.
 */
export async function requestExport(
  daybook: Daybook,
  principal: Principal,
  order: ExportOrder,
): Promise<ExportAnswer> {
  requireExport(principal, order)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const request = requestOf(order, workspace, principal)
  const requestedAt = daybook.now()
  const { upTo, count } = await countedFor(daybook, principal, workspace, order)
  refuseTooLarge(order.format, count)
  // Whatever cannot be read, a client who is not there say, is told now.
  const { walk } = await planExport(daybook, workspace, { format: order.format, upTo, requestedAt }, request)
  const id = randomId()
  const { key, stored } = await makeExportKey(daybook, workspace.id, id)
  const row: ExportRow = {
    id,
    owner: ownerOf(principal),
    clientId: order.client === undefined ? undefined : walk.object,
    format: order.format,
    request: key.seal('request', request),
    upTo,
    expected: count,
    state: 'queued',
    attempt: 0,
    done: 0,
    share: 0,
    requestedAt,
  }
  await recordOwn(
    daybook,
    principal,
    workspace,
    entryOf(daybook, workspace, row, {
      action: 'export.requested',
      data: { filter: toldFilter(request, row.clientId !== undefined) },
    }),
    async run => {
      await insertExport(run, workspace.id, {
        ...row,
        request: row.request!,
        naming: namesSomebody(order.filter),
        key: stored,
      })
      await addJob(run, { job: 'make-export', workspaceId: workspace.id, item: id, dueAt: requestedAt })
    },
    (run, seq) => setRequestedSeq(run, workspace.id, id, seq),
  )
  daybook.exports.asked()
  return answerExport(row, key)
}

/** Checks what is asked for and fills in what the workspace decides. Throws `query_invalid`. */
export function requestOf(order: ExportOrder, workspace: Workspace, principal: Principal): StoredRequest {
  const errors: InputError[] = []
  const { timeZone = workspace.timeZone, lang = workspace.locale } = order
  if (!isTimeZone(timeZone)) errors.push({ path: '/timeZone', message: 'is no time zone (Europe/Lisbon)' })
  if (!(LOCALES as readonly string[]).includes(lang))
    errors.push({ path: '/lang', message: `must be one of: ${LOCALES.join(', ')}` })
  if (order.totals === true && order.format !== 'csv')
    errors.push({ path: '/totals', message: 'is for CSV: a PDF has its totals at the end' })
  if (errors.length > 0) {
    throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
  }
  return {
    ...(order.client !== undefined && { client: order.client }),
    filter: order.filter,
    order: order.order ?? 'desc',
    locale: lang as Locale,
    timeZone,
    ips: order.ips === true,
    totals: order.totals === true,
    principal,
  }
}

/** What was counted before, or what can be counted quickly; else the job counts. */
export async function countedFor(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  { client, filter, asOf }: ExportOrder,
): Promise<{ upTo: number; count?: number }> {
  if (asOf !== undefined) return readAsOf(daybook, workspace, { client, filter }, asOf)
  return (
    (await countKept(daybook, principal, { client, filter })) ?? {
      upTo: await lastSeq(daybook.pools.app, workspace.id),
    }
  )
}

export function refuseTooLarge(format: ExportFormat, count: number | undefined): void {
  if (format !== 'pdf' || count === undefined || count <= MOST_PDF_ENTRIES) return
  throw new LogError(
    'export_too_large',
    `A PDF holds ${MOST_PDF_ENTRIES} entries at most, and these are ${count}: narrow the list, or take CSV.`,
  )
}

/** True where a filter could name a client: then what was asked for goes with any client's erasure. */
const namesSomebody = ({ q, object, actor }: EntryFilter): boolean =>
  q !== undefined ||
  object !== undefined ||
  actor?.some(one => !/^(staff|key|integration|system)\b/.test(one)) === true

/** Filters that may name a person: what stands in clear only says that they were set. */
const NAMING = ['q', 'object', 'actor', 'field'] as const

/** The entry of an export of the whole log is about no client, and so in clear. */
export function toldFilter({ filter, order }: StoredRequest, sealed: boolean): Json {
  const told: Record<string, Json> = {}
  for (const [name, value] of Object.entries(filter) as [string, string | readonly string[] | undefined][]) {
    if (value === undefined) continue
    const naming = (NAMING as readonly string[]).includes(name)
    told[name] = naming && !sealed ? true : typeof value === 'string' ? value : [...value]
  }
  return order === 'desc' ? told : { ...told, order }
}
