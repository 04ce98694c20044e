/** Daybook's own acts are entries too, written in the transaction that does what they tell of. */
import { type Draft, type InputError, LogError, type Receipt } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { understand } from '../entry/understand.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { parseEntryId } from '../ids.ts'
import type { Run } from '../store/transaction.ts'

/**
 * Appends one entry and runs `also` in the same transaction: both are there afterwards, or neither. `behind` runs there
 * too, behind the head's lock, where nothing in the log can change meanwhile; it is given the entry's seq.
 */
export async function recordOwn(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  draft: Draft,
  also: (run: Run) => Promise<unknown>,
  behind?: (run: Run, seq: number) => Promise<unknown>,
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
  const [receipt] = await daybook.log.append(workspace, [{ intent, path: '' }], 1000, also, behind)
  return receipt!
}
