import type { Act } from './act.ts'
import { BOOKING_ACTS } from './booking-acts.ts'
import { CLIENT_ACTS } from './client-acts.ts'
import { CHANGE, CREATE, defineActs, deleting, restoring } from './define-acts.ts'
import { FEE_ACTS, INVOICE_ACTS, PAYMENT_ACTS, QUOTE_ACTS } from './money-acts.ts'
import { COUPON_ACTS, REWARD_ACTS, SCHEDULE_ACTS, SERVICE_ACTS, VOUCHER_ACTS } from './offer-acts.ts'

/** What can be done in Daybook, by object type. What is not here is only recorded (orders, carts, enquiries …). */
export const ACTS = {
  client: CLIENT_ACTS,
  booking: BOOKING_ACTS,
  payment: PAYMENT_ACTS,
  fee: FEE_ACTS,
  invoice: INVOICE_ACTS,
  quote: QUOTE_ACTS,
  service: SERVICE_ACTS,
  schedule: SCHEDULE_ACTS,
  voucher: VOUCHER_ACTS,
  coupon: COUPON_ACTS,
  reward: REWARD_ACTS,
} as const satisfies Readonly<Record<string, Readonly<Record<string, Act>>>>

export type ActingType = keyof typeof ACTS
export type ActName<T extends ActingType> = keyof (typeof ACTS)[T] & string

const byType: ReadonlyMap<string, Readonly<Record<string, Act>>> = new Map(Object.entries(ACTS))

/** The acts of an object type of the catalogue, in the order in which they are written down. */
export const actsOf = (type: string): readonly Act[] => Object.values(byType.get(type) ?? {})

/** What can be done with objects of a type that a workspace declares itself (R-K4). */
export const ownTypeActs = (type: string, fields: readonly string[]): readonly Act[] =>
  Object.values(
    defineActs(type, {
      create: { label: CREATE, action: 'object.created', makes: true, fields },
      update: { label: CHANGE, action: 'object.updated', fields },
      delete: deleting('object.deleted'),
      restore: restoring('object.restored'),
    }),
  )
