import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { can } from '../policy/can.ts'

/** What a reader may see of clients who are deleted and not yet erased (R-G1). */
export interface Visibility {
  /** Those whom this reader may not see: their entries are in no list, count, search or stream. */
  readonly hidden: ReadonlySet<number>
  /** Those whom this reader sees, marked as deleted. */
  readonly deleted: ReadonlySet<number>
  /** True of those who decide about deleting, erasing and holding. */
  readonly decides: boolean
  /** True of those who may know that a client is held. */
  readonly holds: boolean
}

const NOBODY: ReadonlySet<number> = new Set()

/** The one rule of who sees deleted clients: those who may restore them. */
export async function visibilityOf(daybook: Daybook, principal: Principal): Promise<Visibility> {
  const deleted = await daybook.privacy.deleted(principal.workspaceId)
  const decides = can(principal, 'erase')
  const holds = can(principal, 'readHold')
  return decides
    ? { hidden: NOBODY, deleted, decides, holds }
    : { hidden: deleted, deleted: NOBODY, decides, holds }
}
