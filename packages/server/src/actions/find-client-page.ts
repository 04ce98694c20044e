import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { seesClient } from '../policy/sight.ts'
import { findSurvivor } from './find-own-client.ts'
import { visibilityOf } from './visibility-of.ts'

export interface FoundPage {
  readonly workspace: Workspace
  /** On whose page it stands. */
  readonly clientId: number
  /** Theirs, and those who are merged into them, as far as the reader sees them. */
  readonly clientIds: readonly number[]
}

/** The page that a client has: what belongs to somebody merged stays theirs, and is on it. Throws `not_found`. */
export async function findClientPage(daybook: Daybook, principal: Principal, id: string): Promise<FoundPage> {
  const { workspace, clientId } = await findSurvivor(daybook, principal, id)
  const merges = await daybook.privacy.merges(workspace.id)
  const sight = await visibilityOf(daybook, principal)
  const clientIds = [clientId, ...merges.mergedInto(clientId)].filter(one => seesClient(sight, one))
  return { workspace, clientId, clientIds }
}
