/** Which key-encryption keys the database knows of. The highest number of a workspace is the one in force. */
import type { Pool } from 'pg'
import { inWorkspace, readTogether, type Run } from './transaction.ts'
import { isOvertaken } from './wrapped-keys.ts'

const SELECT_IN_FORCE = {
  name: 'kek_in_force',
  text: 'select max(kek) as kek from daybook.keks where workspace_id = $1',
}
const SELECT_KEKS = {
  name: 'keks_of',
  text: 'select kek from daybook.keks where workspace_id = $1 order by kek',
}
const INSERT_KEK = {
  name: 'insert_kek',
  text: `insert into daybook.keks (workspace_id, kek)
         select $1::bigint, $2::int where not exists (select from daybook.keks where workspace_id = $1 and kek >= $2)`,
}
const DELETE_OLDER = {
  name: 'delete_older_keks',
  text: 'delete from daybook.keks where workspace_id = $1 and kek < $2',
}

/** Undefined where the workspace has none, because it is not stored yet. */
export async function kekInForce(pool: Pool, workspaceId: number): Promise<number | undefined> {
  return readTogether(pool, workspaceId, run => readKekInForce(run, workspaceId))
}

/** The numbers that the database knows of, ascending; more than one while a rotation is under way. */
export async function keksOf(pool: Pool, workspaceId: number): Promise<number[]> {
  const rows = await readTogether(pool, workspaceId, run => run<{ kek: number }>(SELECT_KEKS, [workspaceId]))
  return rows.map(row => row.kek)
}

export async function readKekInForce(run: Run, workspaceId: number): Promise<number | undefined> {
  const [row] = await run<{ kek: number | null }>(SELECT_IN_FORCE, [workspaceId])
  return row?.kek ?? undefined
}

/** Puts a key in force, unless a later one is. */
export async function putKekInForce(run: Run, workspaceId: number, kek: number): Promise<void> {
  await run(INSERT_KEK, [workspaceId, kek])
}

/** False, and nothing happened, where a client key is still wrapped under one before `kek`. */
export async function dropOlderKeks(pool: Pool, workspaceId: number, kek: number): Promise<boolean> {
  try {
    await inWorkspace(pool, workspaceId, run => run(DELETE_OLDER, [workspaceId, kek]))
    return true
  } catch (error) {
    if (isOvertaken(error)) return false
    throw error
  }
}

/** The numbers that the database knows of, of every workspace. */
export async function keksOfAll(pool: Pool): Promise<Map<number, number[]>> {
  const { rows } = await pool.query<{ workspace_id: number; kek: number }>(
    'select workspace_id, kek from daybook.keks_of_all()',
  )
  const all = new Map<number, number[]>()
  for (const { workspace_id: id, kek } of rows) {
    const own = all.get(id)
    if (own === undefined) all.set(id, [kek])
    else own.push(kek)
  }
  return all
}
