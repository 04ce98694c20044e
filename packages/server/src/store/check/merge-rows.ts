import type { Pool } from 'pg'
import type { Merge } from '../../merging/merges.ts'
import { readMerges } from '../merging/client-merges.ts'
import { readSnapshot } from '../transaction.ts'

const SELECT_SIZE = {
  name: 'check_merges_size',
  text: 'select size from daybook.log_heads where workspace_id = $1',
}

/** Who is merged into whom, and the size of the log that this belongs to. */
export const readMergeRows = (
  pool: Pool,
  workspaceId: number,
): Promise<{ readonly rows: readonly Merge[]; readonly size: number }> =>
  readSnapshot(pool, workspaceId, async run => {
    const [rows, [head]] = await Promise.all([
      readMerges(run, workspaceId),
      run<{ size: number }>(SELECT_SIZE, [workspaceId]),
    ])
    return { rows, size: head?.size ?? 0 }
  })
