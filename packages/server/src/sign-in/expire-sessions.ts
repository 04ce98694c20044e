/** Sessions whose time is over: their end is an entry, when they are next used or at the latest when they are swept. */
import { endedSessions } from '../store/ended-sessions.ts'
import { Tries } from '../store/tries.ts'
import type { ExpiredSession } from './create-auth.ts'
import type { SignInParts } from './parts.ts'
import { recordAccess } from './record-access.ts'

const AT_ONCE = 200

/** Deletes sessions whose time is over, telling of each, and forgets tries that no longer count. */
export async function sweepSessions({ daybook, sessions }: SignInParts): Promise<void> {
  const { auth } = daybook.pools
  for (;;) {
    const tokens = await endedSessions(auth, AT_ONCE)
    // better-auth's hook before a deletion calls `recordExpired`; an entry that fails keeps the session for the next time.
    await sessions.revoke(...tokens)
    if (tokens.length < AT_ONCE) break
  }
  await new Tries(auth).sweep(daybook.now())
}

/** Tells the logs of a session that has run out. */
export async function recordExpired(
  { daybook, membershipsOf }: Pick<SignInParts, 'daybook' | 'membershipsOf'>,
  session: ExpiredSession,
): Promise<void> {
  const { ipAddress, userAgent } = session
  await recordAccess(
    daybook,
    await membershipsOf(session.userId),
    {
      action: 'account.session_expired',
      by: 'system',
      occurredAt: session.expiresAt.toISOString(),
      // Two servers may find it at once.
      key: `session-expired:${session.id}`,
    },
    { ip: ipAddress || undefined, userAgent: userAgent || undefined },
  )
}
