/** Changing a password, and setting a new one by a link. */
import { LogError } from '@daybook/protocol'
import { randomBytes } from '../random.ts'
import { askAuth, authHeaders, explained } from './ask-auth.ts'
import { recordOrEnd, tokenIn } from './begin-session.ts'
import { keepPace } from './pace.ts'
import type { SignInParts } from './parts.ts'
import { checkNewPassword } from './password-rules.ts'
import { recordAccess } from './record-access.ts'
import type { Reply, Visit } from './visit.ts'

/** How long a link that an admin hands over can be used, and one that was mailed, in ms. */
const HANDED_OVER = 24 * 60 * 60 * 1000
const MAILED = 60 * 60 * 1000

/** Changes the caller's password and ends their other sessions. */
export async function changePassword(
  parts: SignInParts,
  visit: Visit,
  input: { readonly currentPassword: string; readonly newPassword: string },
): Promise<Reply> {
  const { auth, sessions, limits } = parts
  const session = await sessions.of(visit)
  if (session === undefined) throw new LogError('unauthenticated', 'Sign in first.')
  checkNewPassword(input.newPassword, '/newPassword', [session.email, session.name])
  const wasRight = await limits.confirm('password', session.userId)
  const { cookies } = await askAuth(
    auth.api.changePassword({
      body: { ...input, revokeOtherSessions: true },
      headers: authHeaders(visit),
      returnHeaders: true,
    }),
  ).catch((error: unknown) => {
    throw error instanceof LogError && error.code === 'query_invalid' ? atCurrentPassword(error) : error
  })
  await wasRight()
  await recordOrEnd(parts, tokenIn(cookies), session.userId, [{ action: 'account.password_changed' }], visit)
  return { body: {}, cookies }
}

const atCurrentPassword = (error: LogError): LogError =>
  new LogError('query_invalid', error.message, {
    errors: [{ path: '/currentPassword', message: 'is not your password' }],
  })

/**
 * A link by which somebody sets a new password, once. Its secret stands behind the #, which browsers do not send.
 * @param handedOver true where an admin passes it on, who may need a day for it
 */
export async function makeResetLink(
  { auth, baseUrl }: SignInParts,
  userId: string,
  handedOver: boolean,
): Promise<{ url: string; expiresAt: number }> {
  const token = randomBytes(32).toString('base64url')
  // better-auth compares it with its own clock.
  const expiresAt = Date.now() + (handedOver ? HANDED_OVER : MAILED)
  const { internalAdapter } = await auth.$context
  await internalAdapter.createVerificationValue({
    identifier: `reset-password:${token}`,
    value: userId,
    expiresAt: new Date(expiresAt),
  })
  return { url: `${baseUrl}/reset-password#${token}`, expiresAt }
}

/**
 * Mails a link where somebody has this address. The answer is the same for every address.
 * @throws LogError `rate_limited`
 */
export async function requestReset(parts: SignInParts, visit: Visit, given: string): Promise<Reply> {
  const { daybook, limits, users, send } = parts
  const started = daybook.now()
  const email = given.trim().toLowerCase()
  await limits.askLetter(email, visit.caller)
  const user = send === undefined ? undefined : await users.byEmail(email)
  const members = user === undefined ? [] : await parts.membershipsOf(user.id)
  if (send !== undefined && user !== undefined && members.length > 0) {
    await recordAccess(daybook, members, { action: 'account.password_reset_requested' }, visit.caller)
    const { url } = await makeResetLink(parts, user.id, false)
    const { locale, name } = await daybook.workspaces.get(members[0]!.workspaceId)
    // Nobody waits for it: how long the mail server takes would tell that somebody has this address.
    send({ letter: 'reset', to: user.email, locale, workspace: name, url }).catch(parts.report)
  }
  await keepPace(started, () => daybook.now())
  return { body: { mailed: send !== undefined }, cookies: [] }
}

/**
 * Sets a new password by a link. Every session of the user ends.
 * @throws LogError `link_ended`, `query_invalid`
 */
export async function resetPassword(
  parts: SignInParts,
  visit: Visit,
  input: { readonly token: string; readonly newPassword: string },
): Promise<Reply> {
  const { daybook, auth, users } = parts
  const wasRight = await parts.limits.openLink(input.token, visit.caller)
  const { userId } = await auth.api.userOfReset({ body: { token: input.token } })
  const user = userId === null ? undefined : await users.find(userId)
  if (user === undefined) throw new LogError('link_ended', 'This link no longer works. Ask for a new one.')
  await wasRight()
  checkNewPassword(input.newPassword, '/newPassword', [user.email, user.name])
  await explained(auth.api.resetPassword({ body: input }))
  const members = await parts.membershipsOf(user.id)
  await recordAccess(daybook, members, { action: 'account.password_reset' }, visit.caller)
  return { body: { email: user.email }, cookies: [] }
}
