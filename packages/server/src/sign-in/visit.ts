import type { Caller } from '../entry/caller.ts'

/** A request as the acts of signing in see it. */
export interface Visit {
  readonly caller: Caller
  /** The header `Cookie`, empty where there is none. */
  readonly cookie: string
}

/** What an act answers: JSON, and cookies to set (whole `Set-Cookie` lines). */
export interface Reply {
  readonly body: unknown
  readonly cookies: readonly string[]
}

export const visitOf = (request: Request, ip: string | undefined): Visit => ({
  // The limit of an entry's `context.userAgent`.
  caller: { ip, userAgent: request.headers.get('user-agent')?.slice(0, 2000) },
  cookie: request.headers.get('cookie') ?? '',
})
