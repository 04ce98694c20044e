/** Checked by the compiler alone: each line below an expectation must not compile. */
import type { ChangeFieldOf, DataOf, DraftOf } from './index.ts'

const append = <const A extends string>(draft: DraftOf<A>): DraftOf<A> => draft

append({
  action: 'booking.booked',
  data: { startsAt: '2026-11-24T10:00:00Z', service: 'Massage', room: null },
})
append({
  action: 'booking.rescheduled',
  changes: [{ field: 'startsAt', before: '2026-11-23', after: '2026-11-24' }],
})
append({ action: 'payment.succeeded', data: { amount: { value: 4000, currency: 'EUR' }, method: 'card' } })
append({
  action: 'settings.updated',
  changes: [{ field: 'timeZone', before: 'UTC', after: 'Europe/Lisbon' }],
})

append({
  action: 'booking.booked',
  // @ts-expect-error a booking has no `startAt`: the name is misspelt
  data: { startAt: '2026-11-24T10:00:00Z' },
})
append({
  action: 'points.awarded',
  // @ts-expect-error the number of points is a number
  data: { points: 'twelve' },
})
append({
  action: 'client.updated',
  // @ts-expect-error a client has no `mail`
  changes: [{ field: 'mail', before: 'a', after: 'b' }],
})
// @ts-expect-error nothing is said about a sign-out
export const signedOut: DataOf<'client.signed_out'> = { why: 'tired' }

// Actions and object types that the catalogue does not know stay open.
append({
  action: 'charge.captured',
  data: { anything: [1, { at: 'all' }] },
  changes: [{ field: 'whatever' }],
})
append({ action: 'object.updated', changes: [{ field: 'serial', after: 'A-1' }] })

export const ofInvoice: ChangeFieldOf<'payment.succeeded', 'invoice'>[] = ['dueOn', 'method']
export const custom: ChangeFieldOf<'client.updated', never, 'shoeSize'>[] = ['shoeSize', 'email']
export const open: DataOf<'x.y'> = { a: null }
// @ts-expect-error a workspace's own field must be named to the compiler
export const unnamed: ChangeFieldOf<'client.updated'> = 'shoeSize'
