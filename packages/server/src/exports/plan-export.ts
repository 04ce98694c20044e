/** What was asked for → what is walked through, and how it is rendered for whoever asked. */
import type { ExportFormat } from '@daybook/protocol'
import { resolveList, type Subject } from '../actions/read-entries.ts'
import { visibilityOf } from '../actions/visibility-of.ts'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { describeFilter } from './describe-filter.ts'
import type { StoredRequest } from './stored-request.ts'
import type { ExportWork } from './write-export.ts'

export const subjectOf = (client: string | undefined): Subject =>
  client === undefined ? { of: 'log' } : { of: 'client', id: client }

/** Throws `not_found` where the client is not there, or not for this reader any more. */
export async function planExport(
  daybook: Daybook,
  workspace: Workspace,
  asked: { readonly format: ExportFormat; readonly upTo: number; readonly requestedAt: number },
  request: StoredRequest,
): Promise<ExportWork> {
  const { client, filter, order, locale, timeZone, ips, totals, principal } = request
  const visibility = await visibilityOf(daybook, principal)
  const list = await resolveList(daybook, workspace, subjectOf(client), filter, visibility)
  return {
    pool: daybook.pools.app,
    walk: {
      workspaceId: workspace.id,
      object: list.object,
      merged: list.merged,
      others: list.others,
      filter: list.rows,
      order,
      upTo: asked.upTo,
    },
    rendering: {
      workspace,
      entryIdKey: daybook.folder.workspace(workspace.id).entryIdKey,
      format: asked.format,
      locale,
      timeZone,
      ips,
      test: list.test,
      kinds: await daybook.kinds.all(workspace.id),
      sight: visibility,
      cover: {
        ...(client !== undefined && { clientId: formatId('cl', list.object!) }),
        order,
        filters: describeFilter(filter, locale),
        requestedAt: formatInstant(asked.requestedAt),
        requestedBy: principal.actor.name ?? 'Daybook',
      },
    },
    totals,
  }
}
