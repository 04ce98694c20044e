/** Where a log went on after a restore. */
import type { Run } from '../transaction.ts'

// One statement, sent before the head is locked: the entry that is appended behind it already has the new number.
const START = {
  name: 'start_generation',
  text: `with head as (update daybook.log_heads set generation = $2 where workspace_id = $1 and size = $3 returning size)
         insert into daybook.log_generations (workspace_id, generation, first_seq, started_at)
         select $1, $2, head.size + 1, $4 from head returning first_seq`,
}

/** Begins a generation behind the first `size` entries; false where the log has another size by now. */
export async function startGeneration(
  run: Run,
  workspaceId: number,
  given: { readonly generation: number; readonly size: number; readonly at: number },
): Promise<boolean> {
  const rows = await run(START, [workspaceId, given.generation, given.size, given.at])
  return rows.length === 1
}
