/** Sessions of clients in the portal, by the hashes of their secrets. */
import type { Pool } from 'pg'
import { readTogether, type Run } from '../transaction.ts'

export interface ClientSession {
  readonly workspaceId: number
  readonly sessionId: number
  readonly hash: Buffer
  readonly clientId: number
  /** The entry of the sign-in. */
  readonly beganSeq: number
  /** UTC ms. */
  readonly createdAt: number
  readonly expiresAt: number
}

interface Row {
  readonly session_id: number
  readonly hash: Buffer
  readonly client_id: number
  readonly began_seq: number
  readonly created_at: number
  readonly expires_at: number
}

const COLUMNS = 'session_id, hash, client_id, began_seq, created_at, expires_at'

const INSERT = {
  name: 'insert_client_session',
  text: `insert into daybook.client_sessions (workspace_id, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)`,
}
const SELECT = {
  name: 'client_session',
  text: `select ${COLUMNS} from daybook.client_sessions where workspace_id = $1 and session_id = $2`,
}
const OF_CLIENT = {
  name: 'sessions_of_client',
  text: `select ${COLUMNS} from daybook.client_sessions where workspace_id = $1 and client_id = $2 and expires_at > $3
         order by created_at desc, session_id`,
}
const OVER = {
  name: 'client_sessions_over',
  text: `select ${COLUMNS} from daybook.client_sessions where workspace_id = $1 and expires_at <= $2
         order by expires_at, session_id limit 200`,
}
const REMOVE = {
  name: 'remove_client_session',
  text: 'delete from daybook.client_sessions where workspace_id = $1 and session_id = $2 returning 1',
}

const sessionOf = (workspaceId: number, row: Row): ClientSession => ({
  workspaceId,
  sessionId: row.session_id,
  hash: row.hash,
  clientId: row.client_id,
  beganSeq: row.began_seq,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
})

export async function insertClientSession(run: Run, session: ClientSession): Promise<void> {
  await run(INSERT, [
    session.workspaceId,
    session.sessionId,
    session.hash,
    session.clientId,
    session.beganSeq,
    session.createdAt,
    session.expiresAt,
  ])
}

/** Also where its time is over. */
export async function findClientSession(pool: Pool, hash: Buffer): Promise<ClientSession | undefined> {
  const { rows } = await pool.query<{ workspace_id: number; session_id: number }>({
    name: 'client_session_place',
    text: 'select workspace_id, session_id from daybook.client_session_place($1)',
    values: [hash],
  })
  const [place] = rows
  if (place === undefined) return undefined
  const [row] = await readTogether(pool, place.workspace_id, run =>
    run<Row & Record<string, unknown>>(SELECT, [place.workspace_id, place.session_id]),
  )
  return row && sessionOf(place.workspace_id, row)
}

export async function sessionsOfClient(
  pool: Pool,
  workspaceId: number,
  clientId: number,
  now: number,
): Promise<ClientSession[]> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<Row & Record<string, unknown>>(OF_CLIENT, [workspaceId, clientId, now]),
  )
  return rows.map(row => sessionOf(workspaceId, row))
}

/** Those whose time is over, oldest first. */
export async function sessionsOver(pool: Pool, workspaceId: number, now: number): Promise<ClientSession[]> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<Row & Record<string, unknown>>(OVER, [workspaceId, now]),
  )
  return rows.map(row => sessionOf(workspaceId, row))
}

/** False where it had ended before. */
export const removeClientSession = async (
  run: Run,
  { workspaceId, sessionId }: Pick<ClientSession, 'workspaceId' | 'sessionId'>,
): Promise<boolean> => (await run(REMOVE, [workspaceId, sessionId])).length === 1
