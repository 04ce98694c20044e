/** What is known of the wholeness of a log: for the badge of the app, and for whoever watches it from outside. */
import { type LogStatus, LogError } from '@daybook/protocol'
import { dueAt, periodOf } from '../check/due-at.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { formatEntryId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { addJob } from '../store/jobs/add-job.ts'
import { readCheck, type StoredCheck } from '../store/check/log-checks.ts'
import { readLastAnchor } from '../store/proof/last-anchor.ts'
import { inWorkspace, readTogether } from '../store/transaction.ts'
import { checkLogNowJob } from '../jobs/check-log.ts'

const iso = (at: number): string => new Date(at).toISOString()

export async function logStatus(daybook: Daybook, principal: Principal): Promise<LogStatus> {
  requireRight(principal, 'verify')
  const { workspaceId } = principal
  const check = await readCheck(daybook.pools.app, workspaceId)
  if (check === undefined) throw new LogError('workspace_missing', 'There is no such workspace.')
  const { head, last, running, problem } = check
  const workspace = await daybook.workspaces.get(workspaceId)
  const anchor = await readTogether(daybook.pools.app, workspaceId, run =>
    readLastAnchor(run, workspaceId, head.generation),
  )
  const { entryIdKey } = daybook.folder.workspace(workspaceId)
  const idOf = (seq: number): string => formatEntryId(entryIdKey, workspace.generations, seq)
  return {
    state: stateOf(check, daybook.now(), workspace.createdAt),
    size: head.size,
    root: head.root.toString('base64'),
    generation: head.generation,
    checked: last && {
      at: iso(last.finishedAt),
      size: last.size,
      root: last.root.toString('base64'),
      seconds: last.took / 1000,
      erasedClients: last.erased,
      nextAt: iso(dueAt(check)),
    },
    anchor: anchor && { size: anchor.size, at: iso(anchor.at) },
    running: running && {
      since: iso(running.startedAt),
      phase: running.phase,
      done: running.done,
      total: running.total,
    },
    problem: problem && {
      seq: problem.seq,
      message: problem.what,
      foundAt: iso(problem.foundAt),
      ...(problem.seq > 0 && problem.seq <= head.size && { entry: idOf(problem.seq) }),
      ...(problem.entry !== null && { toldBy: idOf(problem.entry) }),
      ...(last !== undefined && { count: Math.max(last.problems, 1) }),
    },
  }
}

/** Asks for a check at once. It is under way in a moment, unless one is already. */
export async function askForCheck(daybook: Daybook, principal: Principal): Promise<void> {
  requireRight(principal, 'verify')
  const { workspaceId } = principal
  await inWorkspace(daybook.pools.app, workspaceId, run =>
    addJob(run, { job: checkLogNowJob.name, workspaceId, dueAt: daybook.now() }),
  )
}

function stateOf(check: StoredCheck, now: number, createdAt: number): LogStatus['state'] {
  const { last, running, problem } = check
  if (problem !== undefined) return 'problem'
  // One period late: something keeps the job from running.
  const latest = last === undefined ? createdAt + 2 * periodOf(0) : dueAt(check) + periodOf(last.took)
  const alive = running !== undefined && now - running.beatAt < ALIVE
  if (now > latest && !alive) return 'overdue'
  if (alive) return 'running'
  return last === undefined ? 'unchecked' : 'ok'
}

/** A check that has not told of itself for so long was cut off, ms. */
const ALIVE = 60_000
