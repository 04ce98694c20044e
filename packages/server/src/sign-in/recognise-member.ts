import { LogError } from '@daybook/protocol'
import type { Principal } from '../entry/workspace.ts'
import type { SignInParts } from './parts.ts'
import { principalOf } from './record-access.ts'
import type { Visit } from './visit.ts'

/**
 * The member behind a visit, in one workspace; role and session are read anew each time, so that a change holds from the
 * next request. Undefined where nobody is signed in, or they are no member.
 * @throws LogError `two_factor_setup_required`
 */
export async function recogniseMember(
  { daybook, sessions, membershipsOf }: SignInParts,
  visit: Visit,
  workspaceId: number,
): Promise<Principal | undefined> {
  const session = await sessions.of(visit)
  if (session === undefined) return undefined
  const member =
    (await daybook.members.find(session.userId, workspaceId)) ??
    (await membershipsOf(session.userId)).find(one => one.workspaceId === workspaceId)
  if (member === undefined) return undefined
  const { settings } = await daybook.workspaces.get(workspaceId).catch((error: unknown) => {
    // It was closed; the same as if it had never been.
    if (error instanceof LogError && error.code === 'workspace_missing') return { settings: undefined }
    throw error
  })
  if (settings === undefined) return undefined
  if (!session.twoFactor && settings.twoFactor?.includes(member.role)) {
    throw new LogError(
      'two_factor_setup_required',
      'This workspace asks your role for two-factor sign-in. Set it up on your account’s page.',
    )
  }
  return principalOf(member, { twoFactor: session.twoFactor, secondFactorAt: session.secondFactorAt })
}
