/** Evidence: a zip, sent as it is made. */
import { type Companions, makeEvidence } from '../actions/make-evidence.ts'
import type { Daybook } from '../daybook.ts'
import { EvidenceRequest } from '../evidence/evidence-request.ts'
import { readBody } from './read-body.ts'
import type { Route } from './routes.ts'
import { zipAnswer } from './zip-answer.ts'

export function evidenceRoute(daybook: Daybook, companions?: Companions): Route {
  return {
    method: 'post',
    path: '/v1/evidence',
    summary: 'Evidence of chosen entries, an object or a client: a zip that verifies without Daybook',
    body: EvidenceRequest,
    mediaType: 'application/zip',
    async handle(context) {
      const { value } = await readBody(context.req.raw)
      return zipAnswer(await makeEvidence(daybook, context.get('principal'), value, companions))
    },
  }
}
