import type { EntryFilter, ExportAnswer, Json } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { entryOf } from '../exports/export-entry.ts'
import { makeExportKey } from '../exports/export-key.ts'
import type { StoredRequest } from '../exports/stored-request.ts'
import { ownerOf } from '../policy/export-rights.ts'
import { randomId } from '../random.ts'
import { type ExportRow, insertExport, setRequestedSeq } from '../store/exports/export-rows.ts'
import { addJob } from '../store/jobs/add-job.ts'
import { type ExportOrder, planOrder } from './plan-order.ts'
import { answerExport } from './present-export.ts'
import { recordOwn } from './record-own.ts'

/**
 * Asks for an export: it is made by a job, of what was recorded until now, or until it was counted. Throws `not_found`,
 * `query_invalid`, `scope_missing`, `export_too_large`, `cursor_invalid`.
 */
export async function requestExport(
  daybook: Daybook,
  principal: Principal,
  order: ExportOrder,
): Promise<ExportAnswer> {
  const { workspace, request, requestedAt, upTo, count, clientId } = await planOrder(
    daybook,
    principal,
    order,
  )
  const id = randomId()
  const { key, stored } = await makeExportKey(daybook, workspace.id, id)
  const row: ExportRow = {
    id,
    owner: ownerOf(principal),
    clientId,
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
      data: { filter: toldFilter(request, clientId !== undefined) },
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
