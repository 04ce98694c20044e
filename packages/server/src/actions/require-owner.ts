import { LogError } from '@daybook/protocol'
import type { Principal } from '../entry/workspace.ts'
import { requireScope } from './require-scope.ts'

/** For what only an owner may do, signed in: no API key can. */
export function requireOwner(principal: Principal): void {
  requireScope(principal, 'admin')
  const { kind, member } = principal
  if (kind === 'key' || (member !== undefined && member.role !== 'owner'))
    throw new LogError('scope_missing', 'Only an owner who is signed in can do this: an API key cannot.')
}
