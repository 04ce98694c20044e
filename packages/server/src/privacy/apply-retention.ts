/**
 * Retention by age (R-G3): the personal parts of entries become unreadable once as many whole UTC years lie behind
 * theirs as the workspace has chosen. Clients under a legal hold are spared, and taken when the hold is released. Called
 * by a job every hour; safe to cut off and to call again.
 */
import type { Daybook } from '../daybook.ts'
import { takenOfKind, yearOfKind } from '../entry/open-entry.ts'
import { DAY_MS, utcYear } from '../entry/times.ts'
import type { RetentionSettings, Workspace } from '../entry/workspace.ts'
import { readKinds } from '../store/privacy/personal-keys.ts'
import { readTaken } from '../store/privacy/retention-takes.ts'
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
  const orders = [...(await toRepeat(daybook, workspace)), ...(await due(daybook, workspace))]
  let done = 0
  try {
    for (const order of orders) {
      for (let next = order; ; next = { ...order, again: undefined }) {
        signal?.throwIfAborted()
        if ((await takeYear(daybook, workspace, next)) === undefined) break
        done++
      }
    }
  } finally {
    // Of what was taken the last steps are done, also where another year has to wait.
    await finishRetention(daybook, workspace)
  }
  return done
}

async function due(daybook: Daybook, workspace: Workspace): Promise<YearToTake[]> {
  const { retention } = workspace.settings
  const now = daybook.now()
  if (!retention || now < retention.since + RETENTION_PAUSE) return []
  const last = lastYear(retention, now)
  return byYear((await kindsOf(daybook, workspace)).filter(kind => yearOfKind(kind) <= last))
}

/** What the ledger tells and the database does not: an older one was put back since. */
async function toRepeat(daybook: Daybook, workspace: Workspace): Promise<YearToTake[]> {
  const told = daybook.ledger.read(workspace.id).flatMap(record => (record.what === 'year' ? [record] : []))
  if (told.length === 0) return []
  const [taken, kinds] = await Promise.all([
    readTogether(daybook.pools.app, workspace.id, run => readTaken(run, workspace.id)),
    kindsOf(daybook, workspace),
  ])
  return told
    .filter(({ year, times = 1 }) => (taken.get(year) ?? 0) < times)
    .map(({ year, times = 1, held }) => ({
      year,
      kinds: kinds.filter(kind => yearOfKind(kind) === year && takenOfKind(kind) < times),
      spared: held,
      again: times,
    }))
}

const kindsOf = (daybook: Daybook, { id }: Workspace): Promise<number[]> =>
  readTogether(daybook.pools.app, id, run => readKinds(run, id))

function byYear(kinds: readonly number[]): YearToTake[] {
  const years = Map.groupBy(kinds, yearOfKind)
  return [...years].sort(([a], [b]) => a - b).map(([year, own]) => ({ year, kinds: own }))
}
