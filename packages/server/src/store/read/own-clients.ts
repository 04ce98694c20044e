/** Of which clients somebody of the staff sees something, where they do not see all. */
import type { Visibility } from '../../entry/workspace.ts'
import { int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'

// A client whose profile names them stands there by itself; a booking leads to its clients.
const ASSIGNED = {
  name: 'clients_assigned_to',
  text: `select c.client_id as id from daybook.assigned a
           join daybook.clients c on c.workspace_id = $1 and c.client_id = a.object
         where a.workspace_id = $1 and a.staff = any($2::bigint[])
         union
         select o.client_id from daybook.assigned a
           join daybook.object_clients o on o.workspace_id = $1 and o.object_id = a.object
         where a.workspace_id = $1 and a.staff = any($2::bigint[])`,
}
const ACTED = {
  name: 'clients_acted_on_by',
  text: 'select distinct client as id from daybook.acted where workspace_id = $1 and staff = any($2::bigint[])',
}

/** @param staff the numbers by which rows name them */
export async function readOwnClients(
  run: Run,
  workspaceId: number,
  to: Exclude<Visibility, 'everyone'>,
  staff: readonly number[],
): Promise<Set<number>> {
  const statement = to === 'own_clients' ? ASSIGNED : ACTED
  const rows = await run<{ id: number }>(statement, [workspaceId, int8Array(staff)])
  return new Set(rows.map(row => row.id))
}
