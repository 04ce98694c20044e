/** How far the closing of a workspace is. It changes behind the head's lock, with the entry that tells of it. */
import type { Pool } from 'pg'
import { readTogether, type Run } from '../transaction.ts'

/** Instants in UTC ms; `…Seq` is the entry that did it. */
export interface ClosingState {
  readonly closesAt?: number
  readonly closingSeq?: number
  readonly closedAt?: number
  readonly closedSeq?: number
  readonly keysGoneAt?: number
}

interface Row {
  closes_at: number | null
  closing_seq: number | null
  closed_at: number | null
  closed_seq: number | null
  keys_gone_at: number | null
}

const SELECT = {
  name: 'closing_state',
  text: `select closes_at, closing_seq, closed_at, closed_seq, keys_gone_at from daybook.workspaces
         where workspace_id = $1`,
}
const ASK = {
  name: 'ask_closing',
  text: `update daybook.workspaces set closes_at = $2, closing_seq = $3
         where workspace_id = $1 and closes_at is null and closed_at is null returning 1`,
}
const TAKE_BACK = {
  name: 'take_closing_back',
  text: `update daybook.workspaces set closes_at = null, closing_seq = null
         where workspace_id = $1 and closes_at is not null and closed_at is null returning 1`,
}
const CLOSE = {
  name: 'close_workspace',
  text: `update daybook.workspaces set closed_at = $2, closed_seq = $3
         where workspace_id = $1 and closed_at is null and ($4::boolean or closes_at <= $2) returning 1`,
}
const CLOSE_HEAD = {
  name: 'close_head',
  text: 'update daybook.log_heads set closed = true where workspace_id = $1',
}
const REVOKE_KEYS = {
  name: 'revoke_api_keys',
  text: 'update daybook.api_keys set revoked_at = $2 where workspace_id = $1 and revoked_at is null',
}
const KEYS_GONE = {
  name: 'workspace_keys_gone',
  text: 'update daybook.workspaces set keys_gone_at = $2 where workspace_id = $1',
}

/** Undefined where there is no such workspace. */
export async function readClosing(run: Run, workspaceId: number): Promise<ClosingState | undefined> {
  const [row] = await run<Row & Record<string, unknown>>(SELECT, [workspaceId])
  if (row === undefined) return undefined
  return {
    closesAt: row.closes_at ?? undefined,
    closingSeq: row.closing_seq ?? undefined,
    closedAt: row.closed_at ?? undefined,
    closedSeq: row.closed_seq ?? undefined,
    keysGoneAt: row.keys_gone_at ?? undefined,
  }
}

/** False, and nothing happened, where it is asked for already. */
export async function askClosing(
  run: Run,
  workspaceId: number,
  { closesAt, seq }: { readonly closesAt: number; readonly seq: number },
): Promise<boolean> {
  return (await run(ASK, [workspaceId, closesAt, seq])).length === 1
}

/** False, and nothing happened, where it is not asked for, or done. */
export async function takeClosingBack(run: Run, workspaceId: number): Promise<boolean> {
  return (await run(TAKE_BACK, [workspaceId])).length === 1
}

/**
 * Closes the log and revokes its API keys. False, and nothing happened, where it is closed, or not due and not `again`.
 * @param given.seq the entry that tells of it, where there is one
 */
export async function markClosed(
  run: Run,
  workspaceId: number,
  given: { readonly at: number; readonly seq?: number; readonly again?: boolean },
): Promise<boolean> {
  const { at, seq, again = false } = given
  const closed = await run(CLOSE, [workspaceId, at, seq ?? null, again])
  if (closed.length === 0) return false
  await Promise.all([run(CLOSE_HEAD, [workspaceId]), run(REVOKE_KEYS, [workspaceId, at])])
  return true
}

export async function markKeysGone(run: Run, workspaceId: number, at: number): Promise<void> {
  await run(KEYS_GONE, [workspaceId, at])
}

/** Workspaces whose closing was asked for, and those that are closed. */
export async function closingIds(pool: Pool): Promise<number[]> {
  const { rows } = await pool.query<{ workspace_id: number }>(
    'select workspace_id from daybook.closing_ids()',
  )
  return rows.map(row => row.workspace_id)
}

export const closingOf = (pool: Pool, workspaceId: number): Promise<ClosingState | undefined> =>
  readTogether(pool, workspaceId, run => readClosing(run, workspaceId))
