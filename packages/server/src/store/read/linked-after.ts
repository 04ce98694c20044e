import type { Pool } from 'pg'
import { int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'

/** More changes than this since somebody read are not told one by one. */
const MOST = 200

const SELECT = {
  name: 'linked_after',
  text: `select seq from daybook.links where workspace_id = $1 and object = $2 and seq > $3 order by seq limit ${MOST}`,
}

/** The entries about an object or client behind one, in their order. */
export async function readLinkedAfter(
  pool: Pool,
  workspaceId: number,
  subject: number,
  after: number,
): Promise<number[]> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<{ seq: number }>(SELECT, [workspaceId, subject, after]),
  )
  return rows.map(row => row.seq)
}

const ALL = {
  name: 'linked_all',
  text: `select seq from daybook.links where workspace_id = $1 and object = $2 order by seq limit 50000`,
}

/** Every entry about an object or client, in the order of the log. */
export async function readLinked(pool: Pool, workspaceId: number, subject: number): Promise<number[]> {
  const rows = await readTogether(pool, workspaceId, run => run<{ seq: number }>(ALL, [workspaceId, subject]))
  return rows.map(row => row.seq)
}

const AT = {
  name: 'linked_at',
  text: `select seq from daybook.links where workspace_id = $1 and object = $2 and occurred_at = any($3::bigint[])
         order by seq limit 5000`,
}

/** The entries about an object or client that sort at one of these times (UTC ms), in the order of the log. */
export async function readLinkedAt(
  pool: Pool,
  workspaceId: number,
  subject: number,
  times: readonly number[],
): Promise<number[]> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<{ seq: number }>(AT, [workspaceId, subject, int8Array(times)]),
  )
  return rows.map(row => row.seq)
}
