/** Daybook's own acts are entries too, written in the transaction that does what they tell of. */
import type { Draft, Receipt } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { understandOwn } from '../entry/understand-own.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import type { Run } from '../store/transaction.ts'

/** A group of entries holds less: a request of this size is written by itself. */
const ALONE = 2 * 1024 * 1024

/**
 * Appends one entry and runs `also` in the same transaction: both are there afterwards, or neither. `behind` runs there
 * too, behind the head's lock, where nothing in the log can change meanwhile; it is given the entry's seq. `alone` keeps
 * other entries out of that transaction. `exact` names the very profile, also where it is merged into another.
 */
export async function recordOwn(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  draft: Draft,
  also: (run: Run) => Promise<unknown>,
  behind?: (run: Run, seq: number) => Promise<unknown>,
  { alone = false, exact }: { readonly alone?: boolean; readonly exact?: true } = {},
): Promise<Receipt> {
  const intent = understandOwn(daybook, principal, workspace, draft)
  const bytes = alone ? ALONE : 1000
  const [receipt] = await daybook.log.append(
    workspace,
    [{ intent: exact ? { ...intent, exact } : intent, path: '' }],
    bytes,
    also,
    behind,
  )
  return receipt!
}
