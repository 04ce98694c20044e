import type { Daybook } from '../daybook.ts'
import type { IndexedClient } from '../store/client-index.ts'

/** One address is of so many people at most: a family. */
const MOST = 5

/**
 * The clients whose profile has this address, who are neither deleted nor gone, each person once. Looked up in memory: SQL
 * has no address.
 * @param isMeant chooses among the profiles, those merged into another included
 */
export async function clientsOfEmail(
  daybook: Daybook,
  workspaceId: number,
  email: string,
  isMeant: (profile: IndexedClient) => boolean = () => true,
): Promise<readonly IndexedClient[]> {
  const wanted = email.trim().toLowerCase()
  const all = await daybook.clientIndex.sorted(daybook, workspaceId)
  const deleted = await daybook.privacy.deleted(workspaceId)
  const found = all.filter(one => one.email === wanted && !one.erased && !deleted.has(one.id) && isMeant(one))
  const merges = await daybook.privacy.merges(workspaceId)
  const byPerson = Map.groupBy(found, one => merges.rootOf(one.id))
  return [...byPerson]
    .map(([root, profiles]) => profiles.find(one => one.id === root) ?? profiles[0]!)
    .slice(0, MOST)
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
