import { type InputError, LogError } from '@daybook/protocol'
import type { Intent } from '../entry/intent.ts'
import type { Principal } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { isAccess } from '../policy/sight.ts'

/**
 * A member who writes entries by hand writes them in their own name, or in that of the client who spoke to them; and none
 * of those that tell who signed in and what concerns security, which Daybook and connected systems write.
 * @throws LogError `entry_invalid`
 */
export function requireOwnName(
  { member }: Principal,
  intents: readonly { readonly intent: Intent; readonly path: string }[],
): void {
  if (member === undefined) return
  const own = new Set([formatId('mb', member.id), ...(member.knownAs ?? [])])
  const errors = intents.flatMap(({ intent, path }): InputError[] => {
    const { actor } = intent
    if (isAccess(intent)) return [{ path: `${path}/action`, message: 'is not for members to write' }]
    if (actor.type === 'client' || (actor.type === 'staff' && own.has(actor.id ?? ''))) return []
    return [{ path: `${path}/actor`, message: 'must be yourself, or a client' }]
  })
  if (errors.length > 0)
    throw new LogError('entry_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, {
      errors: errors.slice(0, 100),
    })
}
