import type { Clock, Draft } from './draft.ts'
import { type Course, LAPTOP, oneBooking, PHONE } from './one-booking.ts'
import { CLARA, RECEPTION, SERVICES, SYSTEM, THERAPIST } from './people.ts'

const client = { id: CLARA.id, name: CLARA.name }
const self = { type: 'client', id: CLARA.id, name: CLARA.name } as const
const LAST = { type: 'booking', id: 'BK-1042', name: 'Initial consultation' }

const NOTE_BEFORE =
  'Reports pain in the left knee after runs of more than five kilometres. No swelling. Works sitting, runs twice a week. Prefers mornings.'
const NOTE_AFTER =
  'Reports pain in the left knee after runs of more than eight kilometres. No swelling. Works standing since October, runs twice a week. Prefers mornings; allergic to latex.'

/** More than a year of one client: bookings, payments, messages, profile, portal, and a lively last week. */
export function claraStory(clock: Clock): Draft[] {
  return [...beginning(clock), ...sessions(clock), ...lastWeek(clock), ...today(clock)]
}

function beginning(clock: Clock): Draft[] {
  return [
    {
      action: 'client.imported',
      client,
      actor: { type: 'integration', id: 'old-desk', name: 'Old desk book' },
      occurredAt: clock.day(-460, 0).slice(0, 10),
      data: { file: 'desk-book.csv' },
    },
    {
      action: 'message.received',
      client,
      actor: self,
      occurredAt: clock.day(-455, 0).slice(0, 10),
      undated: true,
      data: { subject: 'Can I come before work?', channel: 'email' },
    },
    {
      action: 'client.consented',
      client,
      actor: self,
      occurredAt: clock.day(-452, 10),
      data: { purpose: 'reminders by e-mail' },
    },
    {
      action: 'client.tagged',
      client,
      actor: RECEPTION,
      occurredAt: clock.day(-452, 10, 4),
      data: { tag: 'runner' },
    },
  ]
}

function sessions(clock: Clock): Draft[] {
  const courses: readonly Course[] = [
    'completed',
    'completed',
    'moved',
    'completed',
    'cancelled',
    'completed',
  ]
  const past = Array.from({ length: 16 }, (_, index) =>
    oneBooking(
      {
        id: `BK-${900 + index}`,
        person: CLARA,
        service: SERVICES[index % 2 === 0 ? 1 : 2]!,
        day: -430 + index * 26,
        hour: 10,
        course: index === 9 ? 'no-show' : courses[index % courses.length]!,
        online: index % 3 === 0,
      },
      clock,
    ),
  )
  const next = oneBooking(
    {
      id: 'BK-1077',
      person: CLARA,
      service: SERVICES[1]!,
      day: 9,
      hour: 10,
      course: 'coming',
      online: true,
    },
    clock,
  )
  return [...past.flat(), ...next]
}

function lastWeek(clock: Clock): Draft[] {
  const profile = [
    { field: 'email', before: 'c.novak@mail.example', after: CLARA.email },
    { field: 'phone', before: null, after: CLARA.phone },
  ]
  return [
    {
      action: 'enquiry.received',
      client,
      actor: self,
      occurredAt: clock.day(-6, 18, 20),
      data: { subject: 'Is the early slot free on Mondays?', channel: 'online' },
    },
    {
      action: 'enquiry.answered',
      client,
      actor: RECEPTION,
      occurredAt: clock.day(-5, 9, 3),
      data: { subject: 'Is the early slot free on Mondays?', channel: 'email' },
    },
    ...[-7, -4].map(
      (day): Draft => ({
        action: 'client.signed_in',
        client,
        actor: self,
        occurredAt: clock.day(day, 8, 55),
        context: { ip: '203.0.113.7', userAgent: LAPTOP },
      }),
    ),
    {
      action: 'client.sign_in_failed',
      client,
      actor: self,
      outcome: 'failure',
      occurredAt: clock.day(-4, 8, 54),
      context: { ip: '203.0.113.7', userAgent: LAPTOP },
    },
    ...['city', 'postcode', 'street', 'birthday'].map(
      (field, index): Draft => ({
        action: 'client.updated',
        client,
        actor: RECEPTION,
        occurredAt: clock.day(-3, 11, index),
        changes: [{ field, before: ['Porto', '4000-100', 'Rua Velha 3', null][index], after: AFTER[index] }],
      }),
    ),
    {
      action: 'booking.note_added',
      client,
      object: LAST,
      actor: THERAPIST,
      occurredAt: clock.day(-3, 15, 30),
      data: { note: 'Bring the old insoles. Start with the stairs, then the treadmill.' },
    },
    {
      action: 'client.notes_updated',
      client,
      actor: THERAPIST,
      occurredAt: clock.day(-2, 17, 2),
      changes: [{ field: 'notes', before: NOTE_BEFORE, after: NOTE_AFTER }],
    },
    {
      action: 'client.updated',
      client,
      actor: RECEPTION,
      occurredAt: clock.day(-2, 16, 41),
      changes: profile,
    },
    {
      action: 'client.updated',
      client,
      actor: RECEPTION,
      occurredAt: clock.day(-2, 12, 15),
      changes: [{ field: 'shoe_size', label: 'Shoe size (EU)', before: '38', after: '39' }],
    },
  ]
}

const AFTER = ['Lisboa', '1200-109', 'Rua da Lapa 12', '1991-04-17']

function today(clock: Clock): Draft[] {
  const startsAt = clock.ago(-130)
  return [
    {
      action: 'booking.booked',
      client,
      object: LAST,
      actor: RECEPTION,
      occurredAt: clock.day(-8, 9, 13),
      changes: [{ field: 'startsAt', before: null, after: clock.day(-1, 10) }],
      data: { member: THERAPIST.name },
    },
    {
      action: 'booking.rescheduled',
      client,
      object: LAST,
      actor: RECEPTION,
      occurredAt: clock.day(-2, 9, 13),
      changes: [{ field: 'startsAt', before: clock.day(-1, 10), after: startsAt }],
    },
    {
      action: 'reminder.sent',
      client,
      object: LAST,
      actor: SYSTEM,
      source: 'automated',
      occurredAt: clock.ago(96),
      data: { channel: 'email' },
    },
    {
      action: 'message.opened',
      client,
      actor: SYSTEM,
      source: 'webhook',
      occurredAt: clock.ago(57),
      data: { subject: 'Your appointment', channel: 'email' },
    },
    {
      action: 'booking.cancelled',
      client,
      object: LAST,
      actor: self,
      occurredAt: clock.ago(8),
      changes: [{ field: 'status', before: 'confirmed', after: 'cancelled' }],
      reason: 'flu',
      data: { startsAt },
      context: { userAgent: PHONE, ip: '203.0.113.19' },
      key: 'clara-cancelled',
    },
    {
      action: 'payment.refunded',
      client,
      objects: [{ type: 'payment', id: 'PAY-2210' }, LAST],
      actor: SYSTEM,
      source: 'automated',
      occurredAt: clock.ago(8),
      context: { amount: { value: 4000, currency: 'EUR' } },
      rule: { id: 'late-cancel', name: 'late cancellation, 50 %' },
      reference: { provider: 'stripe', id: 're_2210', url: 'https://payments.example/re_2210' },
      causedBy: { key: 'clara-cancelled' },
    },
  ]
}
