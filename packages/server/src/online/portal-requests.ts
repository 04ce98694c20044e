/** What a client asks for in the portal about their data: the requests that staff write down too, made by the client. */
import { wakeErasures } from '../privacy/wake-erasures.ts'
import type { Caller } from '../entry/caller.ts'
import type { Workspace } from '../entry/workspace.ts'
import { recordByClient } from './client-entry.ts'
import type { OnlineParts } from './parts.ts'
import type { PortalVisit } from './portal-sessions.ts'

export async function askForData(
  { daybook }: OnlineParts,
  workspace: Workspace,
  { session: { clientId } }: PortalVisit,
  caller: Caller,
): Promise<void> {
  await recordByClient(
    daybook,
    workspace,
    { clientId, caller },
    { action: 'client.export_requested', data: { format: 'zip' } },
  )
}

/** It waits for a decision, or happens at once where the workspace lets it. */
export async function askForErasure(
  { daybook }: OnlineParts,
  workspace: Workspace,
  { session: { clientId } }: PortalVisit,
  caller: Caller,
): Promise<void> {
  await recordByClient(daybook, workspace, { clientId, caller }, { action: 'client.erasure_requested' })
  await wakeErasures(daybook, workspace)
}
