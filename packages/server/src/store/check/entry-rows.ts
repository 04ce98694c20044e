/** The rows of a log as they stand, every column, by pages. */
import type { EntryRow } from '../read/entry-row.ts'
import { ENTRY_COLUMNS } from '../read/entry-row.ts'
import { int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'

export interface StoredRow extends EntryRow {
  readonly digests: Buffer
  readonly key_mac: Buffer | null
}

/** The head of a log, as it is in the transaction that reads beside it. */
export interface StoredHead {
  readonly size: number
  readonly frontier: Buffer
  readonly root: Buffer
  readonly generation: number
}

const SELECT_HEAD = {
  name: 'check_head',
  text: 'select size, frontier, root, generation from daybook.log_heads where workspace_id = $1',
}
const SELECT_PAGE = {
  name: 'check_entries',
  text: `select ${ENTRY_COLUMNS}, e.digests, e.key_mac from daybook.entries e
         where e.workspace_id = $1 and e.seq > $2 and e.seq <= $3 order by e.seq`,
}
const SELECT_THESE = {
  name: 'check_these_entries',
  text: `select ${ENTRY_COLUMNS} from daybook.entries e
         where e.workspace_id = $1 and e.seq = any($2::bigint[]) order by e.seq`,
}
const SELECT_OUTSIDE = {
  name: 'check_entries_outside',
  text: `select e.seq from daybook.entries e where e.workspace_id = $1
           and (e.seq < 1 or e.seq > (select size from daybook.log_heads where workspace_id = $1)) order by e.seq limit 1`,
}

export const readHead = async (run: Run, workspaceId: number): Promise<StoredHead | undefined> =>
  (await run<StoredHead & Record<string, unknown>>(SELECT_HEAD, [workspaceId]))[0]

/** The entries after `after`, up to `upTo`, in order. */
export const readEntryRows = (
  run: Run,
  workspaceId: number,
  after: number,
  upTo: number,
): Promise<StoredRow[]> => run<StoredRow & Record<string, unknown>>(SELECT_PAGE, [workspaceId, after, upTo])

/** The entries of these numbers, in order. */
export const readTheseRows = (run: Run, workspaceId: number, seqs: readonly number[]): Promise<EntryRow[]> =>
  run<EntryRow & Record<string, unknown>>(SELECT_THESE, [workspaceId, int8Array(seqs)])

/** A row that the head does not count, if there is one. */
export const readRowOutside = async (run: Run, workspaceId: number): Promise<number | undefined> =>
  (await run<{ seq: number }>(SELECT_OUTSIDE, [workspaceId]))[0]?.seq
