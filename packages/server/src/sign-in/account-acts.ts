/** What somebody does at the door and with their own account. */
import { acceptInvitation, showInvitation } from './accept-invitation.ts'
import { listSessions, revokeOtherSessions, revokeSession } from './own-sessions.ts'
import { isHalfOpen } from './open-sessions.ts'
import type { SignInParts } from './parts.ts'
import { changePassword, requestReset, resetPassword } from './passwords.ts'
import { recordAccess } from './record-access.ts'
import { verifyFactor } from './second-factor.ts'
import { setUpOwner } from './set-up-owner.ts'
import { askProvider, returnFromProvider } from './sign-in-by-provider.ts'
import { signInByPassword } from './sign-in-by-password.ts'
import { beginTwoFactor, endTwoFactor, renewBackupCodes } from './two-factor-setup.ts'
import type { Reply, Visit } from './visit.ts'

type Bound<F> = F extends (parts: SignInParts, ...rest: infer R) => infer A ? (...rest: R) => A : never

const ACTS = {
  signInByPassword,
  verifyFactor,
  askProvider,
  returnFromProvider,
  signOut,
  showSession,
  waysIn,
  listSessions,
  revokeSession,
  revokeOtherSessions,
  changePassword,
  requestReset,
  resetPassword,
  beginTwoFactor,
  endTwoFactor,
  renewBackupCodes,
  showInvitation,
  acceptInvitation,
  setUpOwner,
}
export type AccountActs = { readonly [N in keyof typeof ACTS]: Bound<(typeof ACTS)[N]> }

export const accountActs = (parts: SignInParts): AccountActs =>
  Object.fromEntries(
    Object.entries(ACTS).map(([name, act]) => [
      name,
      (...rest: unknown[]) => (act as (...all: unknown[]) => unknown)(parts, ...rest),
    ]),
  ) as AccountActs

/** Ends the session of this visit. Signing out twice is no second sign-out. */
async function signOut(parts: SignInParts, visit: Visit): Promise<Reply> {
  const { ended, reply } = await parts.sessions.end(visit)
  if (ended !== undefined && !isHalfOpen(ended)) {
    const members = await parts.membershipsOf(ended.userId)
    await recordAccess(parts.daybook, members, { action: 'account.signed_out' }, visit.caller)
  }
  return reply
}

function showSession({ sessions }: SignInParts, visit: Visit): Promise<Reply> {
  return sessions.show(visit)
}

/** Which ways in there are, for somebody who is not yet in. */
async function waysIn({ provider, send }: SignInParts, _visit: Visit): Promise<Reply> {
  return { body: { provider: provider?.name ?? null, mail: send !== undefined }, cookies: [] }
}
