/** Which files of exports may be there, and what has outlived its time. */
import { EXPORT_KEY } from '../client-keys.ts'
import type { Run } from '../transaction.ts'

const EXPIRE = {
  name: 'exports_expire',
  text: `update daybook.exports set state = 'expired', clients = null
         where workspace_id = $1 and state = 'ready' and expires_at <= $2 returning 1`,
}
const FORGET = {
  name: 'exports_forget',
  text: `with old as (delete from daybook.exports
           where workspace_id = $1 and requested_at <= $2 and state not in ('queued', 'running', 'ready')
           returning export_id)
         delete from daybook.client_keys k using old
           where k.workspace_id = $1 and k.client_id = old.export_id and k.kind = ${EXPORT_KEY}`,
}
const SELECT_KEPT = {
  name: 'exports_kept',
  text: `select export_id as id, attempt from daybook.exports where workspace_id = $1 and state in ('running', 'ready')`,
}

/** Ends what is over at `now`. */
export async function expireExports(run: Run, workspaceId: number, now: number): Promise<void> {
  await run(EXPIRE, [workspaceId, now])
}

/** Removes what was asked for before `before` (UTC ms) and has ended, with its key. */
export async function forgetExports(run: Run, workspaceId: number, before: number): Promise<void> {
  await run(FORGET, [workspaceId, before])
}

/** The attempts whose files may be there. */
export async function readKeptExports(
  run: Run,
  workspaceId: number,
): Promise<{ readonly id: number; readonly attempt: number }[]> {
  return run<{ id: number; attempt: number }>(SELECT_KEPT, [workspaceId])
}
