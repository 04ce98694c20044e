/** Daybook's own acts are entries too, written in the transaction that does what they tell of. */
import { type Draft, type InputError, LogError, type Receipt } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { understand } from '../entry/understand.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { parseEntryId } from '../ids.ts'
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
  const keys = daybook.folder.workspace(workspace.id)
  const errors: InputError[] = []
  const intent = understand(draft, '', errors, {
    workspace,
    keys,
    principal,
    now: daybook.now(),
    isEntryId: id => parseEntryId(keys.entryIdKey, workspace.generations, id) !== undefined,
  })
  if (intent === undefined)
    throw new LogError('internal', `an entry of our own is invalid: ${JSON.stringify(errors)}`)
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
