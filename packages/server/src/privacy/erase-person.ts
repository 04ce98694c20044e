import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { readPrivacyOf } from '../store/privacy/client-privacy.ts'
import type { Erasure } from '../store/privacy/erasures.ts'
import { readTogether } from '../store/transaction.ts'
import { erase, type ErasureOrder } from './erase.ts'

/**
 * What somebody asked for themselves, or is decided about a page, is done to every profile on it: those merged into the
 * client first, each with its own entry and receipt. None of them is touched where one is held. Throws what `erase` throws.
 */
export async function erasePerson(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  order: ErasureOrder,
): Promise<Erasure> {
  const merges = await daybook.privacy.merges(workspace.id)
  const others = merges.mergedInto(order.clientId)
  if (others.length > 0) {
    const decided = await readTogether(daybook.pools.app, workspace.id, run =>
      readPrivacyOf(run, workspace.id, [order.clientId, ...others]),
    )
    if ([...decided.values()].some(one => one.heldAt !== undefined))
      throw new LogError(
        'client_held',
        'This client, or somebody merged into them, is under a legal hold: release the hold first.',
      )
  }
  const { request: _, ...each } = order
  for (const clientId of others) await erase(daybook, principal, workspace, { ...each, clientId })
  return erase(daybook, principal, workspace, order)
}
