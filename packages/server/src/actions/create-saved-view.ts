import { type EntryFilter, LogError, type SavedView } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { randomId } from '../random.ts'
import { makeViewKey } from '../saved-views/view-key.ts'
import { countSavedViews, insertSavedView } from '../store/saved-views/saved-view-rows.ts'
import { isOvertakenByRotation } from '../store/saved-views/overtaken-by-rotation.ts'
import { inWorkspace, readTogether } from '../store/transaction.ts'
import { ownerOf } from '../policy/export-rights.ts'
import { presentView } from './find-saved-view.ts'
import { namesOfFilter } from './names-of-filter.ts'
import { requireRight } from '../policy/can.ts'

/** Views that one reader may keep. */
const MOST = 100
/** Rotations of the workspace's key that may overtake a view being saved. */
const TRIES = 5

export interface ViewInput {
  readonly name: string
  readonly shared: boolean
  readonly filter: EntryFilter
  readonly order: 'desc' | 'asc'
}

/** Keeps filters under a name. The catalogue has no action for it, so it makes no entry (R-A11). Throws `state_conflict` beyond 100. */
export async function createSavedView(
  daybook: Daybook,
  principal: Principal,
  { name, shared, filter, order }: ViewInput,
): Promise<SavedView> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const { app } = daybook.pools
  const owner = ownerOf(principal)
  const own = await readTogether(app, workspace.id, run => countSavedViews(run, workspace.id, owner))
  if (own >= MOST) throw new LogError('state_conflict', `You have ${MOST} saved views: delete one first.`)
  const by = principal.kind === 'member' ? principal.actor.name : undefined
  const content = { name, filter, order, ...(by !== undefined && { by }) }
  const names = await namesOfFilter(daybook, workspace, filter)
  for (let tries = 1; ; tries++) {
    const id = randomId()
    const { key, stored } = await makeViewKey(daybook, workspace.id, id)
    const row = { id, owner, shared, content: key.seal(content), names }
    try {
      await inWorkspace(app, workspace.id, run =>
        insertSavedView(run, workspace.id, row, stored, daybook.now()),
      )
      return presentView(principal, { id, owner, shared, content })
    } catch (error) {
      if (!isOvertakenByRotation(error) || tries === TRIES) throw error
      daybook.clientKeys.kekChanged(workspace.id)
    }
  }
}
