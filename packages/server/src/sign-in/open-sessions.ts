import { isAPIError } from 'better-auth/api'
import { COOKIE_PREFIX, type Auth } from './create-auth.ts'

/** The sessions behind requests; each question is asked of the database, so that an ended one is ended at once. */
export interface Sessions {
  /** True where the request brings a session's cookie, good or not. */
  mayHave(request: Request): boolean
  /** The user of the request's session; undefined where there is none, or it has ended. */
  userOf(request: Request): Promise<string | undefined>
  /** Ends the request's session. The answer takes the cookie away. */
  end(request: Request): Promise<{ userId: string | undefined; response: Response }>
  /** The session as JSON, or null; prolongs it and its cookie once a day. Without the session's token. */
  show(request: Request): Promise<Response>
}

export function openSessions(auth: Auth): Sessions {
  const mayHave = (request: Request): boolean =>
    request.headers.get('cookie')?.includes(`${COOKIE_PREFIX}.session_token=`) === true

  return {
    mayHave,

    async userOf(request) {
      if (!mayHave(request)) return undefined
      const found = await asked(
        auth.api.getSession({ headers: cookiesOf(request), query: { disableRefresh: true } }),
      )
      return found?.user.id
    },

    async end(request) {
      const headers = cookiesOf(request)
      const found = mayHave(request)
        ? await asked(auth.api.getSession({ headers, query: { disableRefresh: true } }))
        : null
      // better-auth's sign-out answers "success" also where the database refused: so first ourselves.
      if (found !== null) {
        await (await auth.$context).internalAdapter.deleteSession(found.session.token)
      }
      const response = await auth.api.signOut({ headers, asResponse: true })
      response.headers.set('cache-control', 'no-store')
      return { userId: found?.user.id, response }
    },

    async show(request) {
      const { headers, response: found } = await asked(
        auth.api.getSession({ headers: cookiesOf(request), returnHeaders: true }),
      )
      const shown = new Headers({ 'cache-control': 'no-store' })
      for (const cookie of headers.getSetCookie()) shown.append('set-cookie', cookie)
      if (found === null) return Response.json(null, { headers: shown })
      const { session, user } = found
      return Response.json(
        {
          session: { id: session.id, createdAt: session.createdAt, expiresAt: session.expiresAt },
          user: { id: user.id, name: user.name, email: user.email },
        },
        { headers: shown },
      )
    },
  }
}

/** All that better-auth needs of a request; nothing else of it can then have an effect. */
const cookiesOf = (request: Request): Headers => new Headers({ cookie: request.headers.get('cookie') ?? '' })

/** better-auth wraps what the database said; our callers tell a lost connection by the error itself. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw isAPIError(error) && error.cause !== undefined ? error.cause : error
  }
}
