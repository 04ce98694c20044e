import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { formatEntryId } from '../ids.ts'
import { takeClosingBack } from '../store/closing/closing-state.ts'
import { recordOwn } from './record-own.ts'
import { readWorkspace, type WorkspaceView } from './workspace-settings.ts'

/** Takes the closing back, as long as its time of grace runs. Throws `state_conflict` where none does. */
export async function reopenWorkspace(daybook: Daybook, principal: Principal): Promise<WorkspaceView> {
  requireRight(principal, 'close')
  daybook.workspaces.forget(principal.workspaceId)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const { closing } = workspace
  const notAsked = (): LogError =>
    new LogError(
      'state_conflict',
      'The closing of this workspace is not asked for: there is nothing to take back.',
    )
  if (closing === undefined) throw notAsked()
  const { entryIdKey } = daybook.folder.workspace(workspace.id)
  await recordOwn(
    daybook,
    principal,
    workspace,
    {
      action: 'settings.updated',
      changes: [{ field: 'closesAt', before: formatInstant(closing.closesAt), after: null }],
      causedBy: formatEntryId(entryIdKey, workspace.generations, closing.seq),
    },
    async () => {},
    async run => {
      if (!(await takeClosingBack(run, workspace.id))) throw notAsked()
    },
  )
  daybook.workspaces.forget(workspace.id)
  return readWorkspace(daybook, principal)
}
