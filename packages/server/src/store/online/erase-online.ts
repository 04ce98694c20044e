import type { Run } from '../transaction.ts'

type Table = 'client_links' | 'letters' | 'client_sessions'

/** Ends what an erased client has online; answers how many rows went. */
export async function eraseOnline(
  run: Run,
  table: Table,
  { workspaceId, clientId }: { readonly workspaceId: number; readonly clientId: number },
): Promise<number> {
  const statement = {
    name: `erase_${table}`,
    text: `delete from daybook.${table} where workspace_id = $1 and client_id = $2 returning 1`,
  }
  return (await run(statement, [workspaceId, clientId])).length
}
