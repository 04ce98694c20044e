import { BOOKING } from './objects/booking.ts'
import { CLIENT } from './objects/client.ts'
import { ENQUIRY, MESSAGE, SCAN, VISIT } from './objects/contact.ts'
import { FEE, INVOICE, PAYMENT } from './objects/money.ts'
import { COUPON, REWARD, SCHEDULE, SERVICE, VOUCHER } from './objects/offer.ts'
import { CART, ORDER, QUOTE } from './objects/order.ts'
import {
  EXPORT,
  FIELD,
  INTEGRATION,
  KEY,
  MEMBER,
  REPORT,
  RULE,
  WEBHOOK,
  WORKSPACE,
} from './objects/workspace.ts'
import type { ObjectType } from './types.ts'

/** Everything an entry can be about, by name; a host or a workspace may add types of its own beside these. */
export const OBJECT_TYPES = {
  client: CLIENT,
  booking: BOOKING,
  payment: PAYMENT,
  invoice: INVOICE,
  fee: FEE,
  quote: QUOTE,
  order: ORDER,
  cart: CART,
  enquiry: ENQUIRY,
  message: MESSAGE,
  voucher: VOUCHER,
  coupon: COUPON,
  reward: REWARD,
  service: SERVICE,
  schedule: SCHEDULE,
  visit: VISIT,
  scan: SCAN,
  member: MEMBER,
  key: KEY,
  field: FIELD,
  rule: RULE,
  integration: INTEGRATION,
  webhook: WEBHOOK,
  report: REPORT,
  export: EXPORT,
  workspace: WORKSPACE,
} as const satisfies Readonly<Record<string, ObjectType>>

export type ObjectTypeName = keyof typeof OBJECT_TYPES

const byName: ReadonlyMap<string, ObjectType> = new Map(Object.entries(OBJECT_TYPES))

/** The object type of that name, or undefined where the catalogue does not have it. */
export const findObjectType = (name: string): ObjectType | undefined => byName.get(name)
