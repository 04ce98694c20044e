/** Merging two profiles of one person, and separating them again. */
import type { z } from 'zod'
import { MergeBody, mergeClients } from '../actions/merge-clients.ts'
import { UnmergeBody, unmergeClients } from '../actions/unmerge-clients.ts'
import type { Daybook } from '../daybook.ts'
import { visitOf } from '../sign-in/visit.ts'
import { readBody } from './read-body.ts'
import { answer, type Route } from './routes.ts'

export function mergeRoutes(daybook: Daybook): Route[] {
  const route = (
    path: string,
    summary: string,
    body: z.ZodType,
    work: typeof mergeClients,
    bodyOptional?: true,
  ): Route => ({
    method: 'post',
    path,
    summary,
    body,
    ...(bodyOptional && { bodyOptional }),
    status: 201,
    async handle(context) {
      const { value } = await readBody(context.req.raw, { optional: bodyOptional === true })
      const { caller } = visitOf(context.req.raw, context.get('address'))
      const id = context.req.param('id')!
      return answer(await work(daybook, context.get('principal'), caller, id, value), 201)
    },
  })
  return [
    route(
      '/v1/clients/{id}/merge',
      'Merge another client into this one: both histories stand on one page',
      MergeBody,
      mergeClients,
    ),
    route(
      '/v1/clients/{id}/unmerge',
      'Separate two clients who were merged: both pages are as they were before',
      UnmergeBody,
      unmergeClients,
      true,
    ),
  ]
}
