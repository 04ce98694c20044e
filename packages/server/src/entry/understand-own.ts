import { type Draft, type InputError, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { parseEntryId } from '../ids.ts'
import type { Intent } from './intent.ts'
import { understand } from './understand.ts'
import type { Principal, Workspace } from './workspace.ts'

/** A draft of the server's own, checked as anybody's is. */
export function understandOwn(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  draft: Draft,
): Intent {
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
  return intent
}
