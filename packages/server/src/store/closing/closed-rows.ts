/** What a closed workspace's tables still hold besides the log, its links and its proofs: removed in small pieces. */
import type { Pool } from 'pg'
import { inWorkspace } from '../transaction.ts'

/** Rows of one statement: some tens of milliseconds. */
const BATCH = 5000

/** By table, the columns that tell its rows apart; whatever refers to another comes before it. */
const TABLES = {
  client_keys: 'client_id, kind',
  keks: 'kek',
  assigned: 'staff, object',
  acted: 'staff, client',
  marks: 'seq, object',
  backfills: 'workspace_id',
  object_clients: 'client_id, object_id',
  objects: 'object_id',
  clients: 'client_id',
  client_merges: 'client_id',
  actors: 'actor',
  counts: 'object, zone_set, day, kind, source, actor',
  saved_views: 'view_id',
  client_links: 'link_id',
  letters: 'letter_id',
  client_sessions: 'session_id',
  invitations: 'invitation_id',
  members: 'member_id',
} as const
export type ClosedTable = keyof typeof TABLES
export const CLOSED_TABLES = Object.keys(TABLES) as readonly ClosedTable[]

const deleteFrom = (table: ClosedTable) => ({
  // Erasing clears some of the same tables with statements of other texts.
  name: `close_${table}`,
  text: `delete from daybook.${table} where workspace_id = $1 and (${TABLES[table]}) in
           (select ${TABLES[table]} from daybook.${table} where workspace_id = $1 limit ${BATCH}) returning 1`,
})

/** Answers how many rows there were. */
export async function clearTable(pool: Pool, workspaceId: number, table: ClosedTable): Promise<number> {
  for (let cleared = 0; ; ) {
    const rows = await inWorkspace(pool, workspaceId, run => run(deleteFrom(table), [workspaceId]))
    cleared += rows.length
    if (rows.length < BATCH) return cleared
  }
}
