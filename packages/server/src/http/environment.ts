import type { Context } from 'hono'
import type { Principal } from '../entry/workspace.ts'

/** What the routes find in their context. */
export interface HttpEnvironment {
  Variables: {
    requestId: string
    principal: Principal
    /** Where the request comes from; undefined where there is no connection, as in tests. */
    address: string | undefined
    /** The route's path as described, `/v1/clients/{id}`: what a log may hold of an address. */
    route?: string
  }
}
export type HttpContext = Context<HttpEnvironment>
