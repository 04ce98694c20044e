import type { Daybook } from '../../daybook.ts'
import { PROFILE } from '../client-keys.ts'
import type { KnownClient } from '../registry.ts'
import { openDirectory } from '../sealed-state.ts'
import { readTogether } from '../transaction.ts'

const SELECT = {
  name: 'directory_of',
  text: 'select directory from daybook.clients where workspace_id = $1 and client_id = $2',
}

/** What is known of a client now; undefined where it cannot be opened any more. */
export async function readDirectory(
  daybook: Pick<Daybook, 'pools' | 'clientKeys'>,
  workspaceId: number,
  clientId: number,
): Promise<Pick<KnownClient, 'hostId' | 'name' | 'fields'> | undefined> {
  const [row] = await readTogether(daybook.pools.app, workspaceId, run =>
    run<{ directory: Buffer | null }>(SELECT, [workspaceId, clientId]),
  )
  const keys = await daybook.clientKeys.loadKinds(workspaceId, [[clientId, PROFILE]])
  const key = keys.personal(clientId, PROFILE)
  if (row?.directory === undefined || row.directory === null || key === undefined) return undefined
  return openDirectory(clientId, row.directory, key)
}
