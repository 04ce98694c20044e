import type { Pool } from 'pg'
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
