import { int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'

const ROWLESS = {
  name: 'check_rowless',
  text: `select id from unnest($2::bigint[]) id where not exists
           (select from daybook.clients c where c.workspace_id = $1 and c.client_id = id)
         union all
         select id from unnest($3::bigint[]) id where not exists
           (select from daybook.objects o where o.workspace_id = $1 and o.object_id = id)`,
}

/** Which of these clients and objects have no row. */
export const readRowless = async (
  run: Run,
  workspaceId: number,
  clientIds: readonly number[],
  objectIds: readonly number[],
): Promise<number[]> =>
  (await run<{ id: number }>(ROWLESS, [workspaceId, int8Array(clientIds), int8Array(objectIds)])).map(
    row => row.id,
  )
