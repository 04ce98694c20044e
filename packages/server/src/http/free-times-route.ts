import { FreeTimesQuery, listFreeTimes } from '../actions/list-free-times.ts'
import type { Daybook } from '../daybook.ts'
import { readQuery } from './read-query.ts'
import { answer, type Route } from './routes.ts'

export const freeTimesRoute = (daybook: Daybook): Route => ({
  method: 'get',
  path: '/v1/free-times',
  summary: 'When a service can be booked, or a booking be moved to, by schedules and what is taken',
  query: FreeTimesQuery,
  async handle(context) {
    const asked = readQuery(FreeTimesQuery, context.req.url)
    return answer(await listFreeTimes(daybook, context.get('principal'), asked))
  },
})
