import type { Run } from '../transaction.ts'

const IDS = {
  name: 'ids_of_lookups',
  text: `select (select object_id from daybook.objects where workspace_id = $1 and lookup = $2) as object_id,
                (select client_id from daybook.clients where workspace_id = $1 and lookup = $3) as client_id`,
}

/** The random ids of a booking and a client that were just written, by the MACs of the host's ids. */
export async function idsOfLookups(
  run: Run,
  workspaceId: number,
  { object, client }: { readonly object: Buffer; readonly client: Buffer },
): Promise<{ readonly objectId: number; readonly clientId: number }> {
  const [row] = await run<{ object_id: number; client_id: number }>(IDS, [workspaceId, object, client])
  return { objectId: row!.object_id, clientId: row!.client_id }
}
