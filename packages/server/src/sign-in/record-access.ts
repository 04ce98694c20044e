import type { Daybook } from '../daybook.ts'
import { SCOPES, type Principal } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { recordOwn } from '../actions/record-own.ts'
import type { Member } from '../store/members.ts'

/** Where a request came from, as the connection and the browser tell it. */
export interface Caller {
  /** Of the connection; forwarding headers only where a trusted proxy wrote them. */
  readonly ip?: string | undefined
  readonly userAgent?: string | undefined
}

/** Logs are written side by side, this many at once. */
const TOGETHER = 8

/** Tells the log of every workspace of a member that they signed in or out. */
export async function recordAccess(
  daybook: Daybook,
  members: readonly Member[],
  action: 'account.signed_in' | 'account.signed_out',
  caller: Caller,
): Promise<void> {
  const { ip, userAgent } = caller
  const context = { ...(ip && { ip }), ...(userAgent && { userAgent }) }
  const data = action === 'account.signed_in' ? { method: 'one-time link' } : undefined
  const open = new Set(await daybook.workspaces.ids())
  const own = members.filter(member => open.has(member.workspaceId))
  for (let at = 0; at < own.length; at += TOGETHER) {
    const group = own.slice(at, at + TOGETHER).map(async member => {
      const workspace = await daybook.workspaces.get(member.workspaceId)
      await recordOwn(daybook, principalOf(member), workspace, { action, context, data }, async () => {})
    })
    await Promise.all(group)
  }
}

/** What a member may do in their workspace. */
export const principalOf = (member: Member): Principal => ({
  workspaceId: member.workspaceId,
  kind: 'member',
  actor: { type: 'staff', id: formatId('mb', member.id), name: member.name },
  scopes: SCOPES,
})
