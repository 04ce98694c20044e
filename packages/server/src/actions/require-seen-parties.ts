import { type InputError, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Intent } from '../entry/intent.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { seesClient } from '../policy/sight.ts'
import { isHiddenObject } from '../read/veil.ts'
import { findClient, findObject } from '../store/find.ts'
import { onlyOf } from './only-of.ts'
import { visibilityOf } from './visibility-of.ts'

/**
 * Who sees a part of the log only may write about that part, and about clients and objects that are new: otherwise
 * an entry about anybody would make them one's own.
 * @throws LogError `entry_invalid`
 */
export async function requireSeenParties(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  intents: readonly { readonly intent: Intent; readonly path: string }[],
): Promise<void> {
  if ((await onlyOf(daybook, principal)) === undefined) return
  const sight = await visibilityOf(daybook, principal)
  const { app } = daybook.pools
  const keys = daybook.folder.workspace(workspace.id)
  const errors: InputError[] = []
  for (const { intent, path } of intents) {
    for (const { id } of intent.clients) {
      const client = await findClient(app, workspace.id, keys, id)
      if (client !== undefined && !seesClient(sight, client))
        errors.push({ path, message: `the client ${id} is not one of those whom you see` })
    }
    for (const { type, id } of intent.objects) {
      const object = await findObject(app, workspace.id, keys, type, id)
      if (object !== undefined && (await isHiddenObject(daybook, workspace, object, sight)))
        errors.push({ path, message: `the ${type} ${id} is not one of those that you see` })
    }
  }
  if (errors.length > 0)
    throw new LogError('entry_invalid', 'An entry is about somebody whom you do not see.', {
      errors: errors.slice(0, 100),
    })
}
