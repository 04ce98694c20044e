import type { Context } from 'hono'
import type { Principal } from '../entry/workspace.ts'

/** What the routes find in their context. */
export interface HttpEnvironment {
  Variables: {
    requestId: string
    principal: Principal
    /** The route's path as described, `/v1/clients/{id}`: what a log may hold of an address. */
    route?: string
  }
}
export type HttpContext = Context<HttpEnvironment>

/** The address that the connection comes from; forwarding headers are the other side's word and are not believed. */
export function addressOf(context: HttpContext): string | undefined {
  const { incoming } = (context.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  return incoming?.socket?.remoteAddress
}
