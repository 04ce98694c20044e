import type { Pools } from '../store/pool.ts'
import { advanceBackfill, type Backfill, lockToFill } from '../store/backfill/backfills.ts'
import { inWorkspace, type Run } from '../store/transaction.ts'

interface FilledPage {
  /** The last one on it; undefined where it is the end of the phase. */
  readonly done: number | undefined
  /** Whether what it was computed from is still so, asked behind the head's lock. */
  readonly isStill?: (run: Run) => Promise<boolean>
  readonly write: (run: Run) => Promise<unknown>
}

/** Writes a page, and that it is done, in one transaction. False, and nothing written, where it was overtaken. */
export const writePage = (
  pool: Pools['app'],
  workspaceId: number,
  at: Backfill,
  { done, isStill, write }: FilledPage,
): Promise<boolean> =>
  inWorkspace(pool, workspaceId, async run => {
    if (!(await lockToFill(run, workspaceId, at))) return false
    if (isStill !== undefined && !(await isStill(run))) return false
    if (!(await advanceBackfill(run, workspaceId, at, done))) return false
    await write(run)
    return true
  })
