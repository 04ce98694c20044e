/** Deleting, restoring, holding and erasing clients; what they ask; what the workspace has chosen. */
import { z } from 'zod'
import { AskBody, askErasure } from '../actions/ask-erasure.ts'
import { changePrivacySettings, PrivacyBody } from '../actions/change-privacy-settings.ts'
import { DecisionBody, decideRequest } from '../actions/decide-request.ts'
import { ReasonBody } from '../actions/decide-privacy.ts'
import { deleteClient } from '../actions/delete-client.ts'
import { EraseBody, eraseClient } from '../actions/erase-client.ts'
import { listDecidedClients } from '../actions/list-decided-clients.ts'
import { listPrivacyRequests } from '../actions/list-privacy-requests.ts'
import { placeHold } from '../actions/place-hold.ts'
import { readErasure } from '../actions/read-erasure.ts'
import { releaseHold } from '../actions/release-hold.ts'
import { restoreClient } from '../actions/restore-client.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { readBody } from './read-body.ts'
import { PageQuery, readQuery } from './read-query.ts'
import { answer, type Route } from './routes.ts'

const RequestsQuery = z.strictObject({
  state: z.enum(['open', 'decided', 'all']).default('open'),
  ...PageQuery.pick({ limit: true, cursor: true }).shape,
})

const DecidedQuery = z.strictObject({
  state: z.enum(['held', 'deleted']).default('held').describe('Under a legal hold, or in the grace period'),
  ...PageQuery.pick({ limit: true, cursor: true }).shape,
})

export const privacyRoutes = (daybook: Daybook): Route[] => [
  ...clientActs(daybook),
  ...requestRoutes(daybook),
  {
    method: 'get',
    path: '/v1/clients/{id}/erasure',
    summary: 'The receipt of a client’s erasure: what was cleared, and when backups became noise',
    handle: async context =>
      answer(await readErasure(daybook, context.get('principal'), context.req.param('id')!)),
  },
  {
    method: 'put',
    path: '/v1/settings/privacy',
    summary: 'The grace period, and what a client’s own request does',
    body: PrivacyBody,
    async handle(context) {
      const { value } = await readBody(context.req.raw)
      return answer(await changePrivacySettings(daybook, context.get('principal'), value))
    },
  },
]

type Act = (daybook: Daybook, principal: Principal, id: string, body: unknown) => Promise<unknown>

function clientActs(daybook: Daybook): Route[] {
  const act = (
    method: Route['method'],
    path: string,
    summary: string,
    work: Act,
    body: z.ZodType = ReasonBody,
  ): Route => ({
    ...(body === ReasonBody && { bodyOptional: true as const }),
    method,
    path,
    summary,
    body,
    async handle(context) {
      // A reason is optional, and so is the body that would hold it.
      const { value } = await readBody(context.req.raw, { optional: true })
      return answer(await work(daybook, context.get('principal'), context.req.param('id')!, value))
    },
  })
  return [
    act('delete', '/v1/clients/{id}', 'Delete a client: starts the grace period', deleteClient),
    act('post', '/v1/clients/{id}/restore', 'Take a deletion back', restoreClient),
    act('post', '/v1/clients/{id}/erase', 'Erase or anonymise a client now', eraseClient, EraseBody),
    act('put', '/v1/clients/{id}/hold', 'Place a legal hold', placeHold),
    act('delete', '/v1/clients/{id}/hold', 'Release a legal hold', releaseHold),
  ]
}

function requestRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/privacy/clients',
      summary: 'Clients under a legal hold, or deleted and in their grace period',
      query: DecidedQuery,
      async handle(context) {
        const query = readQuery(DecidedQuery, context.req.url)
        return answer(await listDecidedClients(daybook, context.get('principal'), query))
      },
    },
    {
      method: 'get',
      path: '/v1/privacy/requests',
      summary: 'What clients asked: erasures that wait for a decision',
      query: RequestsQuery,
      async handle(context) {
        const query = readQuery(RequestsQuery, context.req.url)
        return answer(await listPrivacyRequests(daybook, context.get('principal'), query))
      },
    },
    {
      method: 'post',
      path: '/v1/privacy/requests',
      summary: 'Write down that a client asks to be erased',
      body: AskBody,
      status: 201,
      async handle(context) {
        const { value } = await readBody(context.req.raw)
        return answer(await askErasure(daybook, context.get('principal'), value), 201)
      },
    },
    {
      method: 'post',
      path: '/v1/privacy/requests/{id}/decide',
      summary: 'Decide what a client asked: erase, anonymise, or decline with a reason',
      body: DecisionBody,
      async handle(context) {
        const { value } = await readBody(context.req.raw)
        return answer(await decideRequest(daybook, context.get('principal'), context.req.param('id')!, value))
      },
    },
  ]
}
