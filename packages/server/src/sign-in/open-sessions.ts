import type { Auth } from './create-auth.ts'
import { COOKIE_PREFIX } from './create-auth.ts'
import { authHeaders, explained } from './ask-auth.ts'
import type { Reply, Visit } from './visit.ts'

/** A session that has not ended. */
export interface OpenSession {
  readonly id: string
  readonly token: string
  readonly userId: string
  readonly name: string
  readonly email: string
  /** The user has a second factor. */
  readonly twoFactor: boolean
  /** UTC ms when this session last gave it. */
  readonly secondFactorAt: number | undefined
  /** How it began. */
  readonly method: string
  /** UTC ms. */
  readonly createdAt: number
  readonly expiresAt: number
}

/** The sessions behind requests; each question is asked of the database, so that an ended one is ended at once. */
export interface Sessions {
  /** True where a header `Cookie` brings a session, good or not. */
  mayBeIn(cookie: string): boolean
  /** The session of a visit that may do everything: one whose user has a second factor has given it. */
  of(visit: Visit): Promise<OpenSession | undefined>
  /** The same, also where the second factor is still to be given. */
  begunBy(visit: Visit): Promise<OpenSession | undefined>
  /** Ends the visit's session. The cookies take it away from the browser. */
  end(visit: Visit): Promise<{ ended: OpenSession | undefined; reply: Reply }>
  /** Prolongs the session and its cookie once a day. */
  show(visit: Visit): Promise<Reply>
  /** Ends sessions at once. */
  revoke(...tokens: readonly string[]): Promise<void>
}

/** A session's last use is noted once in this time, in ms. */
const NOTED_EVERY = 60_000

export function openSessions(auth: Auth): Sessions {
  const mayBeIn = (cookie: string): boolean => cookie.includes(`${COOKIE_PREFIX}.session_token=`)

  async function begunBy(visit: Visit): Promise<OpenSession | undefined> {
    if (!mayBeIn(visit.cookie)) return undefined
    const found = await explained(
      auth.api.getSession({ headers: authHeaders(visit), query: { disableRefresh: true } }),
    )
    if (found === null) return undefined
    const { session, user } = found
    const lastUsedAt = session.lastUsedAt?.getTime() ?? 0
    if (Date.now() - lastUsedAt > NOTED_EVERY) {
      const { internalAdapter } = await auth.$context
      await internalAdapter.updateSession(session.token, { lastUsedAt: new Date() })
    }
    return {
      id: session.id,
      token: session.token,
      userId: user.id,
      name: user.name,
      email: user.email,
      twoFactor: user.twoFactorEnabled === true,
      secondFactorAt: session.secondFactorAt?.getTime(),
      method: session.method ?? 'password',
      createdAt: session.createdAt.getTime(),
      expiresAt: session.expiresAt.getTime(),
    }
  }

  async function revoke(...tokens: readonly string[]): Promise<void> {
    const { internalAdapter } = await auth.$context
    for (const token of tokens) await internalAdapter.deleteSession(token)
  }

  return {
    mayBeIn,
    begunBy,
    revoke,

    async of(visit) {
      const session = await begunBy(visit)
      return session === undefined || isHalfOpen(session) ? undefined : session
    },

    async end(visit) {
      const ended = await begunBy(visit)
      // better-auth's sign-out answers "success" also where the database refused: so first ourselves.
      if (ended !== undefined) await revoke(ended.token)
      const response = await auth.api.signOut({ headers: authHeaders(visit), asResponse: true })
      return { ended, reply: { body: { success: true }, cookies: response.headers.getSetCookie() } }
    },

    show: visit => showSession(auth, visit),
  }
}

async function showSession(auth: Auth, visit: Visit): Promise<Reply> {
  const { headers, response: found } = await explained(
    auth.api.getSession({ headers: authHeaders(visit), returnHeaders: true }),
  )
  const cookies = headers.getSetCookie()
  if (found === null) return { body: null, cookies }
  const { session, user } = found
  if (user.twoFactorEnabled === true && !session.secondFactorAt)
    return { body: { secondFactorNeeded: true }, cookies }
  const body = {
    session: { id: session.id, createdAt: session.createdAt, expiresAt: session.expiresAt },
    user: { id: user.id, name: user.name, email: user.email, twoFactorEnabled: user.twoFactorEnabled },
  }
  return { body, cookies }
}

/** A session whose user has a second factor that it has not given: it opens nothing but the question for it. */
export const isHalfOpen = (session: OpenSession): boolean =>
  session.twoFactor && session.secondFactorAt === undefined
