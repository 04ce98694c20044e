/**
 * better-auth, set up for the staff of Daybook: passwords, second factors and sessions in PostgreSQL, nothing of them
 * trusted from the cookie alone. Its HTTP handler is not mounted; what we open of it is called through its `api`.
 */
import { betterAuth } from 'better-auth'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import type { Pool } from 'pg'
import type { OidcConfig } from '../config.ts'
import { authEndpoints } from './auth-endpoints.ts'
import { PASSWORD_LENGTH } from './password-rules.ts'
import { markSession } from './mark-session.ts'

export interface AuthOptions {
  /** Connections as the role `daybook_auth`, whose search path is its schema. */
  readonly pool: Pool
  /** Signs the cookies and enciphers the second factors; at least 32 random bytes as text. */
  readonly secret: string
  /** Origin under which people reach this server. */
  readonly baseUrl: string
  /** Where somebody else says who people are. */
  readonly oidc?: OidcConfig | undefined
  /** Told of a session that is about to be deleted because its time is over. */
  onExpired?(session: ExpiredSession): Promise<void>
  /** True where somebody whom the provider knows may become a user, by their verified address in lower case. */
  mayRegister?(email: string): Promise<boolean>
}

export interface ExpiredSession {
  readonly id: string
  readonly userId: string
  readonly expiresAt: Date
  readonly ipAddress?: string | null | undefined
  readonly userAgent?: string | null | undefined
}

const DAY = 24 * 60 * 60
export const COOKIE_PREFIX = 'daybook'
/** The provider's id in cookies, tables and the callback's address. */
export const PROVIDER = 'oidc'

export function createAuth(options: AuthOptions) {
  const { pool, secret, baseUrl, oidc } = options
  return betterAuth({
    appName: 'Daybook',
    database: pool,
    // As a list, because better-auth otherwise lets a variable of the environment win.
    secrets: [{ version: 1, value: secret }],
    baseURL: baseUrl,
    telemetry: { enabled: false },
    // What it throws is reported by the server's own log.
    logger: { disabled: true },
    // It counts only in its own HTTP handler; ours are in limit-tries.ts.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      revokeSessionsOnPasswordReset: true,
    },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      // A forwarding header can be sent by anybody; the address comes from the connection, in mark-session.ts.
      ipAddress: { disableIpTracking: true },
    },
    ...TABLES,
    databaseHooks: hooksOf(options),
    plugins: [
      { id: 'daybook', endpoints: authEndpoints },
      twoFactor({
        issuer: 'Daybook',
        // Who signs in through a provider has no password to confirm with.
        allowPasswordless: true,
        schema: TWO_FACTOR_SCHEMA,
      }),
      ...(oidc === undefined ? [] : [genericOAuth({ config: [providerOf(oidc)] })]),
    ],
  })
}

export type Auth = ReturnType<typeof createAuth>

const hooksOf = ({ onExpired, mayRegister }: AuthOptions) => ({
  session: {
    create: { before: markSession },
    delete: {
      before: async (session: ExpiredSession & Record<string, unknown>) => {
        if (session.expiresAt.getTime() <= Date.now()) await onExpired?.(session)
      },
    },
  },
  // What the provider would let us do in somebody's name is not wanted: who they are is all.
  account: { create: { before: forgetTokens }, update: { before: forgetTokens } },
  user: {
    create: {
      // Only a provider's sign-in makes users this way; our own code makes them with `daybook: true` in their context.
      before: async (user: { email: string; emailVerified: boolean }, context: { path?: string } | null) => {
        if (context?.path !== '/callback/:id') return
        if (user.emailVerified && (await mayRegister?.(user.email.toLowerCase()))) return
        return false
      },
    },
  },
})

const forgetTokens = async () => ({
  data: { accessToken: null, refreshToken: null, idToken: null },
})

const providerOf = (oidc: OidcConfig) => ({
  providerId: PROVIDER,
  name: oidc.name,
  discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
  clientId: oidc.clientId,
  clientSecret: oidc.clientSecret,
  scopes: ['openid', 'email', 'profile'],
  pkce: true,
  requireIdTokenVerification: true,
  disableImplicitSignUp: true,
})

const WRITTEN = { createdAt: 'created_at', updatedAt: 'updated_at' } as const
const TABLES = {
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
    additionalFields: {
      method: { type: 'string', required: false, input: false },
      secondFactorAt: { type: 'date', required: false, input: false, fieldName: 'second_factor_at' },
      lastUsedAt: { type: 'date', required: false, input: false, fieldName: 'last_used_at' },
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
  verification: {
    modelName: 'verifications',
    // A link's token and a challenge's id stand there as hashes.
    storeIdentifier: 'hashed',
    fields: { expiresAt: 'expires_at', ...WRITTEN },
  },
} as const

const TWO_FACTOR_SCHEMA = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'two_factors',
    fields: {
      userId: 'user_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
} as const
