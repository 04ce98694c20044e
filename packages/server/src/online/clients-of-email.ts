import type { Daybook } from '../daybook.ts'
import type { IndexedClient } from '../store/client-index.ts'

/** One address is of so many people at most: a family. */
const MOST = 5

/** The clients whose profile has this address, who are neither deleted nor gone. Looked up in memory: SQL has no address. */
export async function clientsOfEmail(
  daybook: Daybook,
  workspaceId: number,
  email: string,
): Promise<readonly IndexedClient[]> {
  const wanted = email.trim().toLowerCase()
  const all = await daybook.clientIndex.sorted(daybook, workspaceId)
  const deleted = await daybook.privacy.deleted(workspaceId)
  return all.filter(one => one.email === wanted && !one.erased && !deleted.has(one.id)).slice(0, MOST)
}

/** The client, where they are neither deleted nor gone. */
export async function presentClient(
  daybook: Daybook,
  workspaceId: number,
  clientId: number,
): Promise<IndexedClient | undefined> {
  const client = await daybook.clientIndex.get(daybook, workspaceId, clientId)
  const deleted = await daybook.privacy.deleted(workspaceId)
  const merges = await daybook.privacy.merges(workspaceId)
  const isDeleted = deleted.has(clientId) || deleted.has(merges.rootOf(clientId))
  return client === undefined || client.erased || isDeleted ? undefined : client
}
