/** How the staff sign in: by password and second factor, by a provider, by one-time links. */
import { LogError } from '@daybook/protocol'
import type { OidcConfig } from '../config.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { parseId } from '../ids.ts'
import type { SendLetter } from '../mail/letter.ts'
import { OneTimeLinks } from '../store/one-time-links.ts'
import { Tries } from '../store/tries.ts'
import { Users } from '../store/users.ts'
import { type AccountActs, accountActs } from './account-acts.ts'
import { checkFormOrigin, checkOrigin } from './check-origin.ts'
import { type Auth, type AuthOptions, createAuth } from './create-auth.ts'
import { recordExpired, sweepSessions } from './expire-sessions.ts'
import { createTryLimits } from './limit-tries.ts'
import { endedLinkPage, pageStyle, signInPage, STYLE_PATH } from './link-page.ts'
import { memberships } from './memberships.ts'
import { openSessions } from './open-sessions.ts'
import type { SignInParts } from './parts.ts'
import { recogniseMember } from './recognise-member.ts'
import { signInByLink } from './sign-in-by-link.ts'
import { firstSignInLink, hashOfToken, LINK_PATH } from './sign-in-link.ts'
import { type SignedIn, readSignedIn } from './signed-in.ts'
import { type StaffAccounts, staffAccounts } from './staff-accounts.ts'
import { visitOf } from './visit.ts'

export interface SignInOptions {
  /** Origin under which people reach this server: in links, and for the cookie's `Secure`. */
  readonly baseUrl: string
  /** Without it links are handed over by whoever makes them. */
  readonly send?: SendLetter | undefined
  /** Without it people sign in by password. */
  readonly oidc?: OidcConfig | undefined
  /** Told of what went wrong where nobody waits for it, a letter that was not sent, say. */
  readonly report?: (error: unknown) => void
}

export interface SignIn {
  /** What somebody does at the door and with their own account; `http/account-routes.ts` leads there. */
  readonly acts: AccountActs
  /** What the owners and admins of a workspace need of its members' accounts. */
  readonly accounts: StaffAccounts
  /**
   * Answers the one-time links, and closes every path of better-auth that is not one of the acts.
   * @param connection its `ip` is what the entries show
   * @throws LogError `not_found`, `method_not_allowed`, `csrf_refused`
   */
  handle(request: Request, connection?: { readonly ip?: string | undefined }): Promise<Response | undefined>
  /**
   * Refuses what another site may have caused.
   * @throws LogError `csrf_refused`
   */
  checkOrigin(request: Request): void
  /**
   * The member who asks, in the workspace that the header `Daybook-Workspace` names; undefined where there is no
   * session, no such workspace, or they are no member of it.
   * @throws LogError `csrf_refused`, `two_factor_setup_required`
   */
  recognise(request: Request): Promise<Principal | undefined>
  /** Undefined where nobody is signed in. */
  session(request: Request): Promise<SignedIn | undefined>
  /** A new link with which the first owner signs in; undefined once an owner has signed in. */
  firstSignInLink(): Promise<string | undefined>
  /** Ends the sessions whose time is over, with their entries. To be called now and then. */
  sweep(): Promise<void>
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/

export function createSignIn(daybook: Daybook, options: SignInOptions): SignIn {
  const parts = openParts(daybook, options)
  const { baseUrl, sessions, links } = parts

  async function answerLink(request: Request, token: string, ip: string | undefined): Promise<Response> {
    if (request.method === 'GET' || request.method === 'HEAD') {
      const open =
        TOKEN.test(token) && (await links.isOpen('owner_sign_in', hashOfToken(token), daybook.now()))
      return open ? signInPage() : endedLinkPage()
    }
    if (request.method !== 'POST')
      throw new LogError('method_not_allowed', 'A sign-in link is opened (GET) and then confirmed (POST).')
    checkFormOrigin(request, baseUrl)
    if (!TOKEN.test(token)) return endedLinkPage()
    return signInByLink(parts, token, visitOf(request, ip))
  }

  return {
    acts: accountActs(parts),
    accounts: staffAccounts(parts),
    checkOrigin: request => checkOrigin(request, baseUrl),
    firstSignInLink: () => firstSignInLink(daybook, baseUrl),
    sweep: () => sweepSessions(parts),

    async handle(request, connection) {
      const { pathname } = new URL(request.url)
      if (pathname.startsWith(LINK_PATH)) {
        return answerLink(request, pathname.slice(LINK_PATH.length), connection?.ip)
      }
      if (`${request.method} ${pathname}` === `GET ${STYLE_PATH}`) return pageStyle()
      if (`${pathname}/`.startsWith('/api/auth/'))
        throw new LogError('not_found', 'There is nothing at this address.')
      return undefined
    },

    async recognise(request) {
      if (!sessions.mayBeIn(request.headers.get('cookie') ?? '')) return undefined
      checkOrigin(request, baseUrl)
      const workspaceId = parseId('ws', request.headers.get('daybook-workspace') ?? '')
      return workspaceId === undefined
        ? undefined
        : recogniseMember(parts, visitOf(request, undefined), workspaceId)
    },

    session: request => readSignedIn(parts, visitOf(request, undefined)),
  }
}

function openParts(daybook: Daybook, options: SignInOptions): SignInParts {
  const { baseUrl, send, oidc, report = () => {} } = options
  const secret = daybook.folder.server.session
  const pool = daybook.pools.auth
  const membershipsOf = memberships(daybook)
  const shared: AuthOptions = {
    pool,
    secret,
    baseUrl,
    onExpired: session => recordExpired({ daybook, membershipsOf }, session),
  }
  const auth = createAuth(shared)
  // Made when somebody first uses it: it asks the provider for its addresses, and whoever signs in by password must not
  // wait for a provider that is away.
  let withProvider: Auth | undefined
  const mayRegister = async (email: string) =>
    (await daybook.invitations.ofEmail(email, daybook.now())).length > 0
  return {
    daybook,
    baseUrl,
    auth,
    sessions: openSessions(auth),
    limits: createTryLimits(new Tries(pool), secret, () => daybook.now()),
    users: new Users(pool),
    links: new OneTimeLinks(pool),
    send,
    provider: oidc && {
      name: oidc.name,
      auth: () => (withProvider ??= createAuth({ ...shared, oidc, mayRegister })),
    },
    report,
    membershipsOf,
  }
}
