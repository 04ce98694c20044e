import { LogError } from '@daybook/protocol'
import { askAuth, authHeaders } from './ask-auth.ts'
import { recordOrEnd } from './begin-session.ts'
import { keepPace } from './pace.ts'
import type { SignInParts } from './parts.ts'
import { recordAccess } from './record-access.ts'
import type { Reply, Visit } from './visit.ts'

/**
 * Signs somebody in, or asks for their second factor (`twoFactorRedirect`, a challenge in a cookie). A wrong password
 * and an address that nobody has are refused with the same words in the same time; only the former is an entry.
 * @throws LogError `sign_in_failed`, `rate_limited`
 */
export async function signInByPassword(
  parts: SignInParts,
  visit: Visit,
  input: { readonly email: string; readonly password: string },
): Promise<Reply> {
  const { daybook, auth, limits } = parts
  const started = daybook.now()
  const email = input.email.trim().toLowerCase()
  const wasRight = await limits.signIn(email, visit.caller)
  try {
    const { response, cookies } = await askAuth(
      auth.api.signInEmail({
        body: { email, password: input.password },
        headers: authHeaders(visit),
        returnHeaders: true,
      }),
    )
    await wasRight()
    if ('twoFactorRedirect' in response) return { body: { twoFactorRedirect: true }, cookies }
    const act = { action: 'account.signed_in', data: { method: 'password' } } as const
    await recordOrEnd(parts, response.token, response.user.id, [act], visit)
    return { body: {}, cookies }
  } catch (error) {
    const refused = asRefusal(error)
    if (refused === undefined) throw error
    await recordFailure(parts, visit, email)
    await keepPace(started, () => daybook.now())
    throw refused
  }
}

/** A password that is too long is a wrong one. */
function asRefusal(error: unknown): LogError | undefined {
  if (!(error instanceof LogError) || !['sign_in_failed', 'query_invalid'].includes(error.code))
    return undefined
  return new LogError('sign_in_failed', 'The e-mail or the password is wrong.')
}

async function recordFailure(
  { daybook, users, ...parts }: SignInParts,
  visit: Visit,
  email: string,
): Promise<void> {
  const user = await users.byEmail(email)
  if (user === undefined) return
  await recordAccess(
    daybook,
    await parts.membershipsOf(user.id),
    {
      action: 'account.sign_in_failed',
      outcome: 'failure',
      reason: 'wrong password',
      data: { method: 'password' },
    },
    visit.caller,
  )
}
