/** The HTTP door: authentication before everything under /v1, one place that turns errors into problems. */
import { Hono } from 'hono'
import { type ErrorCode, LogError } from '@daybook/protocol'
import type { Companions } from '../actions/make-evidence.ts'
import type { Daybook } from '../daybook.ts'
import { randomBytes } from '../random.ts'
import { pathForLog } from '../sign-in/sign-in-link.ts'
import type { Online } from '../online/create-online.ts'
import type { SignIn } from '../sign-in/create-sign-in.ts'
import { type Authenticate, createAuthenticator } from './authenticate.ts'
import { createAddressFinder } from './client-address.ts'
import { clientExportRoute } from './client-export-route.ts'
import { clientRoutes } from './client-routes.ts'
import { closingRoutes } from './closing-routes.ts'
import { demoRoutes } from './demo-routes.ts'
import { entryRoutes } from './entry-routes.ts'
import type { HttpContext, HttpEnvironment } from './environment.ts'
import { exportRoutes } from './export-routes.ts'
import { actRoutes } from './act-routes.ts'
import { addHealth } from './health.ts'
import { letterRoutes } from './letter-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { mountOnline } from './mount-online.ts'
import { mergeRoutes } from './merge-routes.ts'
import { mountSignIn } from './mount-sign-in.ts'
import { profileRoutes } from './profile-routes.ts'
import { patternRoutes } from './pattern-routes.ts'
import { privacyRoutes } from './privacy-routes.ts'
import { retentionRoutes } from './retention-routes.ts'
import { toLogError, toProblem } from './problem.ts'
import { checkRoutes } from './check-routes.ts'
import { describeApi } from './openapi.ts'
import { addRoute, answer, type Route } from './routes.ts'
import { ruleRoutes } from './rule-routes.ts'
import { settingsRoutes } from './settings-routes.ts'
import { evidenceRoute } from './evidence-route.ts'
import { listRoutes } from './list-routes.ts'
import { logRoutes } from './log-routes.ts'
import { logViewRoute } from './log-view-route.ts'
import { savedViewRoutes } from './saved-view-routes.ts'
import { streamRoute } from './stream-route.ts'
import { tellDenied } from './tell-denied.ts'
import type { WebFiles } from './web-files.ts'

export interface AppSurroundings {
  /** How the staff sign in; without it only API keys are known. */
  readonly signIn?: SignIn
  /** What clients do online; without it there are no public pages. */
  readonly online?: Online
  /** The built staff app; without it only the API answers. */
  readonly web?: WebFiles
  /** Proxies whose forwarding header is believed, as addresses or ranges. */
  readonly proxies?: readonly string[]
  /** What goes into every bundle of evidence: the page that verifies it, and a README. */
  readonly companions?: Companions
  /** Told of every error that is not the caller's; never of a body or a query. */
  readonly report: (error: unknown, context: { requestId: string; method: string; path: string }) => void
  /** Aborted when the server stops: streams end. */
  readonly stopping: AbortSignal
}

export function createApp(daybook: Daybook, surroundings: AppSurroundings): Hono<HttpEnvironment> {
  const app = new Hono<HttpEnvironment>()
  const { signIn, online, web } = surroundings
  const authenticate = createAuthenticator(daybook, async request => signIn?.recognise(request))

  const findAddress = createAddressFinder(surroundings.proxies ?? [])

  app.use('*', async (context, next) => {
    context.set('address', findAddress(context))
    context.set('requestId', `req_${randomBytes(12).toString('base64url')}`)
    await next()
    context.res.headers.set('x-request-id', context.get('requestId'))
    context.res.headers.set('x-content-type-options', 'nosniff')
  })
  const doors = signIn === undefined ? [] : mountSignIn(app, signIn)
  if (online !== undefined) mountOnline(app, online)
  // Known or not, a path under /v1 tells nothing to somebody unknown.
  app.use('/v1/*', async (context, next) => {
    context.set('principal', await authenticate(withWorkspace(context.req.raw)))
    await next()
  })
  const routes = routesOf(daybook, surroundings, authenticate)
  for (const route of routes) addRoute(app, route)
  const description = describeApi([...doors, ...routes])
  app.get('/v1/openapi.json', () => answer(description))
  addHealth(app, daybook)

  app.notFound(
    context =>
      (context.req.method === 'GET' || context.req.method === 'HEAD'
        ? web?.answer(context.req.raw)
        : undefined) ??
      toProblem(new LogError('not_found', 'There is nothing at this address.'), context.get('requestId')),
  )
  const denied = tellDenied(daybook)
  app.onError(async (error, context) => {
    const known = toLogError(error)
    const requestId = context.get('requestId')
    const report = (cause: unknown): void =>
      surroundings.report(cause, { requestId, method: context.req.method, path: shownPath(context) })
    if (REPORTED.has(known.code)) report(known.details.cause ?? known)
    await denied(known, context).catch(report)
    const problem = toProblem(known, requestId)
    problem.headers.set('x-request-id', requestId)
    return problem
  })
  return app
}

function routesOf(
  daybook: Daybook,
  { signIn, online, companions, stopping }: AppSurroundings,
  authenticate: Authenticate,
): Route[] {
  return [
    ...entryRoutes(daybook),
    ...profileRoutes(daybook),
    ...clientRoutes(daybook),
    ...mergeRoutes(daybook),
    ...exportRoutes(daybook),
    ...settingsRoutes(daybook),
    ...(signIn === undefined ? [] : memberRoutes(daybook, signIn.accounts)),
    ...(online === undefined ? [] : letterRoutes(online.parts)),
    ...checkRoutes(daybook),
    ...privacyRoutes(daybook),
    ...retentionRoutes(daybook),
    clientExportRoute(daybook),
    ...closingRoutes(daybook),
    ...demoRoutes(daybook),
    ...ruleRoutes(daybook),
    ...listRoutes(daybook),
    ...logRoutes(daybook),
    logViewRoute(daybook),
    ...savedViewRoutes(daybook),
    evidenceRoute(daybook, companions),
    streamRoute(daybook, stopping, authenticate),
    // Behind every other: an act’s name may be any.
    ...actRoutes(daybook),
    ...patternRoutes(daybook),
  ]
}

/** What is no fault of the caller. */
const REPORTED: ReadonlySet<ErrorCode> = new Set([
  'internal',
  'database_unavailable',
  'keys_missing',
  'keys_unavailable',
])

/**
 * The file of an export is a link that a browser follows by itself, without headers: it names the workspace in its query.
 * Whether the member may have it is decided as ever.
 */
function withWorkspace(request: Request): Request {
  if (request.method !== 'GET' || request.headers.has('daybook-workspace')) return request
  const url = new URL(request.url)
  const workspace = url.searchParams.get('workspace')
  if (workspace === null || !/^\/v1\/exports\/[^/]+\/file$/.test(url.pathname)) return request
  const headers = new Headers(request.headers)
  headers.set('daybook-workspace', workspace)
  return new Request(request.url, { headers, signal: request.signal })
}

/** The address of a client or object may name a person: under /v1 only the route is told. */
function shownPath(context: HttpContext): string {
  const { path } = context.req
  return context.get('route') ?? (path.startsWith('/v1/') ? '/v1/…' : pathForLog(path))
}
