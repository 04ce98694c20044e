/** That the workspace's log was opened. */
import { recordLogView } from '../actions/record-log-view.ts'
import type { Daybook } from '../daybook.ts'
import { visitOf } from '../sign-in/visit.ts'
import { answer, type Route } from './routes.ts'

export function logViewRoute(daybook: Daybook): Route {
  return {
    method: 'post',
    path: '/v1/log/viewed',
    summary: 'Note that a member opened the log, where the workspace has that noted',
    async handle(context) {
      const { caller } = visitOf(context.req.raw, context.get('address'))
      return answer(await recordLogView(daybook, context.get('principal'), caller))
    },
  }
}
