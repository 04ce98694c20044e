import { LogError } from '@daybook/protocol'
import type { SignInParts } from './parts.ts'
import { type AccountAct, recordAccess } from './record-access.ts'
import type { Visit } from './visit.ts'

/**
 * Tells the logs of a session that has just begun, or of what it has just done. Where one of them cannot take it, the
 * session is ended: nobody is signed in of whom the record says nothing.
 * @param token the session's
 */
export async function recordOrEnd(
  parts: SignInParts,
  token: string,
  userId: string,
  acts: readonly AccountAct[],
  visit: Visit,
): Promise<void> {
  const { daybook, sessions } = parts
  try {
    const members = await parts.membershipsOf(userId)
    for (const act of acts) await recordAccess(daybook, members, act, visit.caller)
    if (acts.some(act => act.action === 'account.signed_in'))
      await daybook.owners.noteSignIn(userId, daybook.now())
  } catch (error) {
    await sessions.revoke(token)
    throw error
  }
}

/** The session's token in the cookies that better-auth sets. */
export function tokenIn(cookies: readonly string[]): string {
  for (const cookie of cookies) {
    const signed = /session_token=([^;]+)/.exec(cookie)?.[1]
    const token = signed === undefined ? undefined : decodeURIComponent(signed).split('.')[0]
    if (token) return token
  }
  throw new LogError('internal', 'better-auth opened a session without its cookie')
}
