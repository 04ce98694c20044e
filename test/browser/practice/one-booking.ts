import type { Clock, Draft } from './draft.ts'
import { type Person, RECEPTION, type Service, SYSTEM, THERAPIST } from './people.ts'

export type Course = 'completed' | 'cancelled' | 'no-show' | 'moved' | 'coming'

export interface Booking {
  readonly id: string
  readonly person: Person
  readonly service: Service
  /** Days from now; below zero in the past. */
  readonly day: number
  readonly hour: number
  readonly course: Course
  readonly online: boolean
}

/** Everything that one booking leaves in a log. */
export function oneBooking(booking: Booking, clock: Clock): Draft[] {
  const { id, person, service, day, hour, course, online } = booking
  const client = { id: person.id, name: person.name }
  const object = { type: 'booking', id, name: service.name }
  const startsAt = clock.day(day, hour)
  const base = { client, object }
  const self = { type: 'client', id: person.id, name: person.name } as const
  const bookedOn = Math.min(day - 6, -1)
  const drafts: Draft[] = [
    {
      ...base,
      action: 'booking.booked',
      actor: online ? self : RECEPTION,
      ...(online ? { context: { userAgent: PHONE, ip: '203.0.113.7' } } : {}),
      occurredAt: clock.day(bookedOn, 9, 12),
      changes: [
        {
          field: 'startsAt',
          before: null,
          after: course === 'moved' ? clock.day(day - 1, hour) : startsAt,
        },
      ],
      data: { member: THERAPIST.name },
    },
    {
      ...base,
      action: 'booking.confirmed',
      actor: online ? self : RECEPTION,
      occurredAt: clock.day(bookedOn, 9, 14),
      changes: [{ field: 'status', before: 'scheduled', after: 'confirmed' }],
    },
  ]
  if (course === 'coming') return drafts
  if (course === 'moved') {
    drafts.push({
      ...base,
      action: 'booking.rescheduled',
      actor: online ? self : RECEPTION,
      occurredAt: clock.day(day - 3, 16, 5),
      changes: [{ field: 'startsAt', before: clock.day(day - 1, hour), after: startsAt }],
      reason: 'asked for a later time',
    })
  }
  drafts.push({
    ...base,
    action: 'reminder.sent',
    actor: SYSTEM,
    source: 'automated',
    occurredAt: clock.day(day - 1, 9),
    data: { channel: 'email' },
  })
  if (course === 'cancelled') return [...drafts, ...cancelled(booking, clock)]
  if (course === 'no-show') return [...drafts, ...missed(booking, clock)]
  return [...drafts, ...attended(booking, clock)]
}

function attended({ id, person, service, day, hour }: Booking, clock: Clock): Draft[] {
  const client = { id: person.id, name: person.name }
  const booking = { type: 'booking', id, name: service.name }
  const invoice = { type: 'invoice', id: id.replace('BK', 'INV') }
  const amount = { value: service.price, currency: 'EUR' }
  return [
    {
      action: 'booking.completed',
      client,
      object: booking,
      actor: THERAPIST,
      occurredAt: clock.day(day, hour + 1),
      changes: [{ field: 'status', before: 'confirmed', after: 'completed' }],
    },
    {
      action: 'invoice.created',
      client,
      objects: [invoice, booking],
      actor: SYSTEM,
      source: 'automated',
      occurredAt: clock.day(day, hour + 1, 2),
      context: { amount },
    },
    {
      action: 'payment.succeeded',
      client,
      objects: [{ type: 'payment', id: id.replace('BK', 'PAY') }, booking],
      actor: { type: 'integration', id: 'stripe', name: 'Stripe' },
      source: 'webhook',
      occurredAt: clock.day(day, hour + 1, 9),
      context: { amount },
      reference: {
        provider: 'stripe',
        id: `ch_${id.replace('-', '')}`,
        url: `https://payments.example/ch_${id}`,
      },
    },
  ]
}

function cancelled({ id, person, service, day }: Booking, clock: Clock): Draft[] {
  return [
    {
      action: 'booking.cancelled',
      client: { id: person.id, name: person.name },
      object: { type: 'booking', id, name: service.name },
      actor: { type: 'client', id: person.id, name: person.name },
      occurredAt: clock.day(day - 1, 19, 40),
      changes: [{ field: 'status', before: 'confirmed', after: 'cancelled' }],
      reason: 'away for work',
      context: { userAgent: PHONE, ip: '203.0.113.7' },
    },
  ]
}

function missed({ id, person, service, day, hour }: Booking, clock: Clock): Draft[] {
  const client = { id: person.id, name: person.name }
  const object = { type: 'booking', id, name: service.name }
  const key = `no-show-${id}`
  return [
    {
      action: 'booking.no_show',
      client,
      object,
      actor: THERAPIST,
      occurredAt: clock.day(day, hour + 1),
      key,
    },
    {
      action: 'fee.charged',
      client,
      object,
      actor: SYSTEM,
      source: 'automated',
      occurredAt: clock.day(day, hour + 1, 1),
      context: { amount: { value: service.price / 2, currency: 'EUR' } },
      rule: { id: 'no-show', name: 'no-show, 50 %' },
      causedBy: { key },
    },
  ]
}

export const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
export const LAPTOP =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
