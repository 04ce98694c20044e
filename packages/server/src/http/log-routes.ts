/** The log as others verify it: checkpoint, trust policy, tiles, proofs. */
import { z } from 'zod'
import { addCosignatures, CosignaturesBody } from '../actions/add-cosignatures.ts'
import { proveConsistency } from '../actions/prove-consistency.ts'
import { proveEntry } from '../actions/prove-entry.ts'
import { readCheckpoint } from '../actions/read-checkpoint.ts'
import { readTile } from '../actions/read-tile.ts'
import { readTrustPolicy } from '../actions/read-trust-policy.ts'
import type { Daybook } from '../daybook.ts'
import { readBody } from './read-body.ts'
import { readQuery } from './read-query.ts'
import { answer, type Route } from './routes.ts'

const size = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'must be a number of entries, from 1')
  .transform(Number)
  .optional()
const ConsistencyQuery = z.strictObject({
  from: size.describe('Entries of the older log; 1 where absent'),
  to: size.describe('Entries of the newer log; those of the newest checkpoint where absent'),
})
const ProofQuery = z.strictObject({
  field: z
    .array(z.string().max(320))
    .max(200)
    .optional()
    .describe('A field to show, or the beginning of names as "change/*"; all where absent'),
})

export const logRoutes = (daybook: Daybook): Route[] => [
  ...checkpointRoutes(daybook),
  ...proofRoutes(daybook),
]

function checkpointRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/log/checkpoint',
      summary: 'The newest signed checkpoint (C2SP tlog-checkpoint)',
      mediaType: 'text/plain',
      handle: async context =>
        text((await readCheckpoint(daybook, context.get('principal'))).note, 'no-store'),
    },
    {
      method: 'get',
      path: '/v1/log/trust-policy',
      summary: 'The keys that checkpoints are verified with (C2SP tlog-policy)',
      mediaType: 'text/plain',
      handle: async context => text(await readTrustPolicy(daybook, context.get('principal')), 'no-store'),
    },
    {
      method: 'get',
      path: '/v1/log/tile/{path}',
      summary: 'A tile of the tree, or of the leaves as entries/… (C2SP tlog-tiles)',
      mediaType: 'application/octet-stream',
      async handle(context) {
        const path = `tile/${context.req.param('path')!}`
        const bytes = await readTile(daybook, context.get('principal'), path)
        return new Response(new Uint8Array(bytes), {
          headers: {
            'content-type': 'application/octet-stream',
            // What a tile holds never changes; it is not for caches that several readers share.
            'cache-control': 'private, max-age=31536000, immutable',
            vary: 'authorization, cookie, daybook-workspace',
          },
        })
      },
    },
    {
      method: 'post',
      path: '/v1/log/cosignatures',
      summary: 'Keep the cosignatures of witnesses on a checkpoint',
      body: CosignaturesBody,
      async handle(context) {
        const { value } = await readBody(context.req.raw)
        return answer(await addCosignatures(daybook, context.get('principal'), value))
      },
    },
  ]
}

function proofRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/log/consistency',
      summary: 'A proof that one size of the log begins with another (RFC 6962)',
      query: ConsistencyQuery,
      async handle(context) {
        const { from, to } = readQuery(ConsistencyQuery, context.req.url)
        return answer(await proveConsistency(daybook, context.get('principal'), { from, to }))
      },
    },
    {
      method: 'get',
      path: '/v1/entries/{id}/proof',
      summary: 'The evidence file of one entry (C2SP tlog-proof)',
      query: ProofQuery,
      mediaType: 'text/plain',
      async handle(context) {
        const { field } = readQuery(ProofQuery, context.req.url)
        const id = context.req.param('id')!
        return text(await proveEntry(daybook, context.get('principal'), id, field), 'no-store')
      },
    },
  ]
}

const text = (body: string, caching: string): Response =>
  new Response(body, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': caching },
  })
