/** Calls of better-auth: what they are told of a request, and what their refusals mean to ours. */
import { LogError } from '@daybook/protocol'
import { isAPIError } from 'better-auth/api'
import { ADDRESS_HEADER } from './mark-session.ts'
import type { Visit } from './visit.ts'

export interface Answered<T> {
  readonly response: T
  readonly cookies: readonly string[]
}

/** All that better-auth needs of a request; nothing else of it can then have an effect. */
export function authHeaders({ cookie, caller }: Visit, omitCookie?: RegExp): Headers {
  const kept =
    omitCookie === undefined
      ? cookie
      : cookie
          .split(/; */)
          .filter(pair => !omitCookie.test(pair))
          .join('; ')
  return new Headers({
    cookie: kept,
    ...(caller.userAgent && { 'user-agent': latin1(caller.userAgent) }),
    ...(caller.ip && { [ADDRESS_HEADER]: caller.ip }),
  })
}

// What came as a header is bytes; a header made by us must not be refused for it.
const latin1 = (text: string): string => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?')

/** Waits for a call that was made with `returnHeaders`. Throws `LogError` where better-auth refuses. */
export async function askAuth<T>(call: Promise<{ headers: Headers; response: T }>): Promise<Answered<T>> {
  const { headers, response } = await explained(call)
  return { response, cookies: headers.getSetCookie() }
}

/** A call whose refusals are told in our words. */
export async function explained<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    throw explain(error)
  }
}

const SAME = 'The e-mail or the password is wrong.'

/** The refusals that somebody can do something about, by better-auth's code. */
const MEANINGS: Readonly<Record<string, () => LogError>> = {
  INVALID_EMAIL: () => new LogError('sign_in_failed', SAME),
  INVALID_EMAIL_OR_PASSWORD: () => new LogError('sign_in_failed', SAME),
  INVALID_CODE: () => new LogError('sign_in_failed', 'This code is wrong, or its time is over.'),
  INVALID_BACKUP_CODE: () => new LogError('sign_in_failed', 'This backup code is wrong, or was used before.'),
  TOTP_NOT_ENABLED: () => new LogError('sign_in_failed', 'There is no second factor to verify.'),
  BACKUP_CODES_NOT_ENABLED: () => new LogError('sign_in_failed', 'There are no backup codes.'),
  INVALID_TWO_FACTOR_COOKIE: () =>
    new LogError('unauthenticated', 'The time for the code is over: begin with the password again.'),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: () =>
    new LogError('unauthenticated', 'Too many wrong codes: begin with the password again.'),
  ACCOUNT_TEMPORARILY_LOCKED: () =>
    new LogError('rate_limited', 'Too many wrong codes. Try again in 15 minutes.', { retryAfter: 900 }),
  INVALID_PASSWORD: () => wrongPassword(),
  PASSWORD_TOO_LONG: () => wrongPassword(),
  CREDENTIAL_ACCOUNT_NOT_FOUND: () => wrongPassword(),
  TOTP_ALREADY_ENABLED: () =>
    new LogError('state_conflict', 'Two-factor sign-in is on already. Turn it off first to set it up anew.'),
  TWO_FACTOR_NOT_ENABLED: () => new LogError('not_found', 'Two-factor sign-in is not on.'),
  INVALID_TOKEN: () => new LogError('link_ended', 'This link no longer works.'),
  PROVIDER_NOT_FOUND: () =>
    new LogError('provider_unavailable', 'The provider does not answer. Try again in a moment.', {
      retryAfter: 10,
    }),
  UNAUTHORIZED: () => new LogError('unauthenticated', 'Sign in first.'),
}

const wrongPassword = (): LogError => {
  const errors = [{ path: '/password', message: 'is not your password' }]
  return new LogError('query_invalid', 'This is not your password.', { errors })
}

function explain(error: unknown): unknown {
  if (!isAPIError(error)) return error
  const code = (error.body as { code?: string } | undefined)?.code
  const meaning = code === undefined ? undefined : MEANINGS[code]
  if (meaning !== undefined) return meaning()
  // Somebody else used the same backup code at the same moment.
  if (error.status === 'CONFLICT') return MEANINGS.INVALID_BACKUP_CODE!()
  // better-auth wraps what the database said; our callers tell a lost connection by the error itself.
  return error.cause ?? error
}
