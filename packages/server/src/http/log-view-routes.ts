/** That the log was opened, and whether that is noted. */
import { changeLogViews, LogViewsBody, readLogViews } from '../actions/change-log-views.ts'
import { recordLogView } from '../actions/record-log-view.ts'
import type { Daybook } from '../daybook.ts'
import type { Caller } from '../entry/caller.ts'
import { visitOf } from '../sign-in/visit.ts'
import type { HttpContext } from './environment.ts'
import { readBody } from './read-body.ts'
import { answer, type Route } from './routes.ts'

const callerOf = (context: HttpContext): Caller => visitOf(context.req.raw, context.get('address')).caller

export function logViewRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'post',
      path: '/v1/log/viewed',
      summary: 'Note that a member opened the log, where the workspace has that noted',
      handle: async context =>
        answer(await recordLogView(daybook, context.get('principal'), callerOf(context))),
    },
    {
      method: 'get',
      path: '/v1/settings/log-views',
      summary: 'Whether opening the log is an entry',
      handle: async context => answer(await readLogViews(daybook, context.get('principal'))),
    },
    {
      method: 'put',
      path: '/v1/settings/log-views',
      summary: 'Switch on or off that opening the log is an entry',
      body: LogViewsBody,
      async handle(context) {
        const { value } = await readBody(context.req.raw)
        return answer(await changeLogViews(daybook, context.get('principal'), callerOf(context), value))
      },
    },
  ]
}
