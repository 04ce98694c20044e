/** better-auth, set up for the staff of Daybook: sessions in PostgreSQL, nothing of them trusted from the cookie alone. */
import { betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import type { Pool } from 'pg'
import { z } from 'zod'

export interface AuthOptions {
  /** Connections as the role `daybook_auth`, whose search path is its schema. */
  readonly pool: Pool
  /** Signs the cookies; at least 32 random bytes as text. */
  readonly secret: string
  /** Origin under which people reach this server. */
  readonly baseUrl: string
}

const DAY = 24 * 60 * 60
export const COOKIE_PREFIX = 'daybook'

/** Its `handler` is not for mounting: it has endpoints that are closed. Its `api` is called instead. */
export function createAuth({ pool, secret, baseUrl }: AuthOptions) {
  return betterAuth({
    database: pool,
    // As a list, because better-auth otherwise lets a variable of the environment win.
    secrets: [{ version: 1, value: secret }],
    baseURL: baseUrl,
    telemetry: { enabled: false },
    // What it throws is reported by the server's own log.
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: false },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      // A forwarding header can be sent by anybody; the address comes from the connection.
      ipAddress: { disableIpTracking: true },
    },
    session: {
      modelName: 'sessions',
      expiresIn: 30 * DAY,
      updateAge: DAY,
      cookieCache: { enabled: false },
      fields: {
        userId: 'user_id',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        expiresAt: 'expires_at',
        ...WRITTEN,
      },
    },
    user: { modelName: 'users', fields: { emailVerified: 'email_verified', ...WRITTEN } },
    account: {
      modelName: 'accounts',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...WRITTEN,
      },
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...WRITTEN } },
    plugins: [{ id: 'daybook', endpoints: { openSession } }],
  })
}

export type Auth = ReturnType<typeof createAuth>

const WRITTEN = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

/** Opens a session for a user whom our own code has recognised. It has no URL. */
const openSession = createAuthEndpoint.serverOnly(
  {
    method: 'POST',
    body: z.object({ userId: z.string(), ipAddress: z.string(), userAgent: z.string() }),
  },
  async ctx => {
    const { userId, ipAddress, userAgent } = ctx.body
    const user = await ctx.context.internalAdapter.findUserById(userId)
    if (user === null)
      throw new APIError('NOT_FOUND', { message: 'The user of this sign-in does not exist.' })
    const session = await ctx.context.internalAdapter.createSession(userId, false, { ipAddress, userAgent })
    await setSessionCookie(ctx, { session, user })
    return ctx.json({ token: session.token })
  },
)
