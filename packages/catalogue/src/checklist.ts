import type { Locale } from './types.ts'
import { words } from './words.ts'

const CREATED = words('Created', 'Angelegt', 'Criada', 'Creada')
const SCHEDULED = words('Scheduled', 'Geplant', 'Marcada', 'Programada')
const PAID = words('Paid', 'Bezahlt', 'Paga', 'Pagada')

/** The checklist of a booking where a workspace has not chosen its own: Created, Scheduled, Paid. */
export const defaultChecklist = (locale: Locale) =>
  [
    {
      name: CREATED[locale],
      actions: ['booking.booked', 'booking.requested'],
      condition: 'or_first_recorded',
    },
    {
      name: SCHEDULED[locale],
      actions: ['booking.booked', 'booking.confirmed', 'booking.rescheduled'],
      unless: ['booking.cancelled', 'booking.rejected'],
    },
    {
      name: PAID[locale],
      actions: ['payment.succeeded', 'payment.approved'],
      unless: ['payment.refunded'],
      condition: 'price_reached',
    },
  ] as const
