/** Retention by age: the choice, and what it would do. */
import { z } from 'zod'
import { changeRetention, readRetention, RetentionBody } from '../actions/change-retention.ts'
import { previewRetention } from '../actions/preview-retention.ts'
import type { Daybook } from '../daybook.ts'
import { readBody } from './read-body.ts'
import { readQuery } from './read-query.ts'
import { answer, type Route } from './routes.ts'

const PreviewQuery = z.strictObject({
  years: z.coerce
    .number()
    .int('must be a whole number')
    .min(1)
    .max(100)
    .optional()
    .describe('Whole UTC years; else what the workspace has chosen'),
})

export const retentionRoutes = (daybook: Daybook): Route[] => [
  {
    method: 'get',
    path: '/v1/settings/retention',
    summary: 'After how many years the personal part of an entry becomes unreadable',
    handle: async context => answer(await readRetention(daybook, context.get('principal'))),
  },
  {
    method: 'put',
    path: '/v1/settings/retention',
    summary: 'Set or lift the limit by age; it takes effect a day later',
    body: RetentionBody,
    async handle(context) {
      const { value } = await readBody(context.req.raw)
      return answer(await changeRetention(daybook, context.get('principal'), value))
    },
  },
  {
    method: 'get',
    path: '/v1/settings/retention/preview',
    summary: 'How many entries’ personal parts a limit makes unreadable, by year and when',
    query: PreviewQuery,
    async handle(context) {
      const { years } = readQuery(PreviewQuery, context.req.url)
      return answer(await previewRetention(daybook, context.get('principal'), years))
    },
  },
]
