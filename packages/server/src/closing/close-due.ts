/**
 * The end of a closing (R-G7): once its grace is over, the log gets its last entry, is signed a last time, and every key
 * of the workspace is destroyed. What remains proves what was, and opens nothing. Called by a job; safe to cut off and to
 * call again.
 */
import { LogError } from '@daybook/protocol'
import { recordOwn } from '../actions/record-own.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { formatEntryId } from '../ids.ts'
import { systemOf } from '../privacy/system-of.ts'
import { closingOf, type ClosingState, markClosed, markKeysGone } from '../store/closing/closing-state.ts'
import { markPrivacy } from '../store/privacy/client-privacy.ts'
import { inWorkspace, readTogether } from '../store/transaction.ts'
import { CLOSING_STORES } from './closing-stores.ts'
import { removeDemoRows } from './remove-demo-rows.ts'

/** True where the workspace is closed afterwards. */
export async function closeDue(daybook: Daybook, workspaceId: number): Promise<boolean> {
  const state = await closingOf(daybook.pools.app, workspaceId)
  if (state === undefined) return false
  if (state.closedAt === undefined) {
    if (state.closesAt === undefined || state.closesAt > daybook.now()) return false
    if (!(await close(daybook, workspaceId, state))) return false
  }
  await destroyWorkspace(daybook, workspaceId)
  return true
}

/**
 * The same where the ledger tells that it was closed before and an older database does not know: with an entry where
 * the keys for one were put back as well.
 */
export async function closeAgain(daybook: Daybook, workspaceId: number): Promise<void> {
  try {
    await close(daybook, workspaceId, { again: true })
  } catch (error) {
    if (!(error instanceof LogError && error.code === 'keys_missing')) throw error
    await inWorkspace(daybook.pools.app, workspaceId, run =>
      markClosed(run, workspaceId, { at: daybook.now(), again: true }),
    )
    daybook.workspaces.forget(workspaceId)
  }
  await destroyWorkspace(daybook, workspaceId)
}

class TakenBack extends Error {}

/** False where it was taken back, or done by another server, at the last moment. */
async function close(
  daybook: Daybook,
  workspaceId: number,
  { closingSeq, again = false }: ClosingState & { readonly again?: boolean },
): Promise<boolean> {
  const workspace = await daybook.workspaces.get(workspaceId)
  const { entryIdKey } = daybook.folder.workspace(workspaceId)
  const at = daybook.now()
  try {
    const { seq } = await recordOwn(
      daybook,
      systemOf(workspace),
      workspace,
      {
        action: 'workspace.closed',
        source: 'automated',
        ...(closingSeq !== undefined && {
          causedBy: formatEntryId(entryIdKey, workspace.generations, closingSeq),
        }),
      },
      async () => {},
      async (run, own) => {
        if (!(await markClosed(run, workspaceId, { at, seq: own, again }))) throw new TakenBack()
        await markPrivacy(run, workspaceId, own)
      },
    )
    daybook.privacy.changed(workspaceId, seq)
  } catch (error) {
    if (error instanceof TakenBack) return false
    throw error
  }
  // The last state of the log. Where it may not be signed, because the database was changed, the closing goes on.
  await daybook.checkpoints.current(workspaceId).catch((error: unknown) => {
    if (!(error instanceof LogError)) throw error
  })
  return true
}

/**
 * Closes a demonstration now, without a time of grace, and removes every row of it.
 * @param principal who wants it gone
 * @throws LogError `state_conflict` where it is none
 */
export async function removeDemo(daybook: Daybook, principal: Principal): Promise<void> {
  const { workspaceId } = principal
  const workspace = await daybook.workspaces.get(workspaceId)
  if (!workspace.demo)
    throw new LogError('state_conflict', 'This workspace is no demonstration: it can only be closed.')
  const at = daybook.now()
  const { seq } = await recordOwn(
    daybook,
    principal,
    workspace,
    { action: 'workspace.closed' },
    async () => {},
    async (run, own) => {
      if (!(await markClosed(run, workspaceId, { at, seq: own, again: true })))
        throw new LogError('state_conflict', 'This demonstration is being removed already.')
      await markPrivacy(run, workspaceId, own)
    },
  )
  daybook.privacy.changed(workspaceId, seq)
  daybook.workspaces.forget(workspaceId)
  await destroyWorkspace(daybook, workspaceId)
}

/** Destroys the keys of a closed workspace and what only they opened; does nothing where that is done. */
async function destroyWorkspace(daybook: Daybook, workspaceId: number): Promise<void> {
  const { app } = daybook.pools
  const { closedSeq = 1, closedAt, keysGoneAt } = (await closingOf(app, workspaceId))!
  // Looked after even then: what somebody put back from a backup goes again.
  const hasKeys = daybook.keks.numbers(workspaceId).length > 0 || daybook.folder.has(workspaceId)
  if (keysGoneAt !== undefined && !hasKeys) return removeDemoRows(daybook, workspaceId)
  const known = daybook.ledger.read(workspaceId)
  if (!known.some(record => record.what === 'closed')) {
    const kek = Math.max(1, ...daybook.keks.numbers(workspaceId))
    await daybook.ledger.record(workspaceId, { what: 'closed', seq: closedSeq, kek, at: closedAt! })
  }
  for (const { clear } of CLOSING_STORES) await clear(daybook, workspaceId)
  await readTogether(app, workspaceId, run => markKeysGone(run, workspaceId, daybook.now()))
  await removeDemoRows(daybook, workspaceId)
}
