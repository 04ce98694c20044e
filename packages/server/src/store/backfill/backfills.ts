/** How far the filling of a workspace's older rows is. */
import type { Run } from '../transaction.ts'

/** What is filled, in this order. */
export const PHASES = ['entries', 'clients', 'objects'] as const

export interface Backfill {
  /** The place in `PHASES`. */
  readonly phase: number
  /** The last entry, client or object that is done, by its number. */
  readonly done: number
  /** The last entry that may have been written before the tables that are filled. */
  readonly upTo: number
  /** The entry that changed last what may be seen of a client: what was read before another one is not written. */
  readonly privacySeq: number
}

const SELECT = {
  name: 'backfill',
  text: `select b.phase, b.done, least(b.up_to, h.size) as "upTo", h.privacy_seq as "privacySeq"
         from daybook.backfills b join daybook.log_heads h using (workspace_id) where b.workspace_id = $1`,
}
const LOCK = {
  name: 'lock_head_to_fill',
  text: 'select privacy_seq as "privacySeq" from daybook.log_heads where workspace_id = $1 for update',
}
const ADVANCE = {
  name: 'advance_backfill',
  text: `update daybook.backfills set phase = $4, done = $5
         where workspace_id = $1 and phase = $2 and done = $3 returning 1`,
}
const FINISH = {
  name: 'finish_backfill',
  text: 'delete from daybook.backfills where workspace_id = $1 and phase = $2 and done = $3 returning 1',
}

/** Undefined where nothing is left to fill. */
export const readBackfill = async (run: Run, workspaceId: number): Promise<Backfill | undefined> =>
  (await run<Backfill>(SELECT, [workspaceId]))[0]

/** The last entry, client and object, by its number, whose rows lack nothing any more. */
export interface Filled {
  readonly entries: number
  readonly clients: number
  readonly objects: number
}

export async function readFilled(run: Run, workspaceId: number): Promise<Filled> {
  const at = await readBackfill(run, workspaceId)
  const upTo = (phase: number): number =>
    at === undefined || at.phase > phase ? Infinity : at.phase === phase ? at.done : 0
  return { entries: upTo(0), clients: upTo(1), objects: upTo(2) }
}

/**
 * Locks the head, so that nobody appends or erases until the transaction ends. False where somebody was erased since `at`
 * was read.
 */
export async function lockToFill(run: Run, workspaceId: number, at: Backfill): Promise<boolean> {
  const [head] = await run<Pick<Backfill, 'privacySeq'>>(LOCK, [workspaceId])
  return head?.privacySeq === at.privacySeq
}

/**
 * Goes on to `done`, or to the next phase where that is undefined, and behind the last one forgets the workspace. False
 * where another run was here since `at` was read.
 */
export async function advanceBackfill(
  run: Run,
  workspaceId: number,
  { phase, done: before }: Backfill,
  done: number | undefined,
): Promise<boolean> {
  const isLast = done === undefined && phase === PHASES.length - 1
  const next = done === undefined ? [phase + 1, 0] : [phase, done]
  const rows = await (isLast
    ? run(FINISH, [workspaceId, phase, before])
    : run(ADVANCE, [workspaceId, phase, before, ...next]))
  return rows.length > 0
}
