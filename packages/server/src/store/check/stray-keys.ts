/** Keys that nothing is sealed under: of clients, exports and saved views that are not there. */
import type { Pool } from 'pg'
import { EXPORT_KEY, PROFILE, VIEW_KEY } from '../client-keys.ts'
import { readTogether } from '../transaction.ts'

// By what each kind is a key of: see client-keys.ts.
const STRAY = {
  name: 'check_stray_keys',
  text: `with page as (select client_id, kind from daybook.client_keys
           where workspace_id = $1 and (client_id, kind) > ($2::bigint, $3::int) order by client_id, kind limit 20000)
         select last.*, (select count(*) from page where case
             when kind = ${EXPORT_KEY} then not exists (select from daybook.exports e
               where e.workspace_id = $1 and e.export_id = page.client_id)
             when kind = ${VIEW_KEY} then not exists (select from daybook.saved_views v
               where v.workspace_id = $1 and v.view_id = page.client_id)
             else kind < ${PROFILE} or not exists (select from daybook.clients c
               where c.workspace_id = $1 and c.client_id = page.client_id) end) as n
         from (select * from page order by client_id desc, kind desc limit 1) last`,
}

/** How many there are. */
export async function countStrayKeys(
  pool: Pool,
  workspaceId: number,
  between: () => Promise<void>,
): Promise<number> {
  let sum = 0
  let after = { client_id: Number.MIN_SAFE_INTEGER, kind: 0 }
  for (;;) {
    const [page] = await readTogether(pool, workspaceId, run =>
      run<typeof after & { n: number }>(STRAY, [workspaceId, after.client_id, after.kind]),
    )
    if (page === undefined) return sum
    sum += page.n
    after = page
    await between()
  }
}
