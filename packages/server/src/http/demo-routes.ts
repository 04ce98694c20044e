/** Demonstration data, in a workspace of its own. */
import { z } from 'zod'
import { checkInput } from '../actions/check-input.ts'
import { dropDemo, loadDemo } from '../actions/load-demo.ts'
import type { Daybook } from '../daybook.ts'
import { readBody } from './read-body.ts'
import { answer, type Route } from './routes.ts'

const Nothing = z.strictObject({})

export const demoRoutes = (daybook: Daybook): Route[] => [
  {
    method: 'post',
    path: '/v1/demo',
    summary: 'Make a workspace of demonstration data, or answer the one that the member has',
    body: Nothing,
    status: 201,
    async handle(context) {
      const { value } = await readBody(context.req.raw)
      checkInput(Nothing, value)
      const { workspace, made } = await loadDemo(daybook, context.get('principal'))
      return answer({ workspace }, made ? 201 : 200)
    },
  },
  {
    method: 'delete',
    path: '/v1/demo',
    summary: 'Remove the demonstration data, every row of it',
    async handle(context) {
      await dropDemo(daybook, context.get('principal'))
      return answer({})
    },
  },
]
