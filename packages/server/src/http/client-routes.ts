/** The client list and one client. */
import { CLIENT_SORTS } from '@daybook/protocol'
import { z } from 'zod'
import { readClient, readClients } from '../actions/read-clients.ts'
import { viewClient } from '../actions/view-client.ts'
import type { Daybook } from '../daybook.ts'
import { PageQuery, readQuery } from './read-query.ts'
import { answer, type Route } from './routes.ts'

const ClientsQuery = z.strictObject({
  q: z.string().max(500).default(''),
  sort: z.enum(CLIENT_SORTS).default('name').describe('Who has nothing to sort by comes last'),
  ...PageQuery.shape,
  order: PageQuery.shape.order.removeDefault().optional().describe('Default: names and next sessions ascend'),
})
const ClientQuery = PageQuery.pick({ lang: true })

export function clientRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/clients',
      summary: 'Clients by name, or found by the beginnings of words',
      query: ClientsQuery,
      async handle(context) {
        const { q, sort, order, limit, cursor, lang } = readQuery(ClientsQuery, context.req.url)
        return answer(
          await readClients(daybook, context.get('principal'), {
            q,
            sort,
            order,
            limit,
            cursor,
            locale: lang,
          }),
        )
      },
    },
    {
      method: 'get',
      path: '/v1/clients/{id}',
      summary: 'One client',
      query: ClientQuery,
      async handle(context) {
        const { lang } = readQuery(ClientQuery, context.req.url)
        return answer(await readClient(daybook, context.get('principal'), context.req.param('id')!, lang))
      },
    },
    {
      method: 'post',
      path: '/v1/clients/{id}/views',
      summary: 'A member opened this client’s page; an entry while the workspace keeps profile views',
      async handle(context) {
        return answer(await viewClient(daybook, context.get('principal'), context.req.param('id')!))
      },
    },
  ]
}
