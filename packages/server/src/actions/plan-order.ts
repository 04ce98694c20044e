/** What is asked for as an export, understood: the same for one that a job makes and one that is written at once. */
import { LOCALES, type Locale } from '@daybook/catalogue'
import {
  type EntryFilter,
  type ExportFormat,
  type InputError,
  LogError,
  MOST_PDF_ENTRIES,
} from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { isTimeZone } from '../entry/times.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { planExport } from '../exports/plan-export.ts'
import type { StoredRequest } from '../exports/stored-request.ts'
import { requireExport } from '../policy/export-rights.ts'
import type { Order } from '../store/read/scan.ts'
import { lastSeq } from '../store/read/walk.ts'
import { countKept, readAsOf } from './count-export.ts'

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

export interface PlannedOrder {
  readonly workspace: Workspace
  readonly request: StoredRequest
  /** UTC ms. */
  readonly requestedAt: number
  readonly upTo: number
  /** Absent where it cannot be counted quickly. */
  readonly count?: number | undefined
  readonly work: Awaited<ReturnType<typeof planExport>>
  /** The one client that it is limited to. */
  readonly clientId: number | undefined
}

/**
 * Whatever cannot be read, a client who is not there say, is told now. Throws `not_found`, `query_invalid`,
 * `scope_missing`, `export_too_large`, `cursor_invalid`.
 */
export async function planOrder(
  daybook: Daybook,
  principal: Principal,
  order: ExportOrder,
): Promise<PlannedOrder> {
  requireExport(principal, order)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const request = requestOf(order, workspace, principal)
  const requestedAt = daybook.now()
  const { upTo, count } = await countedFor(daybook, principal, workspace, order)
  refuseTooLarge(order.format, count)
  const work = await planExport(daybook, workspace, { format: order.format, upTo, requestedAt }, request)
  const clientId = order.client === undefined ? undefined : work.walk.object
  return { workspace, request, requestedAt, upTo, count, work, clientId }
}

/** Checks what is asked for and fills in what the workspace decides. Throws `query_invalid`. */
function requestOf(order: ExportOrder, workspace: Workspace, principal: Principal): StoredRequest {
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
async function countedFor(
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

function refuseTooLarge(format: ExportFormat, count: number | undefined): void {
  if (format !== 'pdf' || count === undefined || count <= MOST_PDF_ENTRIES) return
  throw new LogError(
    'export_too_large',
    `A PDF holds ${MOST_PDF_ENTRIES} entries at most, and these are ${count}: narrow the list, or take CSV.`,
  )
}
