/** What an erasure does to exports that are kept, in its own transaction. */
import { EXPORT_KEY } from '../client-keys.ts'
import { int8Array } from '../sql-array.ts'
import { addJob } from '../jobs/add-job.ts'
import type { Run } from '../transaction.ts'
import { holdsAny } from './client-list.ts'

interface KeptRow {
  id: number
  client_id: number | null
  naming: boolean
  state: string
  clients: Buffer | null
}

const SELECT_KEPT = {
  name: 'exports_to_erase',
  text: `select export_id as id, client_id, naming, state, clients from daybook.exports
         where workspace_id = $1 and request is not null`,
}
const ERASE = {
  name: 'erase_exports',
  text: `with gone as (delete from daybook.client_keys
           where workspace_id = $1 and kind = ${EXPORT_KEY} and client_id = any($2::bigint[]))
         update daybook.exports set state = 'erased', request = null, result = null, clients = null, sha256 = null,
           bytes = null, expires_at = null
         where workspace_id = $1 and export_id = any($2::bigint[])`,
}
const BEGIN_AGAIN = {
  name: 'exports_begin_again',
  text: `update daybook.exports set state = 'queued', done = 0, share = 0
         where workspace_id = $1 and export_id = any($2::bigint[]) and state = 'running'`,
}

/**
 * Destroys the keys of the exports that hold one of some clients, that are limited to one, or whose filters could name
 * one; those that are being made begin again. Answers how many were destroyed.
 */
export async function eraseExports(
  run: Run,
  workspaceId: number,
  clientIds: readonly number[],
): Promise<number> {
  const rows = await run<KeptRow>(SELECT_KEPT, [workspaceId])
  const wanted = new Set(clientIds)
  const isOver = (row: KeptRow): boolean =>
    (row.client_id !== null && wanted.has(row.client_id)) ||
    row.naming ||
    (row.clients !== null && holdsAny(row.clients, wanted))
  const gone = rows.filter(isOver).map(row => row.id)
  const again = rows.filter(row => row.state === 'running' && !isOver(row)).map(row => row.id)
  if (gone.length > 0) await run(ERASE, [workspaceId, int8Array(gone)])
  if (again.length > 0) {
    await run(BEGIN_AGAIN, [workspaceId, int8Array(again)])
    for (const item of again) await addJob(run, { job: 'make-export', workspaceId, item, dueAt: 0 })
  }
  return gone.length
}
