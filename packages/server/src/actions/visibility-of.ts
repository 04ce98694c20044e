import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { can } from '../policy/can.ts'
import { closedFields } from '../policy/closed-fields.ts'
import type { Sight } from '../policy/sight.ts'
import { onlyOf } from './only-of.ts'

const NOBODY: ReadonlySet<number> = new Set()

/** What a reader sees now: asked anew for each request, so that a change of a role or a setting holds at once. */
export async function visibilityOf(daybook: Daybook, principal: Principal): Promise<Sight> {
  const [own, limit, merges, { settings }] = await Promise.all([
    daybook.privacy.deleted(principal.workspaceId),
    onlyOf(daybook, principal),
    daybook.privacy.merges(principal.workspaceId),
    daybook.workspaces.get(principal.workspaceId),
  ])
  // Whoever is merged into somebody deleted is hidden with them; of one person all profiles are seen, or none.
  const deleted = merges.withMerged(own)
  const only = limit && { ...limit, clients: merges.withGroups(limit.clients) }
  const closed = closedFields(principal, settings)
  const decides = can(principal, 'erase')
  return {
    hidden: decides ? NOBODY : deleted,
    deleted: decides ? deleted : NOBODY,
    decides,
    holds: can(principal, 'readHold'),
    access: can(principal, 'access'),
    ...(closed !== undefined && { closed }),
    ...(only !== undefined && { only }),
  }
}
