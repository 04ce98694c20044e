import type { Pool } from 'pg'
import { readTogether } from '../transaction.ts'

const MOST = 1000

const SELECT = {
  name: 'missed_bookings',
  text: `select object_id from daybook.objects
         where workspace_id = $1 and taken_until > $2 and taken_until <= $3 and type = 'booking'
           and status in ('scheduled', 'confirmed')
         order by taken_until, object_id limit ${MOST}`,
}

/** Bookings whose time ended within a span (UTC ms), and that nobody has started, completed or cancelled. */
export async function readMissedBookings(
  pool: Pool,
  workspaceId: number,
  { since, until }: { readonly since: number; readonly until: number },
): Promise<number[]> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<{ object_id: number }>(SELECT, [workspaceId, since, until]),
  )
  return rows.map(row => row.object_id)
}
