/** The last entry and the counts of some clients, for a page of the client list. */
import type { Daybook } from '../../daybook.ts'
import type { Workspace } from '../../entry/workspace.ts'
import { CLIENTS_SET } from '../counting.ts'
import { int4Array, int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'
import { ENTRY_COLUMNS, type EntryRow } from './entry-row.ts'

export interface ClientActivity {
  readonly last?: EntryRow
  readonly entries: number
  /** Bookings that began: booked, asked for or first recorded. */
  readonly bookings: number
}

const BEGINNINGS = ['booking.booked', 'booking.requested', 'booking.recorded']

const SELECT_LAST = {
  name: 'last_of_clients',
  text: `select c.id as client_id, ${ENTRY_COLUMNS} from unnest($2::bigint[]) as c(id)
         cross join lateral (select seq from daybook.links l where l.workspace_id = $1 and l.object = c.id
           order by l.occurred_at desc, l.seq desc limit 1) last
         join daybook.entries e on e.workspace_id = $1 and e.seq = last.seq`,
}
const SELECT_COUNTS = {
  name: 'counts_of_clients',
  text: `select object as client_id, sum(n)::bigint as entries,
           coalesce(sum(n) filter (where kind = any($3::int[])), 0)::bigint as bookings
         from daybook.counts where workspace_id = $1 and object = any($2::bigint[]) and zone_set = ${CLIENTS_SET} group by object`,
}

export async function activityOf(
  daybook: Daybook,
  workspace: Workspace,
  clientIds: readonly number[],
): Promise<Map<number, ClientActivity>> {
  if (clientIds.length === 0) return new Map()
  const kinds = (await daybook.kinds.all(workspace.id)).filter(kind => BEGINNINGS.includes(kind.action))
  const ids = int8Array(clientIds)
  const [last, counts] = await readTogether(daybook.pools.app, workspace.id, run =>
    Promise.all([
      run<EntryRow & { client_id: number }>(SELECT_LAST, [workspace.id, ids]),
      run<{ client_id: number; entries: number; bookings: number }>(SELECT_COUNTS, [
        workspace.id,
        ids,
        int4Array(kinds.map(kind => kind.kind)),
      ]),
    ]),
  )
  const lastOf = new Map(last.map(row => [row.client_id, row]))
  return new Map(
    counts.map(row => [
      row.client_id,
      { last: lastOf.get(row.client_id), entries: row.entries, bookings: row.bookings },
    ]),
  )
}
