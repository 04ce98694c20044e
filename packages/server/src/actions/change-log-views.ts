import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import type { Principal } from '../entry/workspace.ts'
import { checkInput } from './check-input.ts'
import { recordOwn } from './record-own.ts'
import { requireScope } from './require-scope.ts'

export const LogViewsBody = z.strictObject({
  logViews: z.boolean().describe('Whether opening the log is an entry'),
})

export interface LogViewsView {
  readonly logViews: boolean
}

export async function readLogViews(daybook: Daybook, principal: Principal): Promise<LogViewsView> {
  requireScope(principal, 'read')
  const { settings } = await daybook.workspaces.get(principal.workspaceId)
  return { logViews: settings.logViews !== false }
}

/** Switches on or off that opening the log is an entry. The switch itself is one, with before and after. */
export async function changeLogViews(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  body: unknown,
): Promise<LogViewsView> {
  requireScope(principal, 'admin')
  const { logViews } = checkInput(LogViewsBody, body)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const before = workspace.settings.logViews !== false
  if (before === logViews) return { logViews }
  await recordOwn(
    daybook,
    principal,
    workspace,
    {
      action: 'settings.updated',
      changes: [{ field: 'logViews', before, after: logViews }],
      context: contextOf(caller),
    },
    run => daybook.workspaces.updateSettings(run, workspace.id, { logViews }),
  )
  daybook.workspaces.forget(workspace.id)
  return { logViews }
}
