/** Lists of records for whoever works with them. */
import { WAITING_KINDS } from '@daybook/protocol'
import { z } from 'zod'
import { listRelated } from '../actions/list-related.ts'
import { listSessions } from '../actions/list-sessions.ts'
import { listWaiting } from '../actions/list-waiting.ts'
import { readBrief } from '../actions/read-brief.ts'
import type { Daybook } from '../daybook.ts'
import { PageQuery, readQuery } from './read-query.ts'
import { answer, type Route } from './routes.ts'

const SessionsQuery = PageQuery.pick({ limit: true, cursor: true })
const RelatedQuery = z.strictObject({
  type: z.array(z.string().min(1).max(100)).max(20).optional().describe('Types of objects, repeated for OR'),
  ...SessionsQuery.shape,
})
const WaitingQuery = z.strictObject({
  kind: z.array(z.enum(WAITING_KINDS)).optional().describe('What it waits for, repeated for OR'),
  ...PageQuery.pick({ limit: true, cursor: true, order: true }).shape,
})

export function listRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/clients/{id}/sessions',
      summary: 'Every booking of a client with its details, the next first',
      query: SessionsQuery,
      async handle(context) {
        const page = readQuery(SessionsQuery, context.req.url)
        return answer(await listSessions(daybook, context.get('principal'), context.req.param('id')!, page))
      },
    },
    {
      method: 'get',
      path: '/v1/clients/{id}/related',
      summary: 'What there is of a client: bookings, quotes, orders, invoices … with their last state',
      query: RelatedQuery,
      async handle(context) {
        const page = readQuery(RelatedQuery, context.req.url)
        return answer(await listRelated(daybook, context.get('principal'), context.req.param('id')!, page))
      },
    },
    {
      method: 'get',
      path: '/v1/clients/{id}/brief',
      summary:
        'What to know before seeing a client: last visit, what comes next, changes, what is unpaid, notes',
      async handle(context) {
        return answer(await readBrief(daybook, context.get('principal'), context.req.param('id')!))
      },
    },
    {
      method: 'get',
      path: '/v1/waiting',
      summary: 'What waits for somebody: invoices not sent, what is unpaid, payments to approve',
      query: WaitingQuery,
      async handle(context) {
        return answer(
          await listWaiting(daybook, context.get('principal'), readQuery(WaitingQuery, context.req.url)),
        )
      },
    },
  ]
}
