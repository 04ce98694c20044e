/** Whether the log is whole. */
import { askForCheck, logStatus } from '../actions/log-status.ts'
import type { Daybook } from '../daybook.ts'
import { answer, type Route } from './routes.ts'

export function checkRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/log/status',
      summary: 'Whether the log is whole: ok until when, being checked, a problem and where, overdue',
      handle: async context => answer(await logStatus(daybook, context.get('principal'))),
    },
    {
      method: 'post',
      path: '/v1/log/check',
      summary: 'Check the log now',
      status: 202,
      async handle(context) {
        await askForCheck(daybook, context.get('principal'))
        return answer(await logStatus(daybook, context.get('principal')), 202)
      },
    },
  ]
}
