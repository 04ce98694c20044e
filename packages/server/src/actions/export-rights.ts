/** The one place that says who may export what. */
import { LogError } from '@daybook/protocol'
import type { Principal } from '../entry/workspace.ts'
import { requireScope } from './require-scope.ts'

/** Throws `scope_missing` where this reader may not export. */
export function requireExport(principal: Principal, wanted: { readonly ips?: boolean } = {}): void {
  requireScope(principal, 'read')
  if (wanted.ips === true && !mayReadIps(principal)) {
    throw new LogError(
      'scope_missing',
      'IP addresses are for those who may read the access log: export without them.',
    )
  }
}

/** Whether IP addresses are for this reader. */
export const mayReadIps = (principal: Principal): boolean =>
  principal.scopes.includes('read') || principal.scopes.includes('admin')

/** Who asked for an export, as its row says it. */
export const ownerOf = ({ kind, actor }: Principal): string =>
  kind === 'daybook' ? 'system' : (actor.id ?? 'system')

/** Whether a file may be had: by whoever asked for it, and by those who see everything anyway. */
export const mayFetch = (principal: Principal, owner: string): boolean =>
  owner === ownerOf(principal) || principal.scopes.includes('admin')
