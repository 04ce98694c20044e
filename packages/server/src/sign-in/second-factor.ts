/** The second factor: at the sign-in, to switch it on, and asked for again before something grave. */
import { LogError } from '@daybook/protocol'
import { type Answered, askAuth, authHeaders } from './ask-auth.ts'
import { recordOrEnd, tokenIn } from './begin-session.ts'
import { isHalfOpen, type OpenSession } from './open-sessions.ts'
import type { SignInParts } from './parts.ts'
import { type AccountAct, recordAccess } from './record-access.ts'
import type { Reply, Visit } from './visit.ts'

export type FactorKind = 'totp' | 'backup'

/** Whose code this is: somebody between password and session, or the user of a session. */
type Asked =
  | { readonly stage: 'sign-in'; readonly userId: string }
  | { readonly stage: 'session'; readonly userId: string; readonly session: OpenSession }

const SESSION_COOKIE = /session_token=/
const CHALLENGE_COOKIE = /two_factor=/

/**
 * Takes a code: ends a sign-in, switches two-factor sign-in on, or renews the factor of a session.
 * @throws LogError `sign_in_failed`, `rate_limited`, `unauthenticated` where nothing was asked for
 */
export async function verifyFactor(
  parts: SignInParts,
  visit: Visit,
  kind: FactorKind,
  given: string,
): Promise<Reply> {
  const code = given.replaceAll(/\s/g, '')
  const asked = await whoIsAsked(parts, visit)
  const wasRight = await parts.limits.confirm('code', asked.userId)
  try {
    const answered = await verify(parts, visit, kind, code, asked)
    await wasRight()
    return await follow(parts, visit, kind, asked, answered)
  } catch (error) {
    if (error instanceof LogError && error.code === 'sign_in_failed')
      await recordWrong(parts, visit, kind, asked)
    throw error
  }
}

async function whoIsAsked({ auth, sessions }: SignInParts, visit: Visit): Promise<Asked> {
  // A password that leads to a challenge takes the session's cookie away: where there is a session, it is meant.
  const session = await sessions.begunBy(visit)
  if (session !== undefined) return { stage: 'session', userId: session.userId, session }
  const { userId } = await auth.api.challengedUser({ headers: authHeaders(visit) })
  if (userId !== null) return { stage: 'sign-in', userId }
  throw new LogError('unauthenticated', 'The time for the code is over: begin with the password again.')
}

async function verify(
  { auth, limits, sessions }: SignInParts,
  visit: Visit,
  kind: FactorKind,
  code: string,
  asked: Asked,
): Promise<Answered<{ token?: string | undefined }>> {
  // better-auth is shown the one that is meant.
  const headers = authHeaders(visit, asked.stage === 'sign-in' ? SESSION_COOKIE : CHALLENGE_COOKIE)
  const call = { body: { code }, headers, returnHeaders: true } as const
  const answered: Answered<{ token?: string | undefined }> = await askAuth(
    kind === 'totp' ? auth.api.verifyTOTP(call) : auth.api.verifyBackupCode(call),
  )
  // Afterwards, so that only right codes are kept; better-auth itself would take one again for a minute.
  if (kind === 'totp' && !(await limits.useCode(asked.userId, code))) {
    if (asked.stage === 'sign-in') await sessions.revoke(tokenIn(answered.cookies))
    throw new LogError('sign_in_failed', 'This code was used before. Wait for the next one.')
  }
  return answered
}

/** What a right code leads to. */
async function follow(
  parts: SignInParts,
  visit: Visit,
  kind: FactorKind,
  asked: Asked,
  { cookies }: Answered<unknown>,
): Promise<Reply> {
  const acts: AccountAct[] = kind === 'backup' ? [await backupCodeUsed(parts, asked.userId)] : []
  const by = kind === 'totp' ? 'code' : 'backup code'
  let token: string
  if (asked.stage === 'sign-in') {
    token = tokenIn(cookies)
    acts.push({ action: 'account.signed_in', data: { method: `password and ${by}` } })
  } else if (!asked.session.twoFactor) {
    token = tokenIn(cookies)
    acts.push({ action: 'account.two_factor_enabled' })
  } else {
    ;({ token } = asked.session)
    const { internalAdapter } = await parts.auth.$context
    await internalAdapter.updateSession(token, { secondFactorAt: new Date() })
    if (isHalfOpen(asked.session))
      acts.push({ action: 'account.signed_in', data: { method: `${asked.session.method} and ${by}` } })
  }
  await recordOrEnd(parts, token, asked.userId, acts, visit)
  return { body: {}, cookies }
}

async function backupCodeUsed({ auth }: SignInParts, userId: string): Promise<AccountAct> {
  const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId } })
  return { action: 'account.backup_code_used', data: { left: backupCodes.length } }
}

async function recordWrong(parts: SignInParts, visit: Visit, kind: FactorKind, asked: Asked): Promise<void> {
  // A first code that does not fit is no attempt to get in.
  if (asked.stage === 'session' && !asked.session.twoFactor) return
  const reason = kind === 'totp' ? 'wrong code' : 'wrong backup code'
  await recordAccess(
    parts.daybook,
    await parts.membershipsOf(asked.userId),
    { action: 'account.sign_in_failed', outcome: 'failure', reason, data: { method: 'second factor' } },
    visit.caller,
  )
}
