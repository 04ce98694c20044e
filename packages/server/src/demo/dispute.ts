/** The story that the demonstration is for: who moved the session, who cancelled it, from which device, and the refund. */
import {
  CARDS,
  DESK,
  euros,
  SERVICES,
  MAIL,
  MANAGER,
  OFFICE,
  RECEPTION,
  RULES,
  SYSTEM,
  THERAPISTS,
} from './cast.ts'
import { later } from './demo-clock.ts'
import type { Diary } from './diary.ts'
import { CLARA, clientOf, self } from './people.ts'

const SERVICE = SERVICES[3]!
const client = clientOf(CLARA)
const booking = { type: 'booking', id: 'BK-2077', name: SERVICE.name } as const
const payment = { type: 'payment', id: 'PAY-7210' } as const
const PHONE = CLARA.device

export function tellDispute(diary: Diary): void {
  const { clock } = diary
  // The day of the session, and the one before it on which the clinic was open.
  const day = clock.openBefore(-9)
  const startsAt = clock.at(day, 12, 40)
  const before = clock.at(day + (clock.open(day + 1) === day + 1 ? 1 : 3), 10)
  book(diary, day, before)
  move(diary, day, before, startsAt)
  cancel(diary, startsAt)
  argue(diary, day)
}

function book(diary: Diary, day: number, startsAt: string): void {
  const { clock } = diary
  const at = clock.at(clock.openBefore(day - 12), 9, 12)
  const paidAt = later(at, 6)
  diary.add(at, {
    action: 'booking.booked',
    client,
    object: booking,
    actor: RECEPTION,
    context: DESK,
    state: {
      service: SERVICE.name,
      startsAt,
      endsAt: later(startsAt, SERVICE.duration),
      duration: SERVICE.duration,
      status: 'scheduled',
      member: THERAPISTS[0].name,
      room: 'Room 1',
      price: SERVICE.price,
      currency: 'EUR',
      channel: 'phone',
    },
    data: { startsAt, member: THERAPISTS[0].name },
    reason: 'called: knee pain after running',
  })
  diary.add(later(at, 2), {
    action: 'booking.confirmed',
    client,
    object: booking,
    actor: self(CLARA),
    context: PHONE,
    changes: [{ field: 'status', before: 'scheduled', after: 'confirmed' }],
  })
  diary.add(paidAt, {
    action: 'payment.succeeded',
    client,
    objects: [payment, booking],
    actor: self(CLARA),
    source: 'webhook',
    context: { amount: euros(SERVICE.price) },
    data: { method: 'card' },
    reference: { provider: 'cards', id: 'ch_2210', url: 'https://cards.example/ch_2210' },
  })
}

function move(diary: Diary, day: number, before: string, after: string): void {
  const { clock } = diary
  const at = clock.at(clock.openBefore(day - 3), 16, 41)
  diary.add(at, {
    action: 'booking.rescheduled',
    client,
    object: booking,
    actor: RECEPTION,
    context: DESK,
    changes: [
      { field: 'startsAt', label: 'Start', before, after },
      { field: 'endsAt', before: later(before, SERVICE.duration), after: later(after, SERVICE.duration) },
    ],
    reason: 'Clara called: she cannot come on the day after',
    key: 'clara-moved',
  })
  const message = { type: 'message', id: 'MSG-907', name: 'Your appointment has a new time' }
  const data = { subject: 'Your appointment has a new time', channel: 'email' }
  const told = { client, objects: [message, booking], data }
  diary.add(later(at, 1), {
    ...told,
    action: 'message.sent',
    actor: SYSTEM,
    source: 'automated',
    causedBy: { key: 'clara-moved' },
  })
  diary.add(later(at, 2), { ...told, action: 'message.delivered', actor: MAIL, source: 'webhook' })
  diary.add(later(at, 133), {
    ...told,
    action: 'message.opened',
    actor: MAIL,
    source: 'webhook',
    context: { userAgent: PHONE.userAgent },
  })
}

function cancel(diary: Diary, startsAt: string): void {
  const at = later(startsAt, -130)
  diary.add(later(at, -3), { action: 'client.signed_in', client, actor: self(CLARA), context: PHONE })
  diary.add(at, {
    action: 'booking.cancelled',
    client,
    object: booking,
    actor: self(CLARA),
    context: PHONE,
    changes: [{ field: 'status', before: 'confirmed', after: 'cancelled' }],
    reason: 'flu',
    data: { startsAt, late: true, notice: 130 },
    key: 'clara-cancelled',
  })
  diary.add(later(at, 1), {
    action: 'payment.refunded',
    client,
    objects: [payment, booking],
    actor: SYSTEM,
    context: { amount: euros(SERVICE.price / 2) },
    rule: RULES.late,
    reference: { provider: 'cards', id: 're_2210', url: 'https://cards.example/re_2210' },
    causedBy: { key: 'clara-cancelled' },
  })
}

function argue(diary: Diary, day: number): void {
  const { clock } = diary
  const subject = 'I never cancelled and want the whole amount back'
  const enquiry = { type: 'enquiry', id: 'ENQ-88', name: subject }
  const amount = euros(SERVICE.price / 2)
  diary.add(clock.at(day + 1, 19, 20), {
    action: 'enquiry.received',
    client,
    object: enquiry,
    actor: self(CLARA),
    context: PHONE,
    data: { subject, channel: 'online' },
  })
  diary.add(clock.at(day + 2, 8, 2), {
    action: 'payment.disputed',
    client,
    objects: [payment, booking],
    actor: self(CLARA),
    source: 'webhook',
    context: { amount },
    reason: 'service not provided',
    reference: { provider: 'cards', id: 'dp_2210', url: 'https://cards.example/dp_2210' },
    key: 'clara-disputed',
  })
  answer(diary, clock.open(day + 2), enquiry, subject)
}

/** The manager looks into it: evidence, an answer, a note; and the card company decides. */
function answer(
  diary: Diary,
  office: number,
  enquiry: { readonly type: string; readonly id: string; readonly name: string },
  subject: string,
): void {
  const { clock } = diary
  const amount = euros(SERVICE.price / 2)
  diary.add(clock.at(office, 9, 30), {
    action: 'evidence.exported',
    client,
    object: booking,
    actor: MANAGER,
    context: OFFICE,
    data: { count: 9 },
    causedBy: { key: 'clara-disputed' },
  })
  diary.add(clock.at(office, 9, 48), {
    action: 'enquiry.answered',
    client,
    object: enquiry,
    actor: MANAGER,
    context: OFFICE,
    data: { subject, channel: 'email' },
  })
  diary.add(clock.at(office, 9, 55), {
    action: 'entry.annotated',
    client,
    object: booking,
    actor: MANAGER,
    context: OFFICE,
    causedBy: { key: 'clara-cancelled' },
    data: {
      sentence: `cancelled ${SERVICE.name} online`,
      note: 'From her own phone, three minutes after she signed in. Sent to the card company with the proof.',
    },
  })
  diary.add(clock.at(clock.openBefore(-1), 14, 5), {
    action: 'payment.dispute_closed',
    client,
    objects: [payment, booking],
    actor: CARDS,
    source: 'webhook',
    context: { amount },
    data: { result: 'won' },
    causedBy: { key: 'clara-disputed' },
  })
}
