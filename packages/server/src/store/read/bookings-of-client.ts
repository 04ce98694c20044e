import type { Pool } from 'pg'
import { int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'

export interface ClientBooking {
  readonly objectId: number
  readonly lastSeq: number
  /** UTC ms. */
  readonly startsAt: number
  /** UTC ms, of one that still takes its time; else its start. */
  readonly until: number
  readonly status: string | undefined
}

const MOST = 5000

const SELECT = {
  name: 'bookings_of_client',
  text: `select o.object_id, o.last_seq, o.starts_at, coalesce(o.taken_until, o.starts_at) as until, o.status
         from (select distinct object_id from daybook.object_clients
           where workspace_id = $1 and client_id = any($2::bigint[])) c
         cross join lateral (select * from daybook.objects one
           where one.workspace_id = $1 and one.object_id = c.object_id offset 0) o
         where o.type = 'booking' and o.starts_at is not null
           and o.status is distinct from 'deleted'
         order by o.starts_at desc, o.object_id desc limit ${MOST}`,
}

/** The bookings of clients whose page is one, by their columns, the latest first. */
export async function readBookingsOfClient(
  pool: Pool,
  workspaceId: number,
  clientIds: readonly number[],
): Promise<ClientBooking[]> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<{ object_id: number; last_seq: number; starts_at: number; until: number; status: string | null }>(
      SELECT,
      [workspaceId, int8Array(clientIds)],
    ),
  )
  return rows.map(row => ({
    objectId: row.object_id,
    lastSeq: row.last_seq,
    startsAt: row.starts_at,
    until: row.until,
    status: row.status ?? undefined,
  }))
}
