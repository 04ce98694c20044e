/** What clients do without a member's account: book, follow their links, come to their portal. */
import type { Daybook } from '../daybook.ts'
import { sweepLinks } from '../store/online/client-links.ts'
import { sweepLetters } from '../store/online/letters.ts'
import { inWorkspace } from '../store/transaction.ts'
import { Tries } from '../store/tries.ts'
import { deliverLetters } from './deliver-letters.ts'
import { expireRequests } from './expire-requests.ts'
import { createOnlineLimits } from './online-limits.ts'
import type { OnlineParts, SendMail } from './parts.ts'
import { sweepClientSessions } from './portal-sessions.ts'

export interface OnlineOptions {
  /** Origin under which people reach this server. */
  readonly baseUrl: string
  /** Without it letters are handed over by the staff. */
  readonly send?: SendMail | undefined
  /** Told of what went wrong where nobody waits for it. */
  readonly report?: (error: unknown) => void
}

export interface Online {
  readonly parts: OnlineParts
  /** What the clock does in a workspace: letters, sessions that are over, times that were not confirmed. */
  sweep(workspaceId: number): Promise<void>
  /** Resolves when no letter is under way. */
  settled(): Promise<void>
}

/** How long it is still known of a link that it was used or has run out, in ms. */
const REMEMBERED = 30 * 24 * 3_600_000

export function createOnline(daybook: Daybook, options: OnlineOptions): Online {
  const { baseUrl, send, report = () => {} } = options
  const underWay = new Set<Promise<void>>()
  const { session } = daybook.folder.server
  const parts: OnlineParts = {
    daybook,
    baseUrl,
    limits: createOnlineLimits(new Tries(daybook.pools.auth), session, () => daybook.now()),
    send,
    report,
    delivering(work) {
      const done = work.finally(() => underWay.delete(done))
      underWay.add(done)
    },
  }
  return {
    parts,
    async sweep(workspaceId) {
      const workspace = await daybook.workspaces.get(workspaceId)
      await deliverLetters(parts, workspaceId)
      await sweepClientSessions(parts, workspace)
      await expireRequests(parts, workspace)
      const now = daybook.now()
      await inWorkspace(daybook.pools.app, workspaceId, async run => {
        await sweepLetters(run, workspaceId, now)
        await sweepLinks(run, workspaceId, now - REMEMBERED)
      })
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
