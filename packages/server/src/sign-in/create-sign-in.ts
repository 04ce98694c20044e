/** How the staff sign in: so far by one-time links, as owner of the installation. */
import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { formatId, parseId } from '../ids.ts'
import { type Member, Members, type MemberRole } from '../store/members.ts'
import { OneTimeLinks } from '../store/one-time-links.ts'
import { checkFormOrigin, checkOrigin } from './check-origin.ts'
import { createAuth } from './create-auth.ts'
import { endedLinkPage, pageStyle, signInPage, STYLE_PATH } from './link-page.ts'
import { openSessions } from './open-sessions.ts'
import { type Caller, principalOf, recordAccess } from './record-access.ts'
import { signInByLink } from './sign-in-by-link.ts'
import { firstSignInLink, hashOfToken, LINK_PATH } from './sign-in-link.ts'

export interface SignInOptions {
  /** Origin under which people reach this server: in links, and for the cookie's `Secure`. */
  readonly baseUrl: string
  /** Zone of the first workspace, where nobody has made one; that of this machine by default. */
  readonly timeZone?: string | undefined
}

/** Who is signed in, and where they may work. */
export interface SignedIn {
  readonly member: { readonly id: string; readonly name: string; readonly role: MemberRole }
  /** Oldest first. */
  readonly workspaces: readonly {
    readonly id: string
    readonly name: string
    readonly timeZone: string
    readonly locale: string
  }[]
}

export interface SignIn {
  /**
   * Answers what belongs to signing in and out; undefined for every other path.
   * @param connection its `ip` is what the entries show
   * @throws LogError `not_found`, `method_not_allowed`, `csrf_refused`
   */
  handle(request: Request, connection?: { readonly ip?: string | undefined }): Promise<Response | undefined>
  /**
   * The member who asks, in the workspace that the header `Daybook-Workspace` names; undefined where there is no
   * session, no such workspace, or they are no member of it.
   * @throws LogError `csrf_refused`
   */
  recognise(request: Request): Promise<Principal | undefined>
  /** Undefined where nobody is signed in. */
  session(request: Request): Promise<SignedIn | undefined>
  /** A new link with which the first owner signs in; undefined once an owner has signed in. */
  firstSignInLink(): Promise<string | undefined>
}

const API = '/api/auth/'
const TOKEN = /^[A-Za-z0-9_-]{43}$/

const callerOf = (request: Request, ip: string | undefined): Caller => ({
  ip,
  // The limit of an entry's `context.userAgent`.
  userAgent: request.headers.get('user-agent')?.slice(0, 2000),
})

const byWorkspace = (members: readonly Member[]): Map<number, Member> =>
  new Map(members.map(member => [member.workspaceId, member]))

const wrongMethod = (): LogError =>
  new LogError('method_not_allowed', 'A sign-in link is opened (GET) and then confirmed (POST).')

export function createSignIn(daybook: Daybook, options: SignInOptions): SignIn {
  const { baseUrl } = options
  const timeZone = options.timeZone ?? Temporal.Now.timeZoneId()
  const auth = createAuth({ pool: daybook.pools.auth, secret: daybook.folder.server.session, baseUrl })
  const sessions = openSessions(auth)
  const members = new Members(daybook.pools.auth)
  const links = new OneTimeLinks(daybook.pools.auth)

  async function answerLink(request: Request, token: string, ip: string | undefined): Promise<Response> {
    if (request.method === 'GET' || request.method === 'HEAD') {
      const open =
        TOKEN.test(token) && (await links.isOpen('owner_sign_in', hashOfToken(token), daybook.now()))
      return open ? signInPage() : endedLinkPage()
    }
    if (request.method !== 'POST') throw wrongMethod()
    checkFormOrigin(request, baseUrl)
    if (!TOKEN.test(token)) return endedLinkPage()
    return signInByLink({ daybook, auth, links, members, timeZone }, token, callerOf(request, ip))
  }

  async function signOut(request: Request, ip: string | undefined): Promise<Response> {
    if (sessions.mayHave(request)) checkOrigin(request, baseUrl)
    const { userId, response } = await sessions.end(request)
    if (userId !== undefined) {
      await recordAccess(daybook, await members.ofUser(userId), 'account.signed_out', callerOf(request, ip))
    }
    return response
  }

  return {
    async handle(request, connection) {
      const { pathname } = new URL(request.url)
      if (pathname.startsWith(LINK_PATH)) {
        return answerLink(request, pathname.slice(LINK_PATH.length), connection?.ip)
      }
      const call = `${request.method} ${pathname}`
      if (call === `GET ${STYLE_PATH}`) return pageStyle()
      if (call === `GET ${API}get-session`) return sessions.show(request)
      if (call === `POST ${API}sign-out`) return signOut(request, connection?.ip)
      // Every other endpoint of better-auth is closed.
      if (`${pathname}/`.startsWith(API)) throw new LogError('not_found', 'There is nothing at this address.')
      return undefined
    },

    async recognise(request) {
      if (!sessions.mayHave(request)) return undefined
      checkOrigin(request, baseUrl)
      const workspaceId = parseId('ws', request.headers.get('daybook-workspace') ?? '')
      if (workspaceId === undefined) return undefined
      const userId = await sessions.userOf(request)
      if (userId === undefined) return undefined
      let member = await members.find(userId, workspaceId)
      if (member === undefined && (await daybook.workspaces.ids()).includes(workspaceId)) {
        await members.joinOwner(userId, [workspaceId], daybook.now())
        member = await members.find(userId, workspaceId)
      }
      return member && principalOf(member)
    },

    async session(request) {
      const userId = await sessions.userOf(request)
      if (userId === undefined) return undefined
      const ids = await daybook.workspaces.ids()
      let own = byWorkspace(await members.ofUser(userId))
      if (ids.some(id => !own.has(id))) {
        await members.joinOwner(userId, ids, daybook.now())
        own = byWorkspace(await members.ofUser(userId))
      }
      const first = own.values().next().value
      if (first === undefined) return undefined
      const workspaces = await Promise.all(
        ids
          .filter(id => own.has(id))
          .map(async id => {
            const { name, timeZone, locale } = await daybook.workspaces.get(id)
            return { id: formatId('ws', id), name, timeZone, locale }
          }),
      )
      return { member: { id: formatId('mb', first.id), name: first.name, role: first.role }, workspaces }
    },

    firstSignInLink: () => firstSignInLink(daybook, baseUrl),
  }
}
