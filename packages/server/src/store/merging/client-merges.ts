/** The rows that say who is merged into whom. They come and go behind the head's lock, with the entry that tells of it. */
import type { Merge } from '../../merging/merges.ts'
import type { Run } from '../transaction.ts'

const SELECT = {
  name: 'client_merges',
  text: `select client_id as "clientId", survivor, seq from daybook.client_merges where workspace_id = $1 order by seq`,
}
const INSERT = {
  name: 'insert_client_merge',
  text: 'insert into daybook.client_merges (workspace_id, client_id, survivor, seq) values ($1, $2, $3, $4)',
}
const DELETE = {
  name: 'delete_client_merge',
  text: `delete from daybook.client_merges where workspace_id = $1 and client_id = $2 and survivor = $3 and seq = $4
         returning client_id`,
}
const END = {
  name: 'end_client_merges',
  text: `with ended as (delete from daybook.client_merges
           where workspace_id = $1 and (client_id = $2 or survivor = $2) returning 1)
         select count(*) as n from ended`,
}
/** What others have prepared for this client on what was so before is no longer good. */
const MOVE_CLIENT = {
  name: 'move_client',
  text: 'update daybook.clients set version = version + 1 where workspace_id = $1 and client_id = $2',
}

/** Everybody of a workspace who is merged now. */
export const readMerges = (run: Run, workspaceId: number): Promise<Merge[]> =>
  run<Merge & Record<string, unknown>>(SELECT, [workspaceId])

export async function insertMerge(run: Run, workspaceId: number, merge: Merge): Promise<void> {
  await Promise.all([
    run(INSERT, [workspaceId, merge.clientId, merge.survivor, merge.seq]),
    run(MOVE_CLIENT, [workspaceId, merge.clientId]),
  ])
}

/** False where it had ended before. */
export async function deleteMerge(run: Run, workspaceId: number, merge: Merge): Promise<boolean> {
  const [rows] = await Promise.all([
    run(DELETE, [workspaceId, merge.clientId, merge.survivor, merge.seq]),
    run(MOVE_CLIENT, [workspaceId, merge.clientId]),
  ])
  return rows.length > 0
}

/**
 * Ends whatever a client of whom nothing is left had part in; answers how many merges that were. Whoever prepared
 * something on them named this client too, whose row has changed.
 */
export const endMerges = async (run: Run, workspaceId: number, clientId: number): Promise<number> =>
  (await run<{ n: number }>(END, [workspaceId, clientId]))[0]!.n
