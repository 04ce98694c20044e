/** At the door: signing in and out, second factor, passwords, invitations, one's own sessions. Named as better-auth names them. */
import { z } from 'zod'
import { checkInput } from '../actions/check-input.ts'
import type { SignIn } from '../sign-in/create-sign-in.ts'
import { type Reply, type Visit, visitOf } from '../sign-in/visit.ts'
import type { HttpContext } from './environment.ts'
import { readBody } from './read-body.ts'
import type { Route } from './routes.ts'

const text = (most = 500) => z.string().max(most)
const name = text(200).trim().min(1, 'must not be empty')
const password = text(1000)

const Credentials = z.strictObject({ email: text(), password })
const Code = z.strictObject({ code: text(50) })
const Confirmation = z.strictObject({ password: password.optional() })
const SessionId = z.strictObject({ id: text() })
const NewPassword = z.strictObject({ currentPassword: password, newPassword: password })
const Address = z.strictObject({ email: text() })
const Reset = z.strictObject({ token: text(), newPassword: password })
const Invited = z.strictObject({ token: text() })
const Acceptance = z.strictObject({ token: text(), name: name.optional(), password: password.optional() })
const OwnerBody = z.strictObject({
  name,
  email: z.email('must be an e-mail address').max(300),
  password,
  workspace: text(200).optional().describe('Name of the first workspace; needed where there is none'),
  timeZone: text(100).optional().describe('Its zone, "Europe/Lisbon"'),
  locale: text(20).optional(),
})
const Nothing = z.strictObject({})

export function accountRoutes(signIn: SignIn): Route[] {
  const { acts } = signIn
  const post = posts(signIn)
  return [
    get('get-session', 'The session of the cookie, or null', acts.showSession),
    get('ways-in', 'Which ways to sign in there are', acts.waysIn),
    get('list-sessions', 'Where one is signed in', acts.listSessions),
    post('sign-in/email', 'Sign in by password', Credentials, acts.signInByPassword),
    post('sign-in/oidc', 'Where to go to sign in through the provider', Nothing, acts.askProvider),
    post('two-factor/verify-totp', 'Give a code of the authenticator', Code, (visit, { code }) =>
      acts.verifyFactor(visit, 'totp', code),
    ),
    post('two-factor/verify-backup-code', 'Give a backup code', Code, (visit, { code }) =>
      acts.verifyFactor(visit, 'backup', code),
    ),
    post('two-factor/enable', 'A new secret, active after its first code', Confirmation, acts.beginTwoFactor),
    post('two-factor/disable', 'Turn two-factor sign-in off', Confirmation, acts.endTwoFactor),
    post('two-factor/generate-backup-codes', 'New backup codes', Confirmation, acts.renewBackupCodes),
    post('sign-out', 'End this session', Nothing, acts.signOut),
    post('revoke-session', 'End one of one’s sessions', SessionId, (visit, { id }) =>
      acts.revokeSession(visit, id),
    ),
    post('revoke-other-sessions', 'End all of one’s sessions but this', Nothing, acts.revokeOtherSessions),
    post('change-password', 'Change one’s password', NewPassword, acts.changePassword),
    post('request-password-reset', 'Have a link mailed', Address, (visit, { email }) =>
      acts.requestReset(visit, email),
    ),
    post('reset-password', 'Set a new password by a link', Reset, acts.resetPassword),
    post('invitation', 'What an invitation is to', Invited, (visit, { token }) =>
      acts.showInvitation(visit, token),
    ),
    post('accept-invitation', 'Join by an invitation', Acceptance, acts.acceptInvitation),
    post('set-up', 'First run: who the owner is, and the first workspace', OwnerBody, acts.setUpOwner),
    callbackRoute(signIn),
  ]
}

const callbackRoute = ({ acts }: SignIn): Route => ({
  method: 'get',
  path: '/api/auth/callback/oidc',
  summary: 'Where the provider sends the browser back to',
  open: true,
  query: z.object({}),
  status: 303,
  async handle(context) {
    const query = Object.fromEntries(new URL(context.req.url).searchParams)
    const { to, cookies } = await acts.returnFromProvider(visitFrom(context), query)
    return withCookies(new Response(null, { status: 303, headers: { location: to } }), cookies)
  },
})

/** A route that answers what an act does, to a visitor who has nothing to send. */
const get = (path: string, summary: string, act: (visit: Visit) => Promise<Reply>): Route => ({
  method: 'get',
  path: `/api/auth/${path}`,
  summary,
  open: true,
  handle: async context => send(await act(visitFrom(context))),
})

type PostRoute = <S extends z.ZodType>(
  path: string,
  summary: string,
  body: S,
  act: (visit: Visit, input: z.infer<S>) => Promise<Reply>,
) => Route

/** Makes routes that answer what an act does with a body, from our own pages only. */
const posts =
  (signIn: SignIn): PostRoute =>
  (path, summary, body, act) => ({
    method: 'post',
    path: `/api/auth/${path}`,
    summary,
    body,
    open: true,
    async handle(context) {
      signIn.checkOrigin(context.req.raw)
      const { value } = await readBody(context.req.raw)
      return send(await act(visitFrom(context), checkInput(body, value)))
    },
  })

const visitFrom = (context: HttpContext): Visit => visitOf(context.req.raw, context.get('address'))

const send = ({ body, cookies }: Reply): Response => withCookies(Response.json(body), cookies)

function withCookies(response: Response, cookies: readonly string[]): Response {
  response.headers.set('cache-control', 'no-store')
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}
