import { createWorkspace } from '../actions/create-workspace.ts'
import type { Daybook } from '../daybook.ts'
import { randomId } from '../random.ts'
import type { Members } from '../store/members.ts'
import type { OneTimeLinks } from '../store/one-time-links.ts'
import type { Auth } from './create-auth.ts'
import { endedLinkPage } from './link-page.ts'
import { type Caller, recordAccess } from './record-access.ts'
import { hashOfToken } from './sign-in-link.ts'

export interface LinkSignIn {
  readonly daybook: Daybook
  readonly auth: Auth
  readonly links: OneTimeLinks
  readonly members: Members
  /** Zone of the first workspace, where this sign-in makes it. */
  readonly timeZone: string
}

/** What the first owner is called until they give their own name and address. */
const OWNER = { name: 'Owner', email: 'owner@localhost.invalid' } as const

/**
 * Uses a link up and answers with the session's cookie. Either all of it happens or nobody is signed in: a sign-in
 * that cannot be recorded leaves no session, and the link can be tried again.
 */
export async function signInByLink(parts: LinkSignIn, token: string, caller: Caller): Promise<Response> {
  const { daybook, auth, links, members } = parts
  const hash = hashOfToken(token)
  if (!(await links.take('owner_sign_in', hash, daybook.now()))) return endedLinkPage()
  try {
    const userId = await prepareOwner(parts)
    const opened = await auth.api.openSession({
      body: { userId, ipAddress: caller.ip ?? '', userAgent: caller.userAgent ?? '' },
      headers: new Headers(),
      returnHeaders: true,
    })
    try {
      await recordAccess(daybook, await members.ofUser(userId), 'account.signed_in', caller)
      await members.noteSignIn(userId, daybook.now())
    } catch (error) {
      await (await auth.$context).internalAdapter.deleteSession(opened.response.token)
      throw error
    }
    const headers = new Headers({
      location: '/clients',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    for (const cookie of opened.headers.getSetCookie()) headers.append('set-cookie', cookie)
    return new Response(null, { status: 303, headers })
  } catch (error) {
    await links.giveBack('owner_sign_in', hash).catch(() => {})
    throw error
  }
}

/** The owner's user, made where there is none, and a member of every workspace, of which there is then one. */
async function prepareOwner({ daybook, auth, members, timeZone }: LinkSignIn): Promise<string> {
  const userId = (await members.owner())?.userId ?? (await makeOwner(daybook, auth, members))
  let ids = await daybook.workspaces.ids()
  if (ids.length === 0) ids = [(await createWorkspace(daybook, { name: 'My workspace', timeZone })).id]
  await members.joinOwner(userId, ids, daybook.now())
  return userId
}

async function makeOwner(daybook: Daybook, auth: Auth, members: Members): Promise<string> {
  const { internalAdapter } = await auth.$context
  const found = await internalAdapter.findUserByEmail(OWNER.email)
  const user =
    found?.user ?? (await internalAdapter.createUser({ ...OWNER, emailVerified: false }, { method: 'admin' }))
  await members.addOwner(user.id, randomId(), daybook.now())
  return user.id
}
