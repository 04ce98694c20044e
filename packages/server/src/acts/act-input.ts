/** What a caller sends with an act: `POST /v1/objects/{type}/{id}/{act}`. */
import { type Json, LIMITS } from '@daybook/protocol'
import { DraftActor, DraftClient, DraftObject } from '@daybook/protocol/draft'
import { z } from 'zod'

const values = z.custom<Readonly<Record<string, Json>>>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
)

export const ActInput = z.strictObject({
  fields: values.optional().describe('Fields of the object that the act gives, by name; null empties one'),
  data: values.optional().describe('What the entry says besides: a note, an amount'),
  reason: z.string().max(LIMITS.string).optional(),
  client: DraftClient.optional(),
  clients: z.array(DraftClient).min(1).max(LIMITS.parties).optional(),
  other: DraftObject.pick({ type: true, id: true })
    .optional()
    .describe('The other object, where the act ties two together'),
  objects: z
    .array(DraftObject.pick({ type: true, id: true, role: true }))
    .max(20)
    .optional()
    .describe('More objects that the entry belongs to: the booking of a payment, say'),
  ifVersion: z
    .int()
    .min(0)
    .optional()
    .describe('The `version` that the caller has read; refused where the object has changed since'),
  forClient: z
    .boolean()
    .optional()
    .describe('Done on the client’s wish: the entry says on whose behalf, and the rules for clients apply'),
  actor: DraftActor.optional().describe('For API keys: who did it; by default the key itself'),
  source: z.enum(['staff', 'customer', 'api', 'webhook', 'integration', 'physical']).optional(),
  key: z.string().min(1).max(400).optional().describe('Idempotency key: the same again changes nothing'),
})
export type ActInput = z.infer<typeof ActInput>

/** The same where the server makes the object's id: the act that begins it is named in the body. */
export const CreateInput = z.strictObject({ act: z.string().min(1).max(100), ...ActInput.shape })
export type CreateInput = z.infer<typeof CreateInput>
