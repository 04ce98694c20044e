/** Where a member is signed in, and ending it there. */
import { LogError } from '@daybook/protocol'
import { deviceName } from '../entry/device-name.ts'
import type { OpenSession } from './open-sessions.ts'
import type { SignInParts } from './parts.ts'
import { recordAccess } from './record-access.ts'
import type { Reply, Visit } from './visit.ts'

/** What one sees of a session; its token is nobody's to see. */
interface SessionView {
  readonly id: string
  /** "Firefox on Linux"; absent where the browser told nothing. */
  readonly device?: string | undefined
  readonly ip?: string | undefined
  readonly method?: string | undefined
  readonly createdAt: string
  readonly lastUsedAt: string
  /** The session that asks. */
  readonly current: boolean
}

/** The caller's sessions, the one in use first, then those used last. */
export async function listSessions(parts: SignInParts, visit: Visit): Promise<Reply> {
  const session = await signedIn(parts, visit)
  const sessions = (await stored(parts, session.userId)).map((one): SessionView => {
    const lastUsedAt = one.lastUsedAt ?? one.createdAt
    return {
      id: one.id,
      device: one.userAgent ? deviceName(one.userAgent) : undefined,
      ip: one.ipAddress || undefined,
      method: one.method ?? undefined,
      createdAt: one.createdAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
      current: one.id === session.id,
    }
  })
  sessions.sort((a, b) => Number(b.current) - Number(a.current) || (a.lastUsedAt < b.lastUsedAt ? 1 : -1))
  return { body: { sessions }, cookies: [] }
}

/** Ends one of the caller's sessions at once. */
export async function revokeSession(parts: SignInParts, visit: Visit, id: string): Promise<Reply> {
  const session = await signedIn(parts, visit)
  const found = (await stored(parts, session.userId)).find(one => one.id === id)
  if (found === undefined) throw new LogError('not_found', 'This session has ended already.')
  await end(parts, visit, session, [found])
  return { body: {}, cookies: [] }
}

/** Ends all of the caller's sessions but this one. */
export async function revokeOtherSessions(parts: SignInParts, visit: Visit): Promise<Reply> {
  const session = await signedIn(parts, visit)
  const others = (await stored(parts, session.userId)).filter(one => one.id !== session.id)
  await end(parts, visit, session, others)
  return { body: { ended: others.length }, cookies: [] }
}

async function signedIn({ sessions }: SignInParts, visit: Visit): Promise<OpenSession> {
  const session = await sessions.of(visit)
  if (session === undefined) throw new LogError('unauthenticated', 'Sign in first.')
  return session
}

interface StoredSession {
  readonly id: string
  readonly token: string
  readonly ipAddress?: string | null | undefined
  readonly userAgent?: string | null | undefined
  readonly method?: string | null | undefined
  readonly createdAt: Date
  readonly lastUsedAt?: Date | null | undefined
}

async function stored({ auth }: SignInParts, userId: string): Promise<StoredSession[]> {
  const { internalAdapter } = await auth.$context
  return (await internalAdapter.listSessions(userId, { onlyActiveSessions: true })) as StoredSession[]
}

async function end(
  parts: SignInParts,
  visit: Visit,
  { userId }: OpenSession,
  ended: readonly StoredSession[],
): Promise<void> {
  await parts.sessions.revoke(...ended.map(one => one.token))
  const members = await parts.membershipsOf(userId)
  for (const { userAgent } of ended) {
    const device = userAgent ? deviceName(userAgent) : undefined
    const act = { action: 'account.session_revoked', ...(device && { data: { device } }) } as const
    await recordAccess(parts.daybook, members, act, visit.caller)
  }
}
