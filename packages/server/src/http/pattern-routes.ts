/** How often what happened, with the lists behind each number. */
import { z } from 'zod'
import { readPatterns } from '../actions/read-patterns.ts'
import type { Daybook } from '../daybook.ts'
import { readQuery } from './read-query.ts'
import { answer, type Route } from './routes.ts'

const PatternQuery = z.strictObject({
  from: z.string().max(40).optional().describe('A local date, inclusive'),
  to: z.string().max(40).optional().describe('A local date, inclusive'),
})

export const patternRoutes = (daybook: Daybook): Route[] => [
  {
    method: 'get',
    path: '/v1/patterns',
    summary: 'Cancellations, no-shows, moves, usual times and channels of the workspace, each with its list',
    query: PatternQuery,
    async handle(context) {
      const period = readQuery(PatternQuery, context.req.url)
      return answer(await readPatterns(daybook, context.get('principal'), period))
    },
  },
  {
    method: 'get',
    path: '/v1/clients/{id}/patterns',
    summary: 'The same of one client',
    query: PatternQuery,
    async handle(context) {
      const period = readQuery(PatternQuery, context.req.url)
      const client = context.req.param('id')!
      return answer(await readPatterns(daybook, context.get('principal'), { ...period, client }))
    },
  },
]
