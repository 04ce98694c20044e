/** Checks a workspace's log and keeps what was found: in the status that the app reads, and a problem as an entry. */
import { fillOlder } from '../backfill/fill-older.ts'
import { checkWholeLog, type CheckedLog } from '../check/check-whole-log.ts'
import type { Phase } from '../check/phases.ts'
import type { Problem } from '../check/problems.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { randomId } from '../random.ts'
import {
  beatCheck,
  endCheck,
  finishCheck,
  readCheck,
  startCheck,
  tellProblem,
} from '../store/check/log-checks.ts'
import { inWorkspace } from '../store/transaction.ts'
import { recordOwn } from './record-own.ts'

export interface CheckLogOptions {
  /** Time to rest for each time that was worked. */
  readonly rest?: number
  readonly signal?: AbortSignal
  readonly progress?: (phase: Phase, done: number, total: number) => void
}

/** How often a check tells of itself, and after what silence it counts as cut off; ms. */
const BEAT = 2000
const SILENCE = 60_000

/**
 * Undefined where another check of this log is under way. Throws `workspace_missing`, `keys_missing`, and, where everything
 * else was checked and is whole, what `fillOlder` threw.
 */
export async function checkLog(
  daybook: Daybook,
  workspaceId: number,
  options: CheckLogOptions = {},
): Promise<CheckedLog | undefined> {
  const pool = daybook.pools.app
  await daybook.workspaces.get(workspaceId)
  const unfilled = await fillFirst(daybook, workspaceId, options.signal)
  const begun = daybook.now()
  const run = randomId()
  if (!(await startCheck(pool, workspaceId, { run, now: begun, alive: begun - SILENCE }))) return undefined
  let beaten = performance.now()
  let beating: Promise<unknown> = Promise.resolve()
  try {
    const checked = await checkWholeLog(daybook, workspaceId, {
      rest: options.rest,
      signal: options.signal,
      found: problem => tell(daybook, workspaceId, problem),
      progress(phase, done, total) {
        options.progress?.(phase, done, total)
        if (performance.now() - beaten < BEAT) return
        beaten = performance.now()
        const given = { run, now: daybook.now(), phase, done, total }
        // A beat that is lost does no harm: the next one follows.
        beating = beatCheck(pool, workspaceId, given).catch(() => {})
      },
    })
    await beating
    // What could not be filled was not compared: that nothing else was found is no finding.
    if (unfilled !== undefined && checked.count === 0) throw unfilled.error
    const finishedAt = daybook.now()
    const { size, root, erased, count } = checked
    await finishCheck(pool, workspaceId, {
      finishedAt,
      took: Math.max(finishedAt - begun, 0),
      size,
      root,
      erased,
      problems: count,
    })
    return checked
  } finally {
    await beating
    await endCheck(pool, workspaceId, run)
  }
}

/** What was never there is not missing. Where it cannot be filled now, everything else is checked before this is told. */
async function fillFirst(
  daybook: Daybook,
  workspaceId: number,
  signal?: AbortSignal,
): Promise<{ readonly error: unknown } | undefined> {
  try {
    await fillOlder(daybook, workspaceId, signal)
    return undefined
  } catch (error) {
    signal?.throwIfAborted()
    return { error }
  }
}

/** A problem is told once: in an entry, and in the status until a check finds nothing. */
async function tell(daybook: Daybook, workspaceId: number, problem: Problem): Promise<void> {
  const before = await readCheck(daybook.pools.app, workspaceId)
  const known = before?.problem
  const same = known?.seq === problem.seq && known.what === problem.what
  if (same && known.entry !== null) return
  const foundAt = same ? known.foundAt : daybook.now()
  const kept = { ...problem, foundAt, generation: before?.head.generation ?? 0, entry: null }
  await inWorkspace(daybook.pools.app, workspaceId, run => tellProblem(run, workspaceId, kept))
  const system: Principal = { workspaceId, kind: 'daybook', actor: { type: 'system' }, scopes: ['admin'] }
  const workspace = await daybook.workspaces.get(workspaceId)
  try {
    const receipt = await recordOwn(
      daybook,
      system,
      workspace,
      { action: 'log.problem_found', data: { seq: problem.seq, problem: problem.what } },
      async () => {},
    )
    await inWorkspace(daybook.pools.app, workspaceId, run =>
      tellProblem(run, workspaceId, { ...kept, entry: receipt.seq }),
    )
  } catch {
    // What is wrong may be what an append needs. The status tells of it all the same, and the next check tries again.
  }
}
