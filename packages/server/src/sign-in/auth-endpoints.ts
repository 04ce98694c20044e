/** Endpoints of our own inside better-auth, for our code only: they have no URL. */
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'

/** Opens a session for a user whom our own code has recognised. */
const openSession = createAuthEndpoint.serverOnly(
  {
    method: 'POST',
    body: z.object({ userId: z.string(), method: z.string(), secondFactor: z.boolean() }),
  },
  async ctx => {
    const { userId, method, secondFactor } = ctx.body
    const user = await ctx.context.internalAdapter.findUserById(userId)
    if (user === null)
      throw new APIError('NOT_FOUND', { message: 'The user of this sign-in does not exist.' })
    const session = await ctx.context.internalAdapter.createSession(userId, false, {
      method,
      userAgent: ctx.headers?.get('user-agent') ?? '',
      ...(secondFactor && { secondFactorAt: new Date() }),
    })
    await setSessionCookie(ctx, { session, user })
    return ctx.json({ token: session.token })
  },
)

/** Whose second factor is asked for, by the cookie that better-auth gave after the password. */
const challengedUser = createAuthEndpoint.serverOnly({ method: 'GET' }, async ctx => {
  const { name } = ctx.context.createAuthCookie('two_factor')
  const challenge = await ctx.getSignedCookie(name, ctx.context.secret)
  if (!challenge) return ctx.json({ userId: null })
  const found = await ctx.context.internalAdapter.findVerificationValue(challenge)
  const open = found !== null && found.expiresAt > new Date()
  return ctx.json({ userId: open ? found.value : null })
})

/** Whose password a reset link changes. */
const userOfReset = createAuthEndpoint.serverOnly(
  { method: 'POST', body: z.object({ token: z.string() }) },
  async ctx => {
    const found = await ctx.context.internalAdapter.findVerificationValue(`reset-password:${ctx.body.token}`)
    const open = found !== null && found.expiresAt > new Date()
    return ctx.json({ userId: open ? found.value : null })
  },
)

export const authEndpoints = { openSession, challengedUser, userOfReset }
