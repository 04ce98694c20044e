import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { requireWholeTree } from '../proof/sign-head.ts'
import { readLogState } from '../store/proof/checkpoints.ts'
import { startGeneration } from '../store/proof/generations.ts'
import { readTogether } from '../store/transaction.ts'
import { recordOwn } from './record-own.ts'

export interface ContinuedLog {
  readonly generation: number
  /** The new name of the log. */
  readonly origin: string
  /** The entry that tells of it. */
  readonly seq: number
  /** How many entries the generation before was signed with. */
  readonly signedBefore: number
}

const TRIES = 5

/**
 * A log whose signed end was lost in a restore goes on as its next generation: the same entries under a new name,
 * beginning with an entry that carries the last checkpoint of the one before, so that nobody can say there was none.
 * Throws `log_is_whole` where nothing was lost, and `log_damaged` where what is there is not whole.
 */
export async function continueLog(daybook: Daybook, principal: Principal): Promise<ContinuedLog> {
  requireRight(principal, 'close')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  await requireLoss(daybook, workspace.id)
  const signer = daybook.checkpoints.signerOf(workspace.id)
  const lost = signer.lastCheckpoint()
  if (lost === undefined)
    throw new LogError('internal', 'a log that was never signed cannot have lost anything')
  for (let tries = 0; tries < TRIES; tries++) {
    const state = await readTogether(daybook.pools.app, workspace.id, run => readLogState(run, workspace.id))
    const { generation, size, root } = state!
    await requireWholeTree(daybook.pools.app, {
      logId: workspace.id,
      table: 'entries',
      generation,
      size,
      root,
    })
    const next = signer.startGeneration(generation + 1)
    const begun = { generation: next.generation, size }
    if (!(await begin(daybook, principal, workspace, begun, lost.note))) continue
    daybook.workspaces.forget(workspace.id)
    // What a check found to be wrong with the generation before does not keep this one from being signed.
    await daybook.checkpoints.current(workspace.id, { covering: begun.size + 1 })
    await daybook.anchors.continue()
    return { ...begun, origin: next.origin, seq: begun.size + 1, signedBefore: lost.size }
  }
  throw new LogError('log_busy', 'Entries kept coming in: try again.', { retryAfter: 1 })
}

async function requireLoss(daybook: Daybook, workspaceId: number): Promise<void> {
  try {
    await daybook.checkpoints.current(workspaceId)
  } catch (error) {
    if (error instanceof LogError && ['log_went_back', 'log_diverged'].includes(error.code)) return
    throw error
  }
  throw new LogError(
    'log_is_whole',
    'This log goes on from what was signed: nothing was lost, so there is nothing to continue.',
  )
}

class Moved extends Error {}

/** False where other entries came in between. */
async function begin(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  { generation, size }: { generation: number; size: number },
  checkpoint: string,
): Promise<boolean> {
  const draft = { action: 'log.generation_started', data: { seq: size + 1, generation, checkpoint } }
  try {
    await recordOwn(
      daybook,
      principal,
      workspace,
      draft,
      async run => {
        const at = daybook.now()
        if (!(await startGeneration(run, workspace.id, { generation, size, at }))) throw new Moved()
      },
      undefined,
      { alone: true },
    )
    return true
  } catch (error) {
    if (error instanceof Moved) return false
    throw error
  }
}
