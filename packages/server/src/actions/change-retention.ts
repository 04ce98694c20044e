import type { RetentionView } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import type { Principal, RetentionSettings, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { RETENTION_PAUSE } from '../privacy/apply-retention.ts'
import { checkInput } from './check-input.ts'
import { recordOwn } from './record-own.ts'

export const RetentionBody = z.strictObject({
  years: z
    .int()
    .min(1)
    .max(100)
    .nullable()
    .describe('Whole UTC years after which the personal part of an entry becomes unreadable; null: never'),
})

export const retentionOf = ({ settings }: Pick<Workspace, 'settings'>): RetentionView =>
  settings.retention
    ? { years: settings.retention.years, from: formatInstant(settings.retention.since + RETENTION_PAUSE) }
    : { years: null }

export async function readRetention(daybook: Daybook, principal: Principal): Promise<RetentionView> {
  requireRight(principal, 'readSettings')
  return retentionOf(await daybook.workspaces.get(principal.workspaceId))
}

/** Sets the limit by age (R-G3), or takes it away. It takes effect a day later. Throws `query_invalid`. */
export async function changeRetention(
  daybook: Daybook,
  principal: Principal,
  body: unknown,
): Promise<RetentionView> {
  requireRight(principal, 'settings')
  const { years } = checkInput(RetentionBody, body)
  daybook.workspaces.forget(principal.workspaceId)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const before = retentionOf(workspace)
  if (before.years === years) return before
  const retention: RetentionSettings | null = years === null ? null : { years, since: daybook.now() }
  await recordOwn(
    daybook,
    principal,
    workspace,
    {
      action: 'retention.changed',
      changes: [{ field: 'years', before: before.years, after: years }],
      ...(years !== null && { data: { years } }),
    },
    run => daybook.workspaces.updateSettings(run, workspace.id, { retention }),
  )
  daybook.workspaces.forget(workspace.id)
  return retentionOf({ settings: { retention } })
}
