/** Letters to clients that are on their way, or wait for somebody to hand them over. */
import type { Pool } from 'pg'
import { inWorkspace, readTogether, type Run } from '../transaction.ts'

export const LETTERS = ['booked', 'requested', 'moved', 'cancelled', 'sign_in'] as const
export type LetterName = (typeof LETTERS)[number]

export interface QueuedLetter {
  readonly workspaceId: number
  readonly letterId: number
  readonly letter: LetterName
  readonly clientId: number
  readonly objectId: number | undefined
  readonly linkId: number | undefined
  /** The entry that led to it; undefined for a sign-in. */
  readonly causeSeq: number | undefined
  readonly state: 'waiting' | 'handover'
  /** Tries so far. */
  readonly tries: number
  /** UTC ms. */
  readonly createdAt: number
  readonly dueAt: number
  readonly expiresAt: number
}

interface Row {
  readonly letter_id: number
  readonly letter: LetterName
  readonly client_id: number
  readonly object_id: number | null
  readonly link_id: number | null
  readonly cause_seq: number | null
  readonly state: 'waiting' | 'handover'
  readonly tries: number
  readonly created_at: number
  readonly due_at: number
  readonly expires_at: number
}

const COLUMNS =
  'letter_id, letter, client_id, object_id, link_id, cause_seq, state, tries, created_at, due_at, expires_at'

const INSERT = {
  name: 'insert_letter',
  text: `insert into daybook.letters (workspace_id, ${COLUMNS})
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
}
const LIST = {
  name: 'letters_to_hand_over',
  text: `select ${COLUMNS} from daybook.letters
         where workspace_id = $1 and state = 'handover' and expires_at > $2 order by created_at, letter_id limit 500`,
}
const READ = {
  name: 'read_letter',
  text: `select ${COLUMNS} from daybook.letters where workspace_id = $1 and letter_id = $2`,
}
/** Whoever claims one has the time of `until` to send it. */
const CLAIM = {
  name: 'claim_letters',
  text: `update daybook.letters set due_at = $3, tries = tries + 1
         where workspace_id = $1 and letter_id in
           (select letter_id from daybook.letters where workspace_id = $1 and state = 'waiting' and due_at <= $2
              and ($4::bigint is null or letter_id = $4) order by due_at limit 50 for update skip locked)
         returning ${COLUMNS}`,
}
const RETRY = {
  name: 'retry_letter',
  text: 'update daybook.letters set due_at = $3 where workspace_id = $1 and letter_id = $2',
}
const HAND_OVER = {
  name: 'letter_for_handover',
  text: `update daybook.letters set state = 'handover' where workspace_id = $1 and letter_id = $2 returning 1`,
}
const REMOVE = {
  name: 'remove_letter',
  text: 'delete from daybook.letters where workspace_id = $1 and letter_id = $2 returning 1',
}
const SWEEP = {
  name: 'sweep_letters',
  text: 'delete from daybook.letters where workspace_id = $1 and expires_at < $2',
}

const letterOf = (workspaceId: number, row: Row): QueuedLetter => ({
  workspaceId,
  letterId: row.letter_id,
  letter: row.letter,
  clientId: row.client_id,
  objectId: row.object_id ?? undefined,
  linkId: row.link_id ?? undefined,
  causeSeq: row.cause_seq ?? undefined,
  state: row.state,
  tries: row.tries,
  createdAt: row.created_at,
  dueAt: row.due_at,
  expiresAt: row.expires_at,
})

export async function insertLetter(run: Run, letter: QueuedLetter): Promise<void> {
  await run(INSERT, [
    letter.workspaceId,
    letter.letterId,
    letter.letter,
    letter.clientId,
    letter.objectId ?? null,
    letter.linkId ?? null,
    letter.causeSeq ?? null,
    letter.state,
    letter.tries,
    letter.createdAt,
    letter.dueAt,
    letter.expiresAt,
  ])
}

export async function lettersToHandOver(
  pool: Pool,
  workspaceId: number,
  now: number,
): Promise<QueuedLetter[]> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<Row & Record<string, unknown>>(LIST, [workspaceId, now]),
  )
  return rows.map(row => letterOf(workspaceId, row))
}

export async function readLetter(
  pool: Pool,
  workspaceId: number,
  letterId: number,
): Promise<QueuedLetter | undefined> {
  const [row] = await readTogether(pool, workspaceId, run =>
    run<Row & Record<string, unknown>>(READ, [workspaceId, letterId]),
  )
  return row && letterOf(workspaceId, row)
}

/** Letters that are due, for whoever sends them: nobody else is given them until then (UTC ms). */
export async function claimLetters(
  pool: Pool,
  workspaceId: number,
  { now, until, letterId }: { readonly now: number; readonly until: number; readonly letterId?: number },
): Promise<QueuedLetter[]> {
  const rows = await inWorkspace(pool, workspaceId, run =>
    run<Row & Record<string, unknown>>(CLAIM, [workspaceId, now, until, letterId ?? null]),
  )
  return rows.map(row => letterOf(workspaceId, row))
}

export async function retryLetter(
  pool: Pool,
  { workspaceId, letterId }: QueuedLetter,
  at: number,
): Promise<void> {
  await inWorkspace(pool, workspaceId, run => run(RETRY, [workspaceId, letterId, at]))
}

/** False where it is not there any more. */
export const giveToStaff = async (run: Run, { workspaceId, letterId }: QueuedLetter): Promise<boolean> =>
  (await run(HAND_OVER, [workspaceId, letterId])).length === 1

/** False where somebody else was faster. */
export const removeLetter = async (
  run: Run,
  { workspaceId, letterId }: Pick<QueuedLetter, 'workspaceId' | 'letterId'>,
): Promise<boolean> => (await run(REMOVE, [workspaceId, letterId])).length === 1

/** Removes those that are of no use any more. */
export async function sweepLetters(run: Run, workspaceId: number, before: number): Promise<void> {
  await run(SWEEP, [workspaceId, before])
}
