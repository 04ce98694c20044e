import { randomId } from '../random.ts'
import { askAuth, authHeaders } from './ask-auth.ts'
import { recordOrEnd } from './begin-session.ts'
import { endedLinkPage } from './link-page.ts'
import type { SignInParts } from './parts.ts'
import { needsSetUp } from './set-up-owner.ts'
import { hashOfToken } from './sign-in-link.ts'
import type { Visit } from './visit.ts'

/** What the first owner is called until they give their own name and address. */
const OWNER = { name: 'Owner', email: 'owner@localhost.invalid' } as const

/**
 * Uses a link up and answers with the session's cookie. Either all of it happens or nobody is signed in: a sign-in
 * that cannot be recorded leaves no session, and the link can be tried again. Whoever can make the link has the keys of
 * the installation, so it stands for a second factor too: it is the way back in for an owner who has lost theirs.
 */
export async function signInByLink(parts: SignInParts, token: string, visit: Visit): Promise<Response> {
  const { daybook, auth, links } = parts
  const hash = hashOfToken(token)
  if (!(await links.take('owner_sign_in', hash, daybook.now()))) return endedLinkPage()
  try {
    const userId = (await daybook.owners.all())[0]?.userId ?? (await makeOwner(parts))
    const { response, cookies } = await askAuth(
      auth.api.openSession({
        body: { userId, method: 'one-time link', secondFactor: true },
        headers: authHeaders({ ...visit, cookie: '' }),
        returnHeaders: true,
      }),
    )
    const act = { action: 'account.signed_in', data: { method: 'one-time link' } } as const
    await recordOrEnd(parts, response.token, userId, [act], visit)
    const headers = new Headers({
      location: (await hasOnlyDemo(daybook)) || !(await needsSetUp(parts, userId)) ? '/clients' : '/welcome',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    for (const cookie of cookies) headers.append('set-cookie', cookie)
    return new Response(null, { status: 303, headers })
  } catch (error) {
    await links.giveBack('owner_sign_in', hash).catch(() => {})
    throw error
  }
}

/** Whoever started with demonstration data wants to see it; it leads on to the first run. */
async function hasOnlyDemo({ workspaces }: SignInParts['daybook']): Promise<boolean> {
  const [ids, own] = await Promise.all([workspaces.ids(), workspaces.ownIds()])
  return ids.length > 0 && own.length === 0
}

async function makeOwner({ daybook, auth }: SignInParts): Promise<string> {
  const { internalAdapter } = await auth.$context
  const found = await internalAdapter.findUserByEmail(OWNER.email)
  const user =
    found?.user ?? (await internalAdapter.createUser({ ...OWNER, emailVerified: false }, { method: 'admin' }))
  await daybook.owners.add(user.id, randomId(), daybook.now())
  return user.id
}
