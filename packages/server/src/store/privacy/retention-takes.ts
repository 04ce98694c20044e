/** Which years retention has taken, and how often: one row for each entry `retention.applied`. */
import { int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'

export interface RetentionTake {
  readonly year: number
  /** The how manieth time that this year was taken. */
  readonly times: number
  /** The entry that tells of it. */
  readonly seq: number
  /** UTC ms. */
  readonly at: number
  /** The key-encryption key in force then. */
  readonly kek: number
}

const COLUMNS = 'year, times, seq, at, kek'
const SELECT_TAKEN = {
  name: 'retention_taken',
  text: 'select year, max(times) as times from daybook.retention_takes where workspace_id = $1 group by year',
}
const SELECT_OF_YEAR = {
  name: 'retention_takes_of_year',
  text: `select ${COLUMNS} from daybook.retention_takes where workspace_id = $1 and year = $2 order by times`,
}
const SELECT_UNFINISHED = {
  name: 'retention_unfinished',
  text: `select ${COLUMNS} from daybook.retention_takes
         where workspace_id = $1 and finished_at is null order by year, times`,
}
const INSERT = {
  name: 'new_retention_take',
  text: `insert into daybook.retention_takes (workspace_id, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6)`,
}
const FINISH = {
  name: 'finish_retention_takes',
  text: `update daybook.retention_takes set finished_at = $3
         where workspace_id = $1 and seq = any($2::bigint[]) and finished_at is null`,
}

/** How often each year was taken. */
export async function readTaken(run: Run, workspaceId: number): Promise<Map<number, number>> {
  const rows = await run<{ year: number; times: number }>(SELECT_TAKEN, [workspaceId])
  return new Map(rows.map(row => [row.year, row.times]))
}

/** The takes of one year, the first first. */
export const readTakes = (run: Run, workspaceId: number, year: number): Promise<RetentionTake[]> =>
  run<RetentionTake & Record<string, unknown>>(SELECT_OF_YEAR, [workspaceId, year])

/** Those of which the ledger, or the change of the key-encryption key, is still to be done. */
export const readUnfinishedTakes = (run: Run, workspaceId: number): Promise<RetentionTake[]> =>
  run<RetentionTake & Record<string, unknown>>(SELECT_UNFINISHED, [workspaceId])

export async function insertTake(run: Run, workspaceId: number, take: RetentionTake): Promise<void> {
  await run(INSERT, [workspaceId, take.year, take.times, take.seq, take.at, take.kek])
}

export async function finishTakes(
  run: Run,
  workspaceId: number,
  takes: readonly RetentionTake[],
  at: number,
): Promise<void> {
  await run(FINISH, [workspaceId, int8Array(takes.map(take => take.seq)), at])
}
