/** Who may export what, and whose files are whose. */
import type { Principal } from '../entry/workspace.ts'
import { can, requireRight } from './can.ts'

/** Throws `scope_missing` where this reader may not export, or not the addresses too. */
export function requireExport(principal: Principal, wanted: { readonly ips?: boolean } = {}): void {
  requireRight(principal, 'export')
  if (wanted.ips === true) requireRight(principal, 'access')
}

/** Who asked for an export, as its row says it. */
export const ownerOf = ({ kind, actor }: Principal): string =>
  kind === 'daybook' ? 'system' : (actor.id ?? 'system')

/** Whether a file may be had: by whoever asked for it, and by those who see everything anyway. */
export const mayFetch = (principal: Principal, owner: string): boolean =>
  owner === ownerOf(principal) || can(principal, 'settings')
