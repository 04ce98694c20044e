/** The first run: the owner, in by a link, says who they are, and the first workspace is made. */
import { type Locale, LOCALES } from '@daybook/catalogue'
import { LogError } from '@daybook/protocol'
import { createWorkspace } from '../actions/create-workspace.ts'
import { formatId } from '../ids.ts'
import type { InstallationOwner } from '../store/owners.ts'
import { recordOrEnd } from './begin-session.ts'
import type { OpenSession } from './open-sessions.ts'
import type { SignInParts } from './parts.ts'
import { checkNewPassword } from './password-rules.ts'
import type { Reply, Visit } from './visit.ts'

export interface OwnerSetUp {
  readonly name: string
  readonly email: string
  readonly password: string
  /** Name and zone of the first workspace; needed where there is none. */
  readonly workspace?: string | undefined
  readonly timeZone?: string | undefined
  readonly locale?: string | undefined
}

/** True where an owner of the installation has yet to say who they are, or has no workspace to open. */
export async function needsSetUp({ daybook, users }: SignInParts, userId: string): Promise<boolean> {
  if ((await daybook.owners.find(userId)) === undefined) return false
  const user = await users.find(userId)
  return user?.password === false || (await daybook.workspaces.ownIds()).length === 0
}

/** Throws `query_invalid`, `name_taken`, `not_found` where everything is set up. */
export async function setUpOwner(parts: SignInParts, visit: Visit, input: OwnerSetUp): Promise<Reply> {
  const { daybook, sessions, users } = parts
  const session = await sessions.of(visit)
  if (session === undefined) throw new LogError('unauthenticated', 'Open the sign-in link first.')
  const owner = await daybook.owners.find(session.userId)
  if (owner === undefined || !(await needsSetUp(parts, session.userId)))
    throw new LogError('not_found', 'There is nothing left to set up.')
  const [name, email] = [input.name.trim(), input.email.trim().toLowerCase()]
  checkNewPassword(input.password, '/password', [email, name])
  const other = await users.byEmail(email)
  if (other !== undefined && other.id !== session.userId)
    throw new LogError('name_taken', 'Somebody else signs in with this address.')
  const isFirst = (await daybook.workspaces.ownIds()).length === 0
  if (isFirst && !(input.workspace?.trim() && input.timeZone))
    throw new LogError('query_invalid', 'Give the business a name and a time zone.')

  await becomeKnown(parts, session, { name, email, password: input.password })
  for (const member of await parts.membershipsOf(session.userId))
    await daybook.members.rename(member.workspaceId, member.id, name)
  if (isFirst) await makeFirstWorkspace(parts, visit, input, session, { ...owner, name })
  return { body: {}, cookies: [] }
}

async function becomeKnown(
  { auth, users }: SignInParts,
  { userId }: OpenSession,
  input: { readonly name: string; readonly email: string; readonly password: string },
): Promise<void> {
  const { internalAdapter, password } = await auth.$context
  const hash = await password.hash(input.password)
  await internalAdapter.updateUser(userId, { name: input.name, email: input.email, emailVerified: false })
  const known = await users.find(userId)
  if (known?.password) await internalAdapter.updatePassword(userId, hash)
  else
    await internalAdapter.createAccount({
      userId,
      accountId: userId,
      providerId: 'credential',
      password: hash,
    })
}

async function makeFirstWorkspace(
  parts: SignInParts,
  visit: Visit,
  input: OwnerSetUp,
  session: OpenSession,
  owner: InstallationOwner,
): Promise<void> {
  await createWorkspace(parts.daybook, {
    name: input.workspace!,
    timeZone: input.timeZone!,
    locale: LOCALES.find((locale: Locale) => locale === input.locale) ?? 'en',
    by: { type: 'staff', id: formatId('mb', owner.memberId), name: owner.name },
  })
  // The sign-in that led here had no log to stand in.
  const act = {
    action: 'account.signed_in',
    data: { method: session.method },
    occurredAt: new Date(session.createdAt).toISOString(),
  } as const
  await recordOrEnd(parts, session.token, session.userId, [act], visit)
}
