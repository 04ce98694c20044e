/** Closing the workspace, and taking it back. */
import { CloseBody, closeWorkspace } from '../actions/close-workspace.ts'
import { reopenWorkspace } from '../actions/reopen-workspace.ts'
import type { Daybook } from '../daybook.ts'
import { readBody } from './read-body.ts'
import { answer, type Route } from './routes.ts'

export const closingRoutes = (daybook: Daybook): Route[] => [
  {
    method: 'post',
    path: '/v1/workspace/close',
    summary: 'Close the workspace once a time of grace is over: an owner types its name',
    body: CloseBody,
    async handle(context) {
      const { value } = await readBody(context.req.raw)
      return answer(await closeWorkspace(daybook, context.get('principal'), value))
    },
  },
  {
    method: 'post',
    path: '/v1/workspace/reopen',
    summary: 'Take the closing back, within the time of grace',
    handle: async context => answer(await reopenWorkspace(daybook, context.get('principal'))),
  },
]
