import type { Pool } from 'pg'
import { int4Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'

const SELECT = {
  name: 'has_linked_kind',
  text: 'select 1 as found from daybook.links where workspace_id = $1 and object = $2 and kind = any($3::int[]) limit 1',
}

/** True where an entry of one of these kinds is about the object or client. */
export async function hasLinkedKind(
  pool: Pool,
  workspaceId: number,
  subject: number,
  kinds: readonly number[],
): Promise<boolean> {
  if (kinds.length === 0) return false
  const rows = await readTogether(pool, workspaceId, run =>
    run(SELECT, [workspaceId, subject, int4Array(kinds)]),
  )
  return rows.length > 0
}
