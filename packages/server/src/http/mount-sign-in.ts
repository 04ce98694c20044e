import type { Hono } from 'hono'
import type { SignIn } from '../sign-in/create-sign-in.ts'
import { accountRoutes } from './account-routes.ts'
import type { HttpContext, HttpEnvironment } from './environment.ts'
import { addRoute, answer, type Route } from './routes.ts'

/** Mounts what is asked before somebody is known in a workspace. Answers the routes, for their description. */
export function mountSignIn(app: Hono<HttpEnvironment>, signIn: SignIn): Route[] {
  const routes = accountRoutes(signIn)
  for (const route of routes) addRoute(app, route)
  const handle = async (context: HttpContext, next: () => Promise<void>): Promise<Response | void> =>
    (await signIn.handle(context.req.raw, { ip: context.get('address') })) ?? next()
  app.use('/api/auth/*', handle)
  app.use('/sign-in/*', handle)
  // Before a workspace is chosen: who is signed in, and where they may work.
  app.get('/v1/session', async (context, next) => {
    const session = await signIn.session(context.req.raw)
    return session === undefined ? next() : answer(session)
  })
  return routes
}
