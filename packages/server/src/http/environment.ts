import type { Context } from 'hono'
import type { Principal } from '../entry/workspace.ts'

/** What the routes find in their context. */
export interface HttpEnvironment {
  Variables: {
    requestId: string
    principal: Principal
  }
}
export type HttpContext = Context<HttpEnvironment>
