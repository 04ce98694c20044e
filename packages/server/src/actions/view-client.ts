import type { ClientViewAnswer } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { privacyOf } from './decide-privacy.ts'
import { findSurvivor } from './find-own-client.ts'
import { recordOwn } from './record-own.ts'

/**
 * A member opened a client's page (R-A4): an entry, while the workspace keeps profile views. Reads through the API are
 * no views, and of a client who is gone nothing is left to be viewed. Throws `not_found`.
 */
export async function viewClient(
  daybook: Daybook,
  principal: Principal,
  id: string,
): Promise<ClientViewAnswer> {
  requireRight(principal, 'read')
  const { workspace, clientId } = await findSurvivor(daybook, principal, id)
  if (principal.kind !== 'member' || workspace.settings.profileViews !== true) return { recorded: false }
  if ((await privacyOf(daybook, workspace, clientId)).gone !== undefined) return { recorded: false }
  const draft = { action: 'client.viewed', client: { id: formatId('cl', clientId) } }
  const { id: entry } = await recordOwn(daybook, principal, workspace, draft, async () => {})
  return { recorded: true, entry }
}
