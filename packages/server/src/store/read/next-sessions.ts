/** The next booking of clients: found by the columns that stand beside the sealed states, and opened where it is shown. */
import type { Daybook } from '../../daybook.ts'
import { FACTS } from '../client-keys.ts'
import { pairsOf, readPairs } from '../pairs.ts'
import { openBusiness } from '../sealed-state.ts'
import { int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'

export interface NextSession {
  /** UTC ms. */
  readonly startsAt: number
  readonly objectId: number
  readonly hostId?: string
  readonly name?: string
}

/** A booking of one of these states takes no place any more. */
const OVER = `('cancelled', 'rejected', 'no_show', 'completed')`
const COMING = `o.workspace_id = $1 and o.type = 'booking' and o.starts_at >= $2
           and (o.status is null or o.status not in ${OVER})`

const SELECT_ALL = {
  name: 'next_session_of_all',
  text: `select ${pairsOf('client_id', 'starts_at')} from (
           select c.client_id, min(o.starts_at) as starts_at from daybook.objects o
           join daybook.object_clients c on c.workspace_id = $1 and c.object_id = o.object_id
           where ${COMING} group by c.client_id) own`,
}
/**
 * The place of the client is that of their wrapping of the state's key. "offset 0" keeps the planner to the objects of
 * the client, which are few, where it would rather look through every booking that is to come.
 */
const SELECT_OF = {
  name: 'next_session_of_clients',
  text: `select own.id as client_id, next.* from unnest($3::bigint[]) as own(id)
         cross join lateral (
           select o.object_id, o.starts_at, o.client_id as owner, o.state, o.state_keys,
             (select count(*) from daybook.object_clients b
              where b.workspace_id = $1 and b.object_id = c.object_id and b.place < c.place) as place
           from daybook.object_clients c
           cross join lateral (select * from daybook.objects one
             where one.workspace_id = $1 and one.object_id = c.object_id offset 0) o
           where c.workspace_id = $1 and c.client_id = own.id and ${COMING}
           order by o.starts_at, o.object_id limit 1) next`,
}

type Reading = Pick<Daybook, 'pools' | 'clientKeys'>

/** When each client comes next, from `now` on (UTC ms). */
export async function nextStarts(
  daybook: Reading,
  workspaceId: number,
  now: number,
): Promise<ReadonlyMap<number, number>> {
  const [row] = await readTogether(daybook.pools.app, workspaceId, run =>
    run<{ pairs: Buffer }>(SELECT_ALL, [workspaceId, now]),
  )
  return readPairs(row!.pairs)
}

interface Row {
  client_id: number
  object_id: number
  starts_at: number
  owner: number | null
  state: Buffer | null
  state_keys: Buffer | null
  place: number
}

/** The next session of some clients, with its name. */
export async function nextSessionsOf(
  daybook: Reading,
  workspaceId: number,
  clientIds: readonly number[],
  now: number,
): Promise<ReadonlyMap<number, NextSession>> {
  if (clientIds.length === 0) return new Map()
  const rows = await readTogether(daybook.pools.app, workspaceId, run =>
    run<Row & Record<string, unknown>>(SELECT_OF, [workspaceId, now, int8Array(clientIds)]),
  )
  const keys = await daybook.clientKeys.loadKinds(
    workspaceId,
    rows.map(row => [row.client_id, FACTS] as const),
  )
  return new Map(
    rows.map(row => {
      const place = { state: row.state!, clientId: row.owner, stateKeys: row.state_keys }
      // Only this client's wrapping is used, at its place.
      const owners = Array.from({ length: row.place + 1 }, (_, i) => (i === row.place ? row.client_id : -1))
      const opened = row.state === null ? undefined : openBusiness(row.object_id, place, owners, keys.facts)
      return [
        row.client_id,
        { startsAt: row.starts_at, objectId: row.object_id, hostId: opened?.hostId, name: opened?.name },
      ]
    }),
  )
}
