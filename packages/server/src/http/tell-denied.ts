import type { LogError } from '@daybook/protocol'
import { type Denial, recordDenied } from '../actions/record-denied.ts'
import type { Daybook } from '../daybook.ts'
import { rightOfRoute } from '../policy/route-rights.ts'
import type { HttpContext } from './environment.ts'

/**
 * Tells the log of a member who was refused something. Rejects where it could not be written: the refusal stands all
 * the same.
 */
export function tellDenied(daybook: Daybook): (error: LogError, context: HttpContext) => Promise<void> {
  const record = recordDenied(daybook)
  return async ({ code }, context) => {
    const route = context.get('route')
    if (code !== 'scope_missing' || route === undefined) return
    const { method } = context.req
    const right = rightOfRoute(method, route)
    if (right === undefined || right === 'anyone') return
    const denial: Denial = { right, route: `${method} ${route}`, requestId: context.get('requestId') }
    await record(context.get('principal'), denial, {
      ip: context.get('address'),
      userAgent: context.req.header('user-agent'),
    })
  }
}
