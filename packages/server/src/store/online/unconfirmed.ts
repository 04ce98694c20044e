import type { Pool } from 'pg'
import { readTogether } from '../transaction.ts'

const SELECT = {
  name: 'unconfirmed_bookings',
  text: `select distinct o.object_id from daybook.client_links l
         join daybook.objects o on o.workspace_id = $1 and o.object_id = l.object_id
         where l.workspace_id = $1 and l.purpose = 'visit' and l.created_at <= $2 and o.status = 'requested'
         limit 500`,
}

/** Bookings that were asked for online before a time (UTC ms), and are still only asked for. */
export async function readUnconfirmed(pool: Pool, workspaceId: number, before: number): Promise<number[]> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<{ object_id: number }>(SELECT, [workspaceId, before]),
  )
  return rows.map(row => row.object_id)
}
