/** What a caller sends with `PUT /v1/objects/{type}/{id}`: what the object is, and whose. */
import type { Json } from '@daybook/protocol'
import { z } from 'zod'
import { ActInput } from './act-input.ts'

const shape = ActInput.shape

export const PutInput = z.strictObject({
  state: z
    .custom<Readonly<Record<string, Json>>>(
      value => typeof value === 'object' && value !== null && !Array.isArray(value),
      'must be an object: the fields by name',
    )
    .describe('Every field that has a value: one that is left out has been emptied'),
  client: shape.client,
  clients: shape.clients,
  objects: shape.objects,
  reason: shape.reason,
  ifVersion: shape.ifVersion,
  actor: shape.actor,
  source: shape.source,
  key: shape.key,
})
export type PutInput = z.infer<typeof PutInput>
