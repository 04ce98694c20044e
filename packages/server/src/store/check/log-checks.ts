/** What the last check of a log said, and how far the one under way has come. */
import type { Pool } from 'pg'
import type { Phase } from '../../check/phases.ts'
import { readTogether, type Run } from '../transaction.ts'

/** The first thing that is wrong with a log. */
export interface LogProblem {
  /** The entry that it is about; 0 where it is about none. */
  readonly seq: number
  /** A sentence. */
  readonly what: string
  /** Of the log, when it was found. */
  readonly generation: number
  /** When it was found first, UTC ms. */
  readonly foundAt: number
  /** The entry that tells of it; null where it could not be written. */
  readonly entry: number | null
}

export interface StoredCheck {
  /** The check under way. */
  readonly running?: {
    readonly startedAt: number
    readonly beatAt: number
    readonly phase: Phase
    readonly done: number
    readonly total: number
  }
  /** The last one that came to its end. */
  readonly last?: {
    readonly finishedAt: number
    readonly took: number
    readonly size: number
    readonly root: Buffer
    readonly erased: number
    readonly problems: number
  }
  readonly problem?: LogProblem
  /** The log's head now. */
  readonly head: { readonly size: number; readonly root: Buffer; readonly generation: number }
}

interface Row {
  run: number | null
  started_at: number
  beat_at: number
  phase: Phase
  done: number
  total: number
  finished_at: number | null
  took: number
  checked_size: number
  checked_root: Buffer
  erased: number
  problems: number
  problem_seq: number
  problem: string | null
  problem_generation: number
  problem_at: number
  problem_entry: number | null
  size: number
  root: Buffer
  generation: number
}

const SELECT = {
  name: 'log_check',
  text: `select c.run, c.started_at, c.beat_at, c.phase, c.done, c.total, c.finished_at, c.took, c.size as checked_size,
           c.root as checked_root, c.erased, c.problems, c.problem_seq, c.problem, c.problem_generation,
           c.problem_at, c.problem_entry,
           h.size, h.root, h.generation
         from daybook.log_heads h left join daybook.log_checks c on c.workspace_id = h.workspace_id
         where h.workspace_id = $1`,
}
const START = {
  name: 'start_check',
  text: `insert into daybook.log_checks as c (workspace_id, run, started_at, beat_at, phase, done, total)
         values ($1, $2, $3, $3, 'entries', 0, 0)
         on conflict (workspace_id) do update
           set run = excluded.run, started_at = excluded.started_at, beat_at = excluded.beat_at, phase = excluded.phase,
             done = 0, total = 0
           where c.run is null or c.beat_at < $4
         returning run`,
}
const BEAT = {
  name: 'check_goes_on',
  text: `update daybook.log_checks set beat_at = $3, phase = $4, done = $5, total = $6 where workspace_id = $1 and run = $2`,
}
const END = {
  name: 'end_check',
  text: 'update daybook.log_checks set run = null where workspace_id = $1 and run = $2',
}
const FINISH = {
  name: 'finish_check',
  text: `update daybook.log_checks set finished_at = $2, took = $3, size = $4, root = $5, erased = $6, problems = $7::bigint,
           problem_seq = case when $7::bigint = 0 then null else problem_seq end,
           problem = case when $7::bigint = 0 then null else problem end,
           problem_at = case when $7::bigint = 0 then null else problem_at end,
           problem_entry = case when $7::bigint = 0 then null else problem_entry end
         where workspace_id = $1`,
}
const TELL = {
  name: 'tell_problem',
  text: `update daybook.log_checks set problems = greatest(problems, 1), problem_seq = $2, problem = $3, problem_at = $4,
           problem_entry = $5, problem_generation = $6 where workspace_id = $1`,
}

/** Undefined where the workspace has no log. */
export async function readCheck(pool: Pool, workspaceId: number): Promise<StoredCheck | undefined> {
  const [row] = await readTogether(pool, workspaceId, run =>
    run<Row & Record<string, unknown>>(SELECT, [workspaceId]),
  )
  if (row === undefined) return undefined
  const { started_at, beat_at, phase, done, total, finished_at, took, erased, problems } = row
  return {
    head: { size: row.size, root: row.root, generation: row.generation },
    ...(row.run !== null && {
      running: { startedAt: started_at, beatAt: beat_at, phase, done, total },
    }),
    ...(finished_at !== null && {
      last: {
        finishedAt: finished_at,
        took,
        size: row.checked_size,
        root: row.checked_root,
        erased,
        problems,
      },
    }),
    ...(row.problem !== null && {
      problem: {
        seq: row.problem_seq,
        what: row.problem,
        generation: row.problem_generation,
        foundAt: row.problem_at,
        entry: row.problem_entry,
      },
    }),
  }
}

/** Begins a check; false where another is under way, which has told of itself since `alive` (UTC ms). */
export async function startCheck(
  pool: Pool,
  workspaceId: number,
  given: { readonly run: number; readonly now: number; readonly alive: number },
): Promise<boolean> {
  const rows = await readTogether(pool, workspaceId, run =>
    run(START, [workspaceId, given.run, given.now, given.alive]),
  )
  return rows.length > 0
}

export async function beatCheck(
  pool: Pool,
  workspaceId: number,
  given: {
    readonly run: number
    readonly now: number
    readonly phase: Phase
    readonly done: number
    readonly total: number
  },
): Promise<void> {
  const { run: id, now, phase, done, total } = given
  await readTogether(pool, workspaceId, run => run(BEAT, [workspaceId, id, now, phase, done, total]))
}

/** The check is over, whatever became of it. */
export async function endCheck(pool: Pool, workspaceId: number, id: number): Promise<void> {
  await readTogether(pool, workspaceId, run => run(END, [workspaceId, id]))
}

/** What a check that came to its end said. Where it found nothing, a problem of before is over. */
export async function finishCheck(
  pool: Pool,
  workspaceId: number,
  last: NonNullable<StoredCheck['last']>,
): Promise<void> {
  const { finishedAt, took, size, root, erased, problems } = last
  await readTogether(pool, workspaceId, run =>
    run(FINISH, [workspaceId, finishedAt, took, size, root, erased, problems]),
  )
}

/** Keeps a problem. */
export async function tellProblem(run: Run, workspaceId: number, problem: LogProblem): Promise<void> {
  await run(TELL, [
    workspaceId,
    problem.seq,
    problem.what,
    problem.foundAt,
    problem.entry,
    problem.generation,
  ])
}
