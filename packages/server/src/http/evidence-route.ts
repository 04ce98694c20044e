/** Evidence: a zip, sent as it is made. */
import { type Companions, makeEvidence } from '../actions/make-evidence.ts'
import type { Daybook } from '../daybook.ts'
import { EvidenceRequest } from '../evidence/evidence-request.ts'
import { readBody } from './read-body.ts'
import type { Route } from './routes.ts'

export function evidenceRoute(daybook: Daybook, companions?: Companions): Route {
  return {
    method: 'post',
    path: '/v1/evidence',
    summary: 'Evidence of chosen entries, an object or a client: a zip that verifies without Daybook',
    body: EvidenceRequest,
    mediaType: 'application/zip',
    async handle(context) {
      const { value } = await readBody(context.req.raw)
      const { bytes, fileName } = await makeEvidence(daybook, context.get('principal'), value, companions)
      return new Response(streamOf(bytes), {
        headers: {
          'content-type': 'application/zip',
          'content-disposition': `attachment; filename="${fileName}"`,
          'cache-control': 'no-store',
        },
      })
    },
  }
}

/** Made as fast as it is read; not at all once the reader has gone. */
function streamOf(bytes: AsyncGenerator<Uint8Array, void, void>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await bytes.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await bytes.return()
    },
  })
}
