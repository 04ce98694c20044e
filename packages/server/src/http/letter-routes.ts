/** Letters to clients that the staff hand over, where no mail server is configured or it refused them. */
import { handOverLetter, listLetters } from '../actions/hand-over-letters.ts'
import type { OnlineParts } from '../online/parts.ts'
import { visitOf } from '../sign-in/visit.ts'
import { answer, type Route } from './routes.ts'

export const letterRoutes = (parts: OnlineParts): Route[] => [
  {
    method: 'get',
    path: '/v1/letters',
    summary: 'Letters to clients that somebody must hand over, oldest first',
    handle: async context => answer(await listLetters(parts, context.get('principal'))),
  },
  {
    method: 'post',
    path: '/v1/letters/{id}/handed-over',
    summary: 'Write down that a letter was handed over',
    async handle(context) {
      const { caller } = visitOf(context.req.raw, context.get('address'))
      await handOverLetter(parts, context.get('principal'), caller, context.req.param('id')!)
      return answer({})
    },
  },
]
