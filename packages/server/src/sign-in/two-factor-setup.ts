/** Switching two-factor sign-in on and off, and new backup codes. */
import { LogError } from '@daybook/protocol'
import { askAuth, authHeaders } from './ask-auth.ts'
import { recordOrEnd, tokenIn } from './begin-session.ts'
import type { OpenSession } from './open-sessions.ts'
import type { SignInParts } from './parts.ts'
import type { Reply, Visit } from './visit.ts'

/** Who signs in through a provider has no password to confirm with. */
interface Confirmation {
  readonly password?: string | undefined
}

/**
 * A new secret, to be read by an authenticator (`uri` as a QR code, `secret` as text). It is active once a first code
 * has come back; until then nothing has changed. The backup codes are shown here and never again.
 */
export async function beginTwoFactor(parts: SignInParts, visit: Visit, input: Confirmation): Promise<Reply> {
  const wasRight = await confirming(parts, visit)
  const { response, cookies } = await askAuth(
    parts.auth.api.enableTwoFactor({
      body: { password: input.password ?? '', method: 'totp' },
      headers: authHeaders(visit),
      returnHeaders: true,
    }),
  )
  await wasRight.done()
  if (response.method !== 'totp') throw new LogError('internal', 'better-auth began another second factor')
  const uri = response.totpURI
  return {
    body: { uri, secret: new URL(uri).searchParams.get('secret'), backupCodes: response.backupCodes },
    cookies,
  }
}

export async function endTwoFactor(parts: SignInParts, visit: Visit, input: Confirmation): Promise<Reply> {
  const { session, done } = await confirming(parts, visit)
  const { cookies } = await askAuth(
    parts.auth.api.disableTwoFactor({
      body: { password: input.password ?? '' },
      headers: authHeaders(visit),
      returnHeaders: true,
    }),
  )
  await done()
  await recordOrEnd(
    parts,
    tokenIn(cookies),
    session.userId,
    [{ action: 'account.two_factor_disabled' }],
    visit,
  )
  return { body: {}, cookies }
}

/** Ten new codes; the old ones end. */
export async function renewBackupCodes(
  parts: SignInParts,
  visit: Visit,
  input: Confirmation,
): Promise<Reply> {
  const { session, done } = await confirming(parts, visit)
  const { response, cookies } = await askAuth(
    parts.auth.api.generateBackupCodes({
      body: { password: input.password ?? '' },
      headers: authHeaders(visit),
      returnHeaders: true,
    }),
  )
  await done()
  await recordOrEnd(parts, session.token, session.userId, [{ action: 'account.backup_codes_renewed' }], visit)
  return { body: { backupCodes: response.backupCodes }, cookies }
}

/** A session that was left open must not be a place to guess its owner's password. */
async function confirming(
  { sessions, limits }: SignInParts,
  visit: Visit,
): Promise<{ session: OpenSession; done(): Promise<void> }> {
  const session = await sessions.of(visit)
  if (session === undefined) throw new LogError('unauthenticated', 'Sign in first.')
  return { session, done: await limits.confirm('password', session.userId) }
}
