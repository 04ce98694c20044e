/** The rows of objects, and of the clients that own them, in the same moment. */
import type { Pool } from 'pg'
import { int8Array } from '../sql-array.ts'
import { readSnapshot, readTogether } from '../transaction.ts'
import { type Assigned, readAssigned } from './assigned-rows.ts'

export interface ObjectRow {
  readonly object_id: number
  readonly type: string
  readonly lookup: Buffer | null
  readonly version: number
  readonly first_seq: number
  readonly last_seq: number
  readonly starts_at: number | null
  readonly status: string | null
  readonly taken_until: number | null
  readonly member: Buffer | null
  readonly room: Buffer | null
  readonly account: number | null
  readonly part: number | null
  readonly amount: number | null
  readonly since: number | null
  readonly told_amount: number | null
  readonly told_returned: number | null
  readonly taken_from: number | null
  readonly shared: Buffer | null
  readonly seats: number | null
  readonly client_id: number | null
  readonly state: Buffer | null
  readonly state_keys: Buffer | null
}
export interface OwnerRow {
  readonly client_id: number
  readonly object_id: number
  readonly place: number
  readonly state: Buffer | null
}

export interface ObjectPage {
  /** The size of the log that these rows belong to. */
  readonly size: number
  readonly rows: readonly ObjectRow[]
  /** In the order of their places. */
  readonly owners: readonly OwnerRow[]
  /** How many entries each object has. */
  readonly linked: ReadonlyMap<number, number>
  /** To whom of the staff each is assigned. */
  readonly assigned: Assigned
}

const IDS = {
  name: 'check_object_ids',
  text: `select object_id from daybook.objects where workspace_id = $1 and object_id > $2 order by object_id limit $3`,
}
const ROWS = {
  name: 'check_objects',
  text: `select object_id, type, lookup, version, first_seq, last_seq, starts_at, status, taken_until, member, room,
           account, part, amount, since, told_amount, told_returned, taken_from, shared, seats, client_id, state,
           state_keys, (select size from daybook.log_heads where workspace_id = $1) as size
         from daybook.objects where workspace_id = $1 and object_id = any($2::bigint[]) order by object_id`,
}
const OWNERS = {
  name: 'check_owners',
  text: `select client_id, object_id, place, state from daybook.object_clients
         where workspace_id = $1 and object_id = any($2::bigint[]) order by object_id, place`,
}
const LINKED = {
  name: 'check_object_links',
  text: `select object, count(*) as n from daybook.links where workspace_id = $1 and object = any($2::bigint[]) group by 1`,
}
/** Owners of objects that are not there. */
const STRANGERS = {
  name: 'check_owners_of_nothing',
  text: `select count(*) as n from daybook.object_clients o where o.workspace_id = $1 and not exists
           (select from daybook.objects b where b.workspace_id = $1 and b.object_id = o.object_id)`,
}

/** A page of objects in the order of their ids. Empty at the end. */
export async function readObjectPage(
  pool: Pool,
  workspaceId: number,
  after: number,
  limit: number,
): Promise<ObjectPage> {
  const ids = await readTogether(pool, workspaceId, run =>
    run<{ object_id: number }>(IDS, [workspaceId, after, limit]),
  )
  const wanted = int8Array(ids.map(row => row.object_id))
  const [rows, owners, linked, assigned] = await readSnapshot(pool, workspaceId, run =>
    Promise.all([
      run<ObjectRow & { size: number } & Record<string, unknown>>(ROWS, [workspaceId, wanted]),
      run<OwnerRow & Record<string, unknown>>(OWNERS, [workspaceId, wanted]),
      run<{ object: number; n: number }>(LINKED, [workspaceId, wanted]),
      readAssigned(run, workspaceId, wanted),
    ]),
  )
  return {
    size: rows[0]?.size ?? 0,
    rows,
    owners,
    linked: new Map(linked.map(row => [row.object, row.n])),
    assigned,
  }
}

/** How many owners there are of objects that are not. */
export const countOwnersOfNothing = async (pool: Pool, workspaceId: number): Promise<number> =>
  (await readTogether(pool, workspaceId, run => run<{ n: number }>(STRANGERS, [workspaceId])))[0]!.n
