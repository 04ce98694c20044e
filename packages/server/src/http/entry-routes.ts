/** Appending and reading entries. */
import { LIMITS } from '@daybook/protocol'
import { Draft } from '@daybook/protocol/draft'
import { z } from 'zod'
import { appendEntries } from '../actions/append-entries.ts'
import { countEntries } from '../actions/count-entries.ts'
import { readEntries, type Subject } from '../actions/read-entries.ts'
import { readEntry } from '../actions/read-entry.ts'
import type { Daybook } from '../daybook.ts'
import type { HttpContext } from './environment.ts'
import { readBody } from './read-body.ts'
import { FilterQuery, filterOf, ListQuery, PageQuery, pageOf, readQuery } from './read-query.ts'
import { answer, type Route } from './routes.ts'

const CountQuery = z.strictObject({ ...FilterQuery.shape, client: z.string().max(500).optional() })
const LangQuery = PageQuery.pick({ lang: true })
const AppendBody = z.union([Draft, z.strictObject({ entries: z.array(Draft).max(LIMITS.drafts) })])

export const subjectOfClient = (client: string | undefined): Subject =>
  client === undefined ? { of: 'log' } : { of: 'client', id: client }

export const entryRoutes = (daybook: Daybook): Route[] => [
  appendRoute(daybook),
  ...readRoutes(daybook),
  ...listRoutes(daybook),
]

function appendRoute(daybook: Daybook): Route {
  return {
    method: 'post',
    path: '/v1/entries',
    summary: 'Append one entry or up to 1,000, all or nothing',
    body: AppendBody,
    status: 201,
    async handle(context) {
      const { value, bytes } = await readBody(context.req.raw)
      const receipts = await appendEntries(daybook, context.get('principal'), value, bytes)
      const repeated = receipts.length > 0 && receipts.every(receipt => receipt.duplicate)
      return answer({ entries: receipts }, repeated ? 200 : 201)
    },
  }
}

function readRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/entries/counts',
      summary: 'How many entries a list has, by action, category, type, source and actor',
      query: CountQuery,
      async handle(context) {
        const query = readQuery(CountQuery, context.req.url)
        return answer(
          await countEntries(
            daybook,
            context.get('principal'),
            subjectOfClient(query.client),
            filterOf(query),
          ),
        )
      },
    },
    {
      method: 'get',
      path: '/v1/entries/{id}',
      summary: 'One entry',
      query: LangQuery,
      async handle(context) {
        const { lang } = readQuery(LangQuery, context.req.url)
        return answer(await readEntry(daybook, context.get('principal'), context.req.param('id')!, lang))
      },
    },
  ]
}

function listRoutes(daybook: Daybook): Route[] {
  const list =
    (subjectOf: (context: HttpContext) => Subject) =>
    async (context: HttpContext): Promise<Response> => {
      const query = readQuery(ListQuery, context.req.url)
      return answer(
        await readEntries(daybook, context.get('principal'), {
          subject: subjectOf(context),
          filter: filterOf(query),
          ...pageOf(query),
        }),
      )
    }
  return [
    {
      method: 'get',
      path: '/v1/entries',
      summary: 'The workspace’s log',
      query: ListQuery,
      handle: list(() => ({ of: 'log' })),
    },
    {
      method: 'get',
      path: '/v1/clients/{id}/timeline',
      summary: 'Everything about one client',
      query: ListQuery,
      handle: list(context => ({ of: 'client', id: context.req.param('id')! })),
    },
    {
      method: 'get',
      path: '/v1/clients/{id}/access',
      summary: 'A client’s sign-ins, sign-outs, failed ones and expiries',
      query: ListQuery,
      handle: list(context => ({ of: 'client', id: context.req.param('id')!, access: true })),
    },
    {
      method: 'get',
      path: '/v1/objects/{type}/{id}/history',
      summary: 'Everything about one booking or other object',
      query: ListQuery,
      handle: list(context => ({
        of: 'object',
        type: context.req.param('type')!,
        id: context.req.param('id')!,
      })),
    },
  ]
}
