/** A route and its description together. */
import type { Hono } from 'hono'
import type { z } from 'zod'
import type { HttpContext, HttpEnvironment } from './environment.ts'

export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** In OpenAPI's form: `/v1/clients/{id}`. */
  readonly path: string
  readonly summary: string
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Status of success where it is not 200. */
  readonly status?: number
  /** Media type of success where it is not JSON. */
  readonly mediaType?: string
  readonly handle: (context: HttpContext) => Promise<Response> | Response
}

export function addRoute(app: Hono<HttpEnvironment>, route: Route): void {
  app.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ':$1'), context => route.handle(context))
}

/** A JSON answer that no cache may keep. */
export const answer = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  })
