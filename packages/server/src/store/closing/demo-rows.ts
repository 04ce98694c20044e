import type { Pool } from 'pg'
import { inWorkspace } from '../transaction.ts'

/** Rows of one statement: some tens of milliseconds. */
const BATCH = 5000

const REMOVE = {
  name: 'remove_demo_rows',
  text: 'select daybook.remove_demo_rows($1, $2) as removed',
}

/** Removes every row of a closed demonstration, its own last. Answers how many; none of a workspace that is no such. */
export async function deleteDemoRows(pool: Pool, workspaceId: number): Promise<number> {
  for (let removed = 0; ; ) {
    const [row] = await inWorkspace(pool, workspaceId, run =>
      run<{ removed: number }>(REMOVE, [workspaceId, BATCH]),
    )
    if (row!.removed === 0) return removed
    removed += row!.removed
  }
}
