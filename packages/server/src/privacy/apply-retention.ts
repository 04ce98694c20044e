/**
 * Retention by age (R-G3): the personal parts of entries become unreadable once as many whole UTC years lie behind
 * theirs as the workspace has chosen. Clients under a legal hold are spared, and taken when the hold is released. Called
 * by a job every hour; safe to cut off and to call again.
 */
import type { Daybook } from '../daybook.ts'
import { yearOfKind } from '../entry/open-entry.ts'
import { DAY_MS, utcYear } from '../entry/times.ts'
import type { RetentionSettings, Workspace } from '../entry/workspace.ts'
import { readKinds } from '../store/privacy/personal-keys.ts'
import { readTogether } from '../store/transaction.ts'
import { finishRetention } from './finish-retention.ts'
import { takeYear, type YearToTake } from './take-year.ts'

/** A choice takes effect after so long, in ms: what it destroys cannot be brought back, so a mistake can still be mended. */
export const RETENTION_PAUSE = DAY_MS

/** The last UTC year that is old enough at an instant. */
export const lastYear = ({ years }: Pick<RetentionSettings, 'years'>, at: number): number =>
  utcYear(at) - years - 1

/** Answers how many takes there were. */
export async function applyRetention(
  daybook: Daybook,
  workspaceId: number,
  signal?: AbortSignal,
): Promise<number> {
  // What was chosen a moment ago on another server counts: nothing here can be taken back.
  daybook.workspaces.forget(workspaceId)
  const workspace = await daybook.workspaces.get(workspaceId)
  let done = 0
  try {
    for (const order of await due(daybook, workspace)) {
      while ((await takeYear(daybook, workspace, order)) !== undefined) {
        done++
        signal?.throwIfAborted()
      }
    }
  } finally {
    // Of what was taken the last steps are done, also where another year has to wait.
    await finishRetention(daybook, workspace, signal)
  }
  return done
}

async function due(daybook: Daybook, workspace: Workspace): Promise<YearToTake[]> {
  const { retention } = workspace.settings
  const now = daybook.now()
  if (!retention || now < retention.since + RETENTION_PAUSE) return []
  const last = lastYear(retention, now)
  const { id } = workspace
  const kinds = await readTogether(daybook.pools.app, id, run => readKinds(run, id))
  const years = Map.groupBy(
    kinds.filter(kind => yearOfKind(kind) <= last),
    yearOfKind,
  )
  return [...years].sort(([a], [b]) => a - b).map(([year, own]) => ({ year, kinds: own }))
}
