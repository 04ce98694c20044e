/** Joining a workspace by the link of an invitation. */
import { LogError } from '@daybook/protocol'
import type { Invitation } from '../store/invitations.ts'
import { askAuth, authHeaders } from './ask-auth.ts'
import { recordOrEnd } from './begin-session.ts'
import { opens, readInvitationToken } from './invitation-token.ts'
import { joinWorkspace } from './join-workspace.ts'
import type { SignInParts } from './parts.ts'
import { checkNewPassword } from './password-rules.ts'
import type { Reply, Visit } from './visit.ts'

/** What the invited person sees before they accept. Throws `link_ended`, `rate_limited`. */
export async function showInvitation(parts: SignInParts, visit: Visit, token: string): Promise<Reply> {
  const { daybook, users, sessions } = parts
  const invitation = await openInvitation(parts, visit, token)
  const { workspaceId, email, name, role, invitedBy, expiresAt } = invitation
  const [workspace, user, session] = await Promise.all([
    daybook.workspaces.get(workspaceId),
    users.byEmail(email),
    sessions.of(visit),
  ])
  const body = {
    workspace: workspace.name,
    invitedBy,
    email,
    name,
    role,
    expiresAt: new Date(expiresAt).toISOString(),
    /** They have an account here already: they sign in with it instead of choosing a password. */
    hasAccount: user !== undefined,
    signedInAs: session?.email,
  }
  return { body, cookies: [] }
}

/**
 * Accepts an invitation: as whoever is signed in with its address, or as somebody new, who is signed in by it.
 * @throws LogError `link_ended`, `query_invalid`, `rate_limited`
 */
export async function acceptInvitation(
  parts: SignInParts,
  visit: Visit,
  input: {
    readonly token: string
    readonly name?: string | undefined
    readonly password?: string | undefined
  },
): Promise<Reply> {
  const invitation = await openInvitation(parts, visit, input.token)
  const session = await parts.sessions.of(visit)
  if (session?.email === invitation.email) {
    await joinWorkspace(parts, invitation, { id: session.userId, name: session.name }, visit)
    return { body: {}, cookies: [] }
  }
  if ((await parts.users.byEmail(invitation.email)) !== undefined) {
    throw new LogError(
      'query_invalid',
      `There is an account for ${invitation.email}: sign in with it, then open this link again.`,
    )
  }
  const name = input.name?.trim() || invitation.name
  const password = input.password ?? ''
  checkNewPassword(password, '/password', [invitation.email, name])
  const userId = await createUser(parts, { email: invitation.email, name, password })
  try {
    await joinWorkspace(parts, invitation, { id: userId, name }, visit)
  } catch (error) {
    await (await parts.auth.$context).internalAdapter.deleteUser(userId)
    throw error
  }
  const { response, cookies } = await askAuth(
    parts.auth.api.openSession({
      body: { userId, method: 'invitation', secondFactor: false },
      headers: authHeaders({ ...visit, cookie: '' }),
      returnHeaders: true,
    }),
  )
  const act = { action: 'account.signed_in', data: { method: 'invitation' } } as const
  await recordOrEnd(parts, response.token, userId, [act], visit)
  return { body: {}, cookies }
}

async function openInvitation(parts: SignInParts, visit: Visit, text: string): Promise<Invitation> {
  const { daybook, limits } = parts
  const wasRight = await limits.openLink(text, visit.caller)
  const token = readInvitationToken(text)
  const found = token && (await daybook.invitations.open(token.workspaceId, token.id, daybook.now()))
  if (!found || !opens(token.secret, found.hash))
    throw new LogError(
      'link_ended',
      'This invitation no longer works. Ask whoever invited you for a new one.',
    )
  await wasRight()
  return found.invitation
}

async function createUser(
  { auth, users }: SignInParts,
  input: { readonly email: string; readonly name: string; readonly password: string },
): Promise<string> {
  const { internalAdapter, password } = await auth.$context
  const hash = await password.hash(input.password)
  const { email, name } = input
  const user = await internalAdapter
    .createUser({ email, name, emailVerified: false }, { method: 'admin' })
    .catch(async (error: unknown) => {
      // Two may use one link at the same moment; the address is unique.
      if ((await users.byEmail(email)) === undefined) throw error
      throw new LogError('link_ended', 'This invitation was accepted a moment ago.')
    })
  const account = { userId: user.id, accountId: user.id, providerId: 'credential', password: hash }
  await internalAdapter.createAccount(account)
  return user.id
}
