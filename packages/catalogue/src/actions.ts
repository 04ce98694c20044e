import { BOOKING_ACTIONS } from './actions/bookings.ts'
import { CLIENT_ACTIONS } from './actions/clients.ts'
import { CLIENT_DATA_ACTIONS } from './actions/client-data.ts'
import { CONFIGURATION_ACTIONS } from './actions/configuration.ts'
import { ACCOUNT_ACTIONS } from './actions/account.ts'
import { CONNECTION_ACTIONS } from './actions/connections.ts'
import { CONTACT_ACTIONS } from './actions/contact.ts'
import { LOG_ACTIONS } from './actions/log.ts'
import { OFFER_ACTIONS } from './actions/offers.ts'
import { ORDER_ACTIONS } from './actions/orders.ts'
import { PAYMENT_ACTIONS } from './actions/payments.ts'
import { VISIT_ACTIONS } from './actions/visits.ts'
import { VOUCHER_ACTIONS } from './actions/vouchers.ts'
import { WORKSPACE_ACTIONS } from './actions/workspace.ts'
import { NOTE_ACTIONS } from './actions/booking-notes.ts'
import type { Action } from './types.ts'

/** Everything that can happen, by name. A log accepts other actions too (R-A1): see `classify` and `renderSentence`. */
export const ACTIONS = {
  ...CLIENT_ACTIONS,
  ...CLIENT_DATA_ACTIONS,
  ...CONTACT_ACTIONS,
  ...BOOKING_ACTIONS,
  ...NOTE_ACTIONS,
  ...VISIT_ACTIONS,
  ...ORDER_ACTIONS,
  ...PAYMENT_ACTIONS,
  ...VOUCHER_ACTIONS,
  ...CONFIGURATION_ACTIONS,
  ...OFFER_ACTIONS,
  ...ACCOUNT_ACTIONS,
  ...WORKSPACE_ACTIONS,
  ...CONNECTION_ACTIONS,
  ...LOG_ACTIONS,
} as const satisfies Readonly<Record<string, Action>>

export type ActionName = keyof typeof ACTIONS

const byName: ReadonlyMap<string, Action> = new Map(Object.entries(ACTIONS))

/** The action of that name, or undefined where the catalogue does not have it. */
export const findAction = (name: string): Action | undefined => byName.get(name)
