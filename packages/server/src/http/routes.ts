/** A route and its description together. */
import type { Hono } from 'hono'
import { z } from 'zod'
import { requireRight } from '../policy/can.ts'
import { rightOfRoute } from '../policy/route-rights.ts'
import type { HttpContext, HttpEnvironment } from './environment.ts'
import { readQuery } from './read-query.ts'

export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** In OpenAPI's form: `/v1/clients/{id}`. */
  readonly path: string
  readonly summary: string
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** True where nothing may be sent instead of a body. */
  readonly bodyOptional?: true
  /** Status of success where it is not 200. */
  readonly status?: number
  /** Media type of success where it is not JSON. */
  readonly mediaType?: string
  /** True where nobody needs to be known yet. */
  readonly open?: boolean
  readonly handle: (context: HttpContext) => Promise<Response> | Response
}

const NO_QUERY = z.strictObject({})

/** Throws where nobody has decided who may use the route. */
export function addRoute(app: Hono<HttpEnvironment>, route: Route): void {
  const right = route.open === true ? 'anyone' : rightOfRoute(route.method, route.path)
  if (right === undefined)
    throw new Error(`${route.method} ${route.path}: say in policy/route-rights.ts who may use it`)
  // Only a path may hold slashes.
  const pattern = route.path.replace('{path}', ':path{.+}').replaceAll(/\{(\w+)\}/g, ':$1')
  app.on(route.method.toUpperCase(), pattern, context => {
    context.set('route', route.path)
    if (right !== 'anyone') requireRight(context.get('principal'), right)
    if (route.query === undefined) readQuery(NO_QUERY, context.req.url)
    return route.handle(context)
  })
}

/** A JSON answer that no cache may keep. */
export const answer = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  })
