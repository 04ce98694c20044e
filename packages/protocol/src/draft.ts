/**
 * What a host sends: the draft of an entry. The contract of `POST /v1/entries`.
 * A draft says what happened in the host's own ids; the server turns it into an entry.
 * The schemas have a door of their own, `@daybook/protocol/draft`: whoever only reads does without zod.
 */
import { z } from 'zod'
import { ACTOR_TYPES, LIMITS, OUTCOMES } from './draft-limits.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

const json = z.custom<Json>(value => value !== undefined)
const id = z.string().min(1, 'must not be empty').max(LIMITS.id)
const text = z.string()

export const DraftClient = z.strictObject({ id, name: text.optional() })
export const DraftObject = z.strictObject({
  type: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'must be a lower-case name such as "booking"'),
  id,
  name: text.optional(),
  role: z.string().max(100).optional(),
})
export const DraftActor = z.strictObject({
  type: z.enum(ACTOR_TYPES),
  id: id.optional(),
  name: text.optional(),
})
export const DraftChange = z.strictObject({
  field: z.string().min(1, 'must not be empty').max(200),
  label: text.optional(),
  before: json.optional(),
  after: json.optional(),
})
export const Amount = z.strictObject({
  value: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "EUR"'),
})
const names = z.custom<Readonly<Record<string, Json>>>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
)

export const Draft = z.strictObject({
  action: z.string().min(1, 'must not be empty').max(LIMITS.action),
  client: DraftClient.optional(),
  clients: z.array(DraftClient).max(LIMITS.parties).optional(),
  object: DraftObject.optional(),
  objects: z.array(DraftObject).max(LIMITS.parties).optional(),
  actor: DraftActor.optional(),
  onBehalfOf: DraftActor.optional(),
  source: z
    .enum(['staff', 'customer', 'api', 'webhook', 'integration', 'physical', 'automated', 'system'])
    .optional(),
  occurredAt: z.string().optional(),
  undated: z.boolean().optional(),
  changes: z.array(DraftChange).max(1000).optional(),
  before: names.optional(),
  after: names.optional(),
  state: names.optional(),
  category: z.enum(['orders', 'customers', 'bookings', 'payments', 'system']).optional(),
  type: z
    .enum([
      'auth',
      'access',
      'order',
      'payment',
      'cart',
      'booking',
      'enquiry',
      'visit',
      'scan',
      'communication',
      'settings',
      'configuration',
      'data',
      'security',
      'compliance',
      'notification',
      'integration',
      'report',
      'export',
    ])
    .optional(),
  related: z.enum(['session', 'profile', 'payments', 'access']).optional(),
  rule: z.strictObject({ id, name: text.optional() }).optional(),
  reference: z
    .strictObject({ provider: id, id: id.optional(), url: z.string().max(4000).optional() })
    .optional(),
  reason: text.optional(),
  outcome: z.enum(OUTCOMES).optional(),
  context: z
    .strictObject({
      ip: z.string().max(100).optional(),
      userAgent: z.string().max(2000).optional(),
      requestId: id.optional(),
      amount: Amount.optional(),
    })
    .optional(),
  data: names.optional(),
  causedBy: z.union([id, z.strictObject({ key: id })]).optional(),
  correlationId: id.optional(),
  key: id.optional(),
})
export type Draft = z.infer<typeof Draft>
export type DraftActor = z.infer<typeof DraftActor>
export type DraftObject = z.infer<typeof DraftObject>
export type DraftClient = z.infer<typeof DraftClient>
export type Outcome = (typeof OUTCOMES)[number]
export type ActorType = (typeof ACTOR_TYPES)[number]

/** The body of `POST /v1/entries`. */
export type AppendRequest = Draft | { readonly entries: readonly Draft[] }
/** Where an entry stands in the log; `duplicate` when the same key and content had been written before. */
export interface Receipt {
  readonly id: string
  readonly seq: number
  readonly duplicate: boolean
}
export interface AppendAnswer {
  readonly entries: readonly Receipt[]
}
