/** The names under which booking pages are found. */
import type { Pool } from 'pg'
import type { Run } from '../transaction.ts'

const OF_SLUG = {
  name: 'workspaces_of_slug',
  text: 'select workspace_id from daybook.workspaces_of_slug($1)',
}

/** The workspace that has it. */
export async function workspaceOfSlug(pool: Pool, slug: string): Promise<number | undefined> {
  const { rows } = await pool.query<{ workspace_id: number }>({ ...OF_SLUG, values: [slug] })
  return rows[0]?.workspace_id
}

const LOCK_SLUG = { name: 'lock_slug', text: 'select pg_advisory_xact_lock($1, hashtext($2))' }
/** Which kind of lock it is, beside those of one number. */
const SLUGS = 4_700

/** True where another workspace has it. Until the transaction is over nobody else can take it. */
export async function isSlugTaken(run: Run, slug: string, workspaceId: number): Promise<boolean> {
  await run(LOCK_SLUG, [SLUGS, slug])
  const rows = await run<{ workspace_id: number }>(OF_SLUG, [slug])
  return rows.some(row => row.workspace_id !== workspaceId)
}
