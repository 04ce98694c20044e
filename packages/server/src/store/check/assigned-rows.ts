/** To whom of the staff objects and clients are assigned, and of whom they made entries. */
import type { Pool } from 'pg'
import { CLIENTS_SET } from '../counting.ts'
import { readTogether, type Run } from '../transaction.ts'

/** By object or client, the numbers of people of the staff. */
export type Assigned = ReadonlyMap<number, readonly number[]>

const ASSIGNED = {
  name: 'check_assigned',
  text: 'select object, staff from daybook.assigned where workspace_id = $1 and object = any($2::bigint[])',
}
const ACTED = {
  name: 'check_acted',
  text: `with told as (select distinct c.object, c.actor from daybook.counts c
             join daybook.actors a on a.workspace_id = $1 and a.actor = c.actor and a.type = 'staff'
             where c.workspace_id = $1 and c.object = any($2::bigint[]) and c.zone_set = ${CLIENTS_SET}),
           stored as (select client as object, staff as actor from daybook.acted
             where workspace_id = $1 and client = any($2::bigint[]))
         select coalesce(told.object, stored.object) as object from told full join stored using (object, actor)
         where told.actor is null or stored.actor is null`,
}
/** Rows of nobody who is there. */
const STRANGERS = {
  name: 'check_assigned_to_nothing',
  text: `select (select count(*) from daybook.assigned s where s.workspace_id = $1
             and not exists (select from daybook.objects o where o.workspace_id = $1 and o.object_id = s.object)
             and not exists (select from daybook.clients c where c.workspace_id = $1 and c.client_id = s.object))
           + (select count(*) from daybook.acted s where s.workspace_id = $1
             and not exists (select from daybook.clients c where c.workspace_id = $1 and c.client_id = s.client)) as n`,
}

export async function readAssigned(run: Run, workspaceId: number, ids: Buffer): Promise<Assigned> {
  const found = new Map<number, number[]>()
  for (const { object, staff } of await run<{ object: number; staff: number }>(ASSIGNED, [
    workspaceId,
    ids,
  ])) {
    const known = found.get(object)
    if (known === undefined) found.set(object, [staff])
    else known.push(staff)
  }
  return found
}

/** Clients of whom somebody of the staff made entries that are noted nowhere, or is said to have and did not. */
export async function readWrongActed(
  run: Run,
  workspaceId: number,
  ids: Buffer,
): Promise<ReadonlySet<number>> {
  const rows = await run<{ object: number }>(ACTED, [workspaceId, ids])
  return new Set(rows.map(row => row.object))
}

/** How many rows there are of objects and clients that are not there. */
export const countAssignedToNothing = async (pool: Pool, workspaceId: number): Promise<number> =>
  (await readTogether(pool, workspaceId, run => run<{ n: number }>(STRANGERS, [workspaceId])))[0]!.n
