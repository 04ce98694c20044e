import { LogError } from '@daybook/protocol'
import type { Principal, Scope } from '../entry/workspace.ts'

/** The first line of every action. `admin` includes the others. */
export function requireScope(principal: Principal, scope: Scope): void {
  if (principal.scopes.includes(scope) || principal.scopes.includes('admin')) return
  throw new LogError('scope_missing', `This needs the scope "${scope}", which the key does not have.`)
}
