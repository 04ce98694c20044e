import type { Run } from './transaction.ts'

const SELECT_SIZE = {
  name: 'log_size',
  text: 'select size from daybook.log_heads where workspace_id = $1',
}

/** How many entries the log has. */
export async function readSize(run: Run, workspaceId: number): Promise<number> {
  const [row] = await run<{ size: number }>(SELECT_SIZE, [workspaceId])
  return row?.size ?? 0
}
