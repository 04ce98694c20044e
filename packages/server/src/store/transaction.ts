/**
 * A short transaction inside one workspace's walls: BEGIN with the workspace's id, the statements and COMMIT leave
 * pipelined, so that the usual case costs one round trip. Row-level security hides every other workspace.
 */
import type { Socket } from 'node:net'
import type { Pool, PoolClient } from 'pg'

export const ROLLED_BACK = 'the transaction was rolled back'

export interface Statement {
  /** Names the prepared statement: one name, one text. */
  readonly name: string
  readonly text: string
}

/** Sends one statement; several may be sent without waiting for one another. */
export type Run = <R extends object = Record<string, unknown>>(
  statement: Statement,
  values: unknown[],
) => Promise<R[]>

export interface OpenTransaction {
  readonly run: Run
  /** Runs what sends several statements, which then leave in one write to the socket. */
  together<T>(send: () => T): T
  /** Throws where PostgreSQL rolled the transaction back instead. */
  commit(): Promise<void>
  /** Does nothing after a commit. */
  rollback(): Promise<void>
}

// The id is a number of ours, never text from outside.
export const beginIn = (workspaceId: number, mode: Mode): string =>
  `begin${MODES[mode]}; set local daybook.workspace = '${Number(workspaceId)}'`

type Mode = 'write' | 'snapshot'
const MODES: Readonly<Record<Mode, string>> = {
  write: '',
  snapshot: ' isolation level repeatable read, read only',
}

/** Begins without waiting for the answer: a failure surfaces in the first statement behind it. */
export async function begin(pool: Pool, workspaceId: number, mode: Mode = 'write'): Promise<OpenTransaction> {
  const client = await pool.connect()
  client.query(beginIn(workspaceId, mode)).catch(() => {})
  let over = false
  async function end(command: 'commit' | 'rollback'): Promise<string> {
    over = true
    try {
      const result = await client.query(command)
      client.release()
      return result.command
    } catch (error) {
      client.release(error instanceof Error ? error : true)
      throw error
    }
  }
  return {
    run: runOn(client),
    together(send) {
      const { stream } = (client as unknown as Connected).connection
      stream.cork()
      try {
        return send()
      } finally {
        stream.uncork()
      }
    },
    async commit() {
      // PostgreSQL answers ROLLBACK to the COMMIT of a transaction in which a statement failed.
      if ((await end('commit')) !== 'COMMIT') throw new Error(ROLLED_BACK)
    },
    async rollback() {
      if (!over) await end('rollback').catch(() => {})
    },
  }
}

/** Where the driver keeps its socket; its types do not say so. */
interface Connected {
  readonly connection: { readonly stream: Socket }
}

const runOn =
  (client: PoolClient): Run =>
  async <R extends object>(statement: Statement, values: unknown[]): Promise<R[]> =>
    (await client.query<R & Record<string, unknown>>({ ...statement, values })).rows

/** Runs `work` in a transaction of one workspace and commits it. */
export async function inWorkspace<T>(
  pool: Pool,
  workspaceId: number,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const transaction = await begin(pool, workspaceId)
  try {
    const result = await work(transaction.run)
    await transaction.commit()
    return result
  } finally {
    await transaction.rollback()
  }
}

/** Runs statements that need nothing of one another: all of them and the commit in one round trip. */
export const readTogether = <T>(
  pool: Pool,
  workspaceId: number,
  send: (run: Run) => Promise<T>,
): Promise<T> => sendTogether(pool, workspaceId, 'write', send)

/** The same where all statements must see one state of the database. Keep it short: others pay for a long one. */
export const readSnapshot = <T>(
  pool: Pool,
  workspaceId: number,
  send: (run: Run) => Promise<T>,
): Promise<T> => sendTogether(pool, workspaceId, 'snapshot', send)

async function sendTogether<T>(
  pool: Pool,
  workspaceId: number,
  mode: Mode,
  send: (run: Run) => Promise<T>,
): Promise<T> {
  const transaction = await begin(pool, workspaceId, mode)
  const answers = send(transaction.run)
  // Sent behind the statements and before their answers; a failed statement is reported by its own promise.
  const committed = transaction.commit().catch((error: unknown) => error)
  const result = await answers
  const failure = await committed
  if (failure !== undefined) throw failure
  return result
}
