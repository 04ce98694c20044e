/**
 * What a new session is marked with, by the call of better-auth that opens it: where it comes from, how it began, and
 * whether a second factor was given.
 */

/** Our own header between us and better-auth: the connection's address. None of a request's headers reach it. */
export const ADDRESS_HEADER = 'x-daybook-address'

interface Context {
  readonly path?: string
  readonly headers?: Headers | undefined
  readonly context?: { readonly session?: { readonly session: Record<string, unknown> } | null }
}

const METHODS: Readonly<Record<string, string>> = {
  '/sign-in/email': 'password',
  '/two-factor/verify-totp': 'password and code',
  '/two-factor/verify-backup-code': 'password and backup code',
}
const SECOND_FACTOR = /^\/two-factor\/verify-/

/** better-auth's hook before a session is stored. */
export async function markSession(
  session: Record<string, unknown>,
  given: unknown,
): Promise<{ data: Record<string, unknown> }> {
  const context = given as Context | null
  // A session that takes another's place, when the password or the second factor changes, goes on as that one.
  const before = context?.context?.session?.session
  const marks: Record<string, unknown> = {
    method: before?.method ?? session.method ?? METHODS[context?.path ?? ''],
    secondFactorAt: before?.secondFactorAt ?? session.secondFactorAt,
    lastUsedAt: new Date(),
  }
  if (context?.path !== undefined && SECOND_FACTOR.test(context.path)) marks.secondFactorAt = new Date()
  const address = context?.headers?.get(ADDRESS_HEADER)
  if (address) marks.ipAddress = address
  return { data: marks }
}
