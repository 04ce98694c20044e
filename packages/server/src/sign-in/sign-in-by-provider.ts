/** Sign-in through a provider of the business's own (OpenID Connect). */
import { LogError } from '@daybook/protocol'
import { isAPIError } from 'better-auth/api'
import { askAuth, authHeaders } from './ask-auth.ts'
import { recordOrEnd, tokenIn } from './begin-session.ts'
import { PROVIDER } from './create-auth.ts'
import { joinWorkspace } from './join-workspace.ts'
import type { SignInParts } from './parts.ts'
import type { Reply, Visit } from './visit.ts'

/** Where to send the browser, and the cookies that recognise it when it comes back. */
export async function askProvider(parts: SignInParts, visit: Visit): Promise<Reply> {
  const { provider } = parts
  if (provider === undefined) throw new LogError('not_found', 'No provider is configured.')
  const { response, cookies } = await askAuth(
    provider.auth().api.signInSocial({
      body: { provider: PROVIDER, requestSignUp: true, disableRedirect: true },
      headers: authHeaders({ ...visit, cookie: '' }),
      returnHeaders: true,
    }),
  )
  if (!('url' in response) || response.url === undefined)
    throw new LogError('internal', 'the provider gave no address to go to')
  return { body: { url: response.url }, cookies }
}

/** Where the browser goes next, always a page of ours. */
export interface Redirect {
  readonly to: '/' | '/sign-in?code' | '/sign-in?problem=provider' | '/sign-in?problem=unknown'
  readonly cookies: readonly string[]
}

/**
 * Ends a sign-in that the provider has answered. Somebody new joins where their verified address was invited; one who has
 * a second factor here is asked for it.
 */
export async function returnFromProvider(
  parts: SignInParts,
  visit: Visit,
  query: Readonly<Record<string, string>>,
): Promise<Redirect> {
  const { provider, sessions } = parts
  if (provider === undefined) throw new LogError('not_found', 'No provider is configured.')
  const { cookies, location } = await callBack(parts, visit, query)
  const error =
    location === undefined ? undefined : new URL(location, parts.baseUrl).searchParams.get('error')
  if (error !== null || !cookies.some(cookie => cookie.includes('session_token='))) {
    const known = error === 'access_denied' || error === 'state_mismatch' ? 'provider' : 'unknown'
    return {
      to: `/sign-in?problem=${known}`,
      cookies: cookies.filter(one => !one.includes('session_token=')),
    }
  }
  const token = tokenIn(cookies)
  const pair = cookies.find(cookie => cookie.includes('session_token='))!.split(';')[0]!
  const session = await sessions.begunBy({ ...visit, cookie: pair })
  if (session === undefined)
    throw new LogError('internal', 'the session of a provider’s sign-in is not there')
  try {
    await (await parts.auth.$context).internalAdapter.updateSession(token, { method: provider.name })
    for (const invitation of await parts.daybook.invitations.ofEmail(session.email, parts.daybook.now()))
      await joinWorkspace(parts, invitation, { id: session.userId, name: session.name }, visit)
  } catch (error) {
    await sessions.revoke(token)
    throw error
  }
  if (session.twoFactor) return { to: '/sign-in?code', cookies }
  const act = { action: 'account.signed_in', data: { method: provider.name } } as const
  await recordOrEnd(parts, token, session.userId, [act], visit)
  return { to: '/', cookies }
}

/** better-auth answers a callback by a redirect, which it throws. */
async function callBack(
  { provider }: SignInParts,
  visit: Visit,
  query: Readonly<Record<string, string>>,
): Promise<{ cookies: readonly string[]; location: string | undefined }> {
  const response = await provider!
    .auth()
    .api.callbackOAuth({
      method: 'GET',
      params: { id: PROVIDER },
      query,
      headers: authHeaders(visit),
      asResponse: true,
    })
    .catch((error: unknown) => {
      if (isAPIError(error)) return new Response(null, { headers: new Headers(error.headers) })
      throw error
    })
  return {
    cookies: response.headers.getSetCookie(),
    location: response.headers.get('location') ?? undefined,
  }
}
