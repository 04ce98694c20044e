import type { Daybook } from '../daybook.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import type { Principal } from '../entry/workspace.ts'
import type { Right } from '../policy/rights.ts'
import { recordOwn } from './record-own.ts'

/** Milliseconds in which one member's refusals for want of one right are one entry: who goes on trying fills no log. */
const QUIET = 10 * 60_000
const MOST_REMEMBERED = 10_000

export interface Denial {
  readonly right: Right
  /** `POST /v1/exports`, as described: an address may name a client. */
  readonly route: string
  readonly requestId: string
}

/** Writes down that a member was refused something; of keys it is not told, whose owners made them so. */
export type RecordDenied = (principal: Principal, denial: Denial, caller: Caller) => Promise<void>

export function recordDenied(daybook: Daybook): RecordDenied {
  const quietUntil = new Map<string, number>()
  return async (principal, { right, route, requestId }, caller) => {
    if (principal.member === undefined) return
    const name = `${principal.workspaceId} ${principal.member.id} ${right}`
    const now = daybook.now()
    if ((quietUntil.get(name) ?? 0) > now) return
    if (quietUntil.size >= MOST_REMEMBERED) quietUntil.clear()
    quietUntil.set(name, now + QUIET)
    const workspace = await daybook.workspaces.get(principal.workspaceId)
    await recordOwn(
      daybook,
      principal,
      workspace,
      {
        action: 'access.denied',
        outcome: 'denied',
        data: { right, route },
        context: { ...contextOf(caller), requestId },
      },
      async () => {},
    )
  }
}
