/** The entries that tell of an export. On the client's timeline too, where it is limited to one (R-I2). */
import type { Draft, Json } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatEntryId, formatId } from '../ids.ts'
import type { ExportRow } from '../store/exports/export-rows.ts'

/** Daybook itself, at work in one workspace. */
export const DAYBOOK = (workspaceId: number): Principal => ({
  workspaceId,
  kind: 'daybook',
  actor: { type: 'system' },
  scopes: ['admin'],
})

export interface ExportAct {
  readonly action: 'export.requested' | 'export.completed' | 'export.failed' | 'export.downloaded'
  readonly data?: Readonly<Record<string, Json>>
  readonly context?: Draft['context']
  /** Nobody did it: the request led to it. */
  readonly byDaybook?: true
}

type Told = Pick<ExportRow, 'id' | 'clientId' | 'format' | 'expected' | 'requestedSeq'>

export function entryOf(
  daybook: Daybook,
  workspace: Workspace,
  { id, clientId, format, expected, requestedSeq }: Told,
  { action, data, context, byDaybook }: ExportAct,
): Draft {
  const { entryIdKey } = daybook.folder.workspace(workspace.id)
  return {
    action,
    object: { type: 'export', id: formatId('ex', id) },
    ...(clientId !== undefined && { client: { id: formatId('cl', clientId) } }),
    data: { format, ...(expected !== undefined && { count: expected }), ...data },
    ...(context !== undefined && { context }),
    ...(requestedSeq !== undefined && {
      causedBy: formatEntryId(entryIdKey, workspace.generations, requestedSeq),
    }),
    ...(byDaybook === true && { source: 'automated' as const }),
  }
}
