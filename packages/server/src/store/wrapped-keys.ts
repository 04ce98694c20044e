/** The rows of client keys as they are stored, wrapped: for rotation, key backups and their restore. */
import { DatabaseError, type Pool } from 'pg'
import { byteaArray, int4Array, int8Array } from './sql-array.ts'
import { inWorkspace, readTogether } from './transaction.ts'

export interface WrappedKey {
  readonly clientId: number
  readonly kind: number
  readonly kek: number
  readonly wrapped: Buffer
}

/** Where a walk through the keys stands: behind this client and kind. */
export interface KeyPlace {
  readonly clientId: number
  readonly kind: number
}
export const FIRST_PLACE: KeyPlace = { clientId: 0, kind: 0 }

/** Rows of one transaction: some milliseconds of work. */
const BATCH = 500

interface Row {
  client_id: number
  kind: number
  kek: number
  wrapped: Buffer
}

// Rows that somebody else holds are left for later: waiting for them while holding others could end in a deadlock.
const LOCK_OLDER = {
  name: 'lock_older_client_keys',
  text: `select client_id, kind, kek, wrapped from daybook.client_keys
         where workspace_id = $1 and kek < $2 and (client_id, kind) > ($3::bigint, $4::int)
         order by client_id, kind limit ${BATCH} for update skip locked`,
}
const REWRAP = {
  name: 'rewrap_client_keys',
  text: `update daybook.client_keys k set kek = $2, wrapped = new.wrapped
         from unnest($3::bigint[], $4::int[], $5::bytea[]) as new(client_id, kind, wrapped)
         where k.workspace_id = $1 and k.client_id = new.client_id and k.kind = new.kind`,
}
const SELECT_PAGE = {
  name: 'client_keys_page',
  text: `select client_id, kind, kek, wrapped from daybook.client_keys
         where workspace_id = $1 and (client_id, kind) > ($2::bigint, $3::int)
         order by client_id, kind limit 2000`,
}
const PUT_KEYS = {
  name: 'put_client_keys',
  // Only of clients that the database has; a key that is wrapped under a later one stays.
  text: `insert into daybook.client_keys as k (workspace_id, client_id, kind, kek, wrapped)
         select $1::bigint, new.client_id, new.kind, $2::int, new.wrapped
         from unnest($3::bigint[], $4::int[], $5::bytea[]) as new(client_id, kind, wrapped)
         join daybook.clients c on c.workspace_id = $1 and c.client_id = new.client_id
         order by new.client_id, new.kind
         on conflict (workspace_id, client_id, kind) do update set kek = excluded.kek, wrapped = excluded.wrapped
         where k.kek <= excluded.kek
         returning 1`,
}
const DROP_UNDER = {
  name: 'drop_client_keys_under',
  text: `delete from daybook.client_keys k
         using (select client_id, kind from daybook.client_keys where workspace_id = $1 and kek = $2 limit 2000) as old
         where k.workspace_id = $1 and k.client_id = old.client_id and k.kind = old.kind
         returning 1`,
}
const COUNT_OLDER = {
  name: 'count_older_client_keys',
  text: 'select count(*) as n from daybook.client_keys where workspace_id = $1 and kek < $2',
}

/**
 * Rewraps the next rows that are wrapped under a key before `kek`, in a transaction of their own. Answers how many
 * these were, and the last of them; undefined at the end of the walk, and where another rotation went further.
 */
export function rewrapNext(
  pool: Pool,
  workspaceId: number,
  kek: number,
  after: KeyPlace,
  rewrap: (keys: readonly WrappedKey[]) => readonly Buffer[],
): Promise<{ readonly count: number; readonly last: KeyPlace } | undefined> {
  return inWorkspace(pool, workspaceId, async run => {
    const rows = await run<Row>(LOCK_OLDER, [workspaceId, kek, after.clientId, after.kind])
    const last = rows.at(-1)
    if (last === undefined) return undefined
    await run(REWRAP, [
      workspaceId,
      kek,
      int8Array(rows.map(row => row.client_id)),
      int4Array(rows.map(row => row.kind)),
      byteaArray(rewrap(rows.map(keyOf))),
    ])
    return { count: rows.length, last: { clientId: last.client_id, kind: last.kind } }
  }).catch((error: unknown) => {
    if (isOvertaken(error)) return undefined
    throw error
  })
}

const FOREIGN_KEY_VIOLATION = '23503'
const DEADLOCK = '40P01'

/**
 * True where another rotation took away the very key that rows were being wrapped under: either it is gone, or both
 * waited for each other's rows and PostgreSQL ended one of them. What it has done meanwhile is met in the next round.
 */
export const isOvertaken = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === FOREIGN_KEY_VIOLATION || error.code === DEADLOCK)

/** Puts client keys, wrapped under `kek`, in the place of those that are there. Answers how many it put. */
export async function putKeys(
  pool: Pool,
  workspaceId: number,
  kek: number,
  keys: readonly Omit<WrappedKey, 'kek'>[],
): Promise<number> {
  const rows = await inWorkspace(pool, workspaceId, run =>
    run(PUT_KEYS, [
      workspaceId,
      kek,
      int8Array(keys.map(key => key.clientId)),
      int4Array(keys.map(key => key.kind)),
      byteaArray(keys.map(key => key.wrapped)),
    ]),
  )
  return rows.length
}

/** Removes the client keys under a key-encryption key that does not exist any more. Answers how many there were. */
export async function dropWrappedUnder(pool: Pool, workspaceId: number, kek: number): Promise<number> {
  for (let dropped = 0; ; ) {
    const rows = await inWorkspace(pool, workspaceId, run => run(DROP_UNDER, [workspaceId, kek]))
    if (rows.length === 0) return dropped
    dropped += rows.length
  }
}

/** How many client keys are wrapped under a key before `kek`. */
export async function countOlder(pool: Pool, workspaceId: number, kek: number): Promise<number> {
  const [row] = await readTogether(pool, workspaceId, run =>
    run<{ n: number }>(COUNT_OLDER, [workspaceId, kek]),
  )
  return row!.n
}

/** All client keys of a workspace in the order of client and kind, page by page: no snapshot is held. */
export async function* walkKeys(pool: Pool, workspaceId: number): AsyncGenerator<readonly WrappedKey[]> {
  for (let after = FIRST_PLACE; ; ) {
    const { clientId, kind } = after
    const rows = await readTogether(pool, workspaceId, run =>
      run<Row>(SELECT_PAGE, [workspaceId, clientId, kind]),
    )
    if (rows.length === 0) return
    const page = rows.map(keyOf)
    yield page
    after = page.at(-1)!
  }
}

const keyOf = (row: Row): WrappedKey => ({
  clientId: row.client_id,
  kind: row.kind,
  kek: row.kek,
  wrapped: row.wrapped,
})
