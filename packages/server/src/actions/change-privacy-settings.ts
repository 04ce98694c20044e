import { ERASURE_MODES, type PrivacySettingsView } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import type { Principal, PrivacySettings, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { checkInput } from './check-input.ts'
import { GRACE_DAYS } from './delete-client.ts'
import { recordOwn } from './record-own.ts'

export const PrivacyBody = z.strictObject({
  graceDays: z.int().min(0).max(365).optional().describe('Days from a deletion to the erasure'),
  onRequest: z
    .enum(['ask', ...ERASURE_MODES])
    .optional()
    .describe('What a client’s own request does: wait for a decision, or happen at once'),
})

export const privacySettingsOf = ({ settings }: Pick<Workspace, 'settings'>): PrivacySettingsView => ({
  graceDays: settings.privacy?.graceDays ?? GRACE_DAYS,
  onRequest: settings.privacy?.onRequest ?? 'ask',
})

/** Changes what is given and leaves the rest. A grace period that runs already keeps its end. */
export async function changePrivacySettings(
  daybook: Daybook,
  principal: Principal,
  body: unknown,
): Promise<PrivacySettingsView> {
  requireRight(principal, 'settings')
  const given = checkInput(PrivacyBody, body)
  daybook.workspaces.forget(principal.workspaceId)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const before = privacySettingsOf(workspace)
  const after = { ...before, ...given }
  const changed = (['graceDays', 'onRequest'] as const).filter(name => before[name] !== after[name])
  if (changed.length === 0) return after
  const privacy: PrivacySettings = { ...workspace.settings.privacy, ...after }
  await recordOwn(
    daybook,
    principal,
    workspace,
    {
      action: 'settings.updated',
      changes: changed.map(field => ({ field, before: before[field], after: after[field] })),
    },
    run => daybook.workspaces.updateSettings(run, workspace.id, { privacy }),
  )
  daybook.workspaces.forget(workspace.id)
  return after
}
