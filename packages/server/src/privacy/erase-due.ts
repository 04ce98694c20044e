/**
 * What the passing of time asks of privacy: erasures at the end of a grace period, requests that the workspace lets
 * happen at once, and erasures whose last steps a failure or a restart has left undone. Called by a job every minute.
 */
import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatEntryId } from '../ids.ts'
import { readDue, readPrivacy } from '../store/privacy/client-privacy.ts'
import { reachHorizon, readUnfinished } from '../store/privacy/erasures.ts'
import { readAtOnce } from '../store/privacy/privacy-requests.ts'
import { readTogether } from '../store/transaction.ts'
import { erase, type ErasureOrder } from './erase.ts'
import { erasePerson } from './erase-person.ts'
import { finishErasure } from './finish-erasure.ts'
import { rotatePast } from './rotate-past.ts'

/** Of one workspace at a time; the rest waits for the next call. */
const AT_ONCE = 100

/** Answers how many clients were erased. The signal ends it between two of them; the next call goes on. */
export async function eraseDue(daybook: Daybook, workspaceId: number, signal?: AbortSignal): Promise<number> {
  const workspace = await daybook.workspaces.get(workspaceId)
  const unfinished = await readTogether(daybook.pools.app, workspaceId, run =>
    readUnfinished(run, workspaceId, AT_ONCE),
  )
  for (const erasure of unfinished) {
    signal?.throwIfAborted()
    await finishErasure(daybook, workspace, erasure)
  }
  const done =
    (await eraseAsked(daybook, workspace, signal)) + (await eraseAfterGrace(daybook, workspace, signal))
  await reachHorizons(daybook, workspaceId, signal)
  return done
}

/** What was erased is noise in backups too, once the key-encryption key of then is destroyed: one for all of them. */
async function reachHorizons(
  daybook: Daybook,
  workspaceId: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { app } = daybook.pools
  const waiting = await readTogether(app, workspaceId, run => readUnfinished(run, workspaceId, AT_ONCE))
  if (waiting.length === 0) return
  await rotatePast(daybook, workspaceId, Math.max(...waiting.map(erasure => erasure.kek)), signal)
  const oldest = daybook.keks.numbers(workspaceId)[0] ?? 0
  await readTogether(app, workspaceId, run => reachHorizon(run, workspaceId, oldest, daybook.now()))
}

const systemOf = ({ id }: Workspace): Principal => ({
  workspaceId: id,
  kind: 'daybook',
  actor: { type: 'system' },
  scopes: ['admin'],
})

async function eraseAfterGrace(
  daybook: Daybook,
  workspace: Workspace,
  signal: AbortSignal | undefined,
): Promise<number> {
  const now = daybook.now()
  const due = await readTogether(daybook.pools.app, workspace.id, run =>
    readDue(run, workspace.id, now, AT_ONCE),
  )
  let done = 0
  for (const clientId of due) {
    signal?.throwIfAborted()
    const { deletedSeq } = await readTogether(daybook.pools.app, workspace.id, run =>
      readPrivacy(run, workspace.id, clientId),
    )
    const causedBy = entryId(daybook, workspace, deletedSeq)
    done += await attempt(daybook, workspace, { clientId, mode: 'erased', causedBy, ifDueBy: now })
  }
  return done
}

async function eraseAsked(
  daybook: Daybook,
  workspace: Workspace,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { onRequest = 'ask' } = workspace.settings.privacy ?? {}
  // Switched off since: what was asked waits for a decision like any other request.
  if (onRequest === 'ask') return 0
  const requests = await readTogether(daybook.pools.app, workspace.id, run =>
    readAtOnce(run, workspace.id, AT_ONCE),
  )
  let done = 0
  for (const { seq, clientId, mode } of requests) {
    signal?.throwIfAborted()
    const causedBy = entryId(daybook, workspace, seq)
    const wanted = mode ?? (onRequest === 'erase' ? 'erased' : 'anonymised')
    done += await attempt(daybook, workspace, { clientId, mode: wanted, causedBy, request: seq })
  }
  return done
}

/** 1 where it was done, 0 where somebody restored, held or erased the client meanwhile. */
async function attempt(daybook: Daybook, workspace: Workspace, order: ErasureOrder): Promise<number> {
  try {
    // At the end of a grace period just the profile that was deleted goes; a wish is about the person.
    const work = order.request === undefined ? erase : erasePerson
    await work(daybook, systemOf(workspace), workspace, { ...order, source: 'automated' })
    return 1
  } catch (error) {
    if (error instanceof LogError && ['client_held', 'state_conflict'].includes(error.code)) return 0
    throw error
  }
}

const entryId = (daybook: Daybook, workspace: Workspace, seq: number | undefined): string | undefined =>
  seq === undefined
    ? undefined
    : formatEntryId(daybook.folder.workspace(workspace.id).entryIdKey, workspace.generations, seq)
