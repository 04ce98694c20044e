/** Whole rows of entries, with what their leaves are made of. */
import type { StoredEntry } from '../../entry/disclose-entry.ts'
import { ENTRY_COLUMNS, type EntryRow, sealedOf } from '../read/entry-row.ts'
import { int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'

export type ProofRow = EntryRow & { readonly digests: Buffer }

const SELECT_BY_SEQ = {
  name: 'proof_rows',
  text: `select ${ENTRY_COLUMNS}, e.digests from daybook.entries e
         where e.workspace_id = $1 and e.seq = any($2::bigint[]) order by e.seq`,
}
const SELECT_RANGE = {
  name: 'proof_range',
  text: `select ${ENTRY_COLUMNS}, e.digests from daybook.entries e
         where e.workspace_id = $1 and e.seq > $2 and e.seq <= $3 order by e.seq`,
}
const SELECT_LEAVES = {
  name: 'leaf_rows',
  text: `select e.seq, e.recorded_at, e.digests, e.record from daybook.entries e
         where e.workspace_id = $1 and e.seq > $2 and e.seq <= $3 order by e.seq`,
}

/** In order of seq. */
export const readProofRows = (
  run: Run,
  workspaceId: number,
  seqs: readonly number[],
): Promise<(ProofRow & Record<string, unknown>)[]> =>
  run<ProofRow & Record<string, unknown>>(SELECT_BY_SEQ, [workspaceId, int8Array(seqs)])

/** Those behind `after`, up to `last`. */
export const readProofRange = (
  run: Run,
  workspaceId: number,
  after: number,
  last: number,
): Promise<(ProofRow & Record<string, unknown>)[]> =>
  run<ProofRow & Record<string, unknown>>(SELECT_RANGE, [workspaceId, after, last])

export const storedOf = (row: ProofRow): StoredEntry => ({
  ...sealedOf(row),
  recordedAt: row.recorded_at,
  digests: row.digests,
})

/** What the leaf of an entry is made of, erased or not. */
export interface LeafRow {
  readonly seq: number
  readonly recorded_at: number
  readonly digests: Buffer
  readonly record: string
}

/** The leaves of the entries behind `after`, up to `last`. */
export const readLeafRows = (
  run: Run,
  workspaceId: number,
  after: number,
  last: number,
): Promise<(LeafRow & Record<string, unknown>)[]> =>
  run<LeafRow & Record<string, unknown>>(SELECT_LEAVES, [workspaceId, after, last])
