import type { Daybook } from '../daybook.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import type { Principal } from '../entry/workspace.ts'
import { recordOwn } from './record-own.ts'
import { requireRight } from '../policy/can.ts'

/**
 * Notes that a member opened the workspace's log, where the workspace has that noted (the default). Reads through the
 * API are no views. Answers whether it was noted.
 */
export async function recordLogView(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
): Promise<{ readonly recorded: boolean }> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  if (principal.kind !== 'member' || workspace.settings.logViews === false) return { recorded: false }
  const draft = { action: 'log.viewed', context: contextOf(caller) }
  await recordOwn(daybook, principal, workspace, draft, async () => {})
  return { recorded: true }
}
