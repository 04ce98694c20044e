/** What comes to the desk beside sessions: enquiries, messages, visits, a family's booking, a profile made twice. */
import {
  DESK,
  euros,
  FIRST_VISIT,
  MAIL,
  MANAGER,
  OFFICE,
  RECEPTION,
  SYSTEM,
  TABLET,
  THERAPISTS,
} from './cast.ts'
import { later } from './demo-clock.ts'
import type { Diary } from './diary.ts'
import { tellCorrections } from './corrections.ts'
import { ADA, clientOf, MILO, PEOPLE, self } from './people.ts'

export function tellDesk(diary: Diary): void {
  tellEnquiries(diary)
  tellLetters(diary)
  tellDoor(diary)
  tellFamily(diary)
  tellTwice(diary)
  tellCorrections(diary)
  tellInvoiceVoided(diary)
}

const SUBJECTS = [
  'Is the early slot free on Mondays?',
  'Do you treat shoulders?',
  'Where can I park?',
  'A bill for the insurance',
]

function tellEnquiries(diary: Diary): void {
  const { clock, dice } = diary
  for (let index = 0; index < 18; index++) {
    const person = PEOPLE[(index * 5 + 3) % 36]!
    const subject = SUBJECTS[index % SUBJECTS.length]!
    const day = -480 + index * 27
    const about = {
      client: clientOf(person),
      object: { type: 'enquiry', id: diary.number('ENQ'), name: subject },
    }
    diary.add(clock.at(day, dice.whole(8, 22), dice.whole(0, 59)), {
      ...about,
      action: 'enquiry.received',
      actor: self(person),
      context: person.device,
      data: { subject, channel: 'online' },
    })
    if (index < 17)
      diary.add(clock.at(clock.open(day + 1), 9, dice.whole(0, 40)), {
        ...about,
        action: 'enquiry.answered',
        actor: RECEPTION,
        context: DESK,
        data: { subject, channel: 'email' },
      })
  }
}

function tellLetters(diary: Diary): void {
  const { clock } = diary
  const subject = 'Our holidays'
  const at = clock.at(clock.openBefore(-110), 8, 30)
  PEOPLE.slice(0, 30).forEach((person, index) => {
    const about = {
      client: clientOf(person),
      object: { type: 'message', id: diary.number('MSG'), name: subject },
      data: { subject, channel: 'email' },
      source: 'automated' as const,
    }
    if (index % 11 === 10) {
      diary.add(later(at, 1), {
        ...about,
        action: 'message.skipped',
        actor: SYSTEM,
        reason: 'wants no letters',
      })
      return
    }
    diary.add(at, { ...about, action: 'message.sent', actor: SYSTEM })
    const end =
      index % 13 === 12 ? 'message.failed' : index % 2 === 0 ? 'message.opened' : 'message.delivered'
    diary.add(later(at, 2 + index), {
      ...about,
      action: end,
      actor: MAIL,
      source: 'webhook',
      ...(end === 'message.failed' && { reason: 'mailbox is full', outcome: 'failure' as const }),
    })
  })
}

function tellDoor(diary: Diary): void {
  const { clock, dice } = diary
  for (let index = 0; index < 14; index++) {
    const person = PEOPLE[(index * 3) % 36]!
    const at = clock.at(clock.openBefore(-200 + index * 14), dice.whole(10, 17), dice.whole(0, 59))
    const about = { client: clientOf(person), source: 'physical' as const }
    if (index % 2 === 0)
      diary.add(at, {
        ...about,
        action: 'scan.recorded',
        actor: TABLET,
        data: { what: 'membership card', place: 'Gym door' },
      })
    else
      diary.add(at, {
        ...about,
        action: 'visit.recorded',
        actor: RECEPTION,
        context: DESK,
        data: { place: 'Open gym' },
      })
  }
}

/** A parent books for two: one entry, two clients. */
function tellFamily(diary: Diary): void {
  const { clock } = diary
  const slot = diary.freeSlot(THERAPISTS[0].id, -20, 16)
  const startsAt = clock.at(slot.day, slot.hour)
  const object = { type: 'booking', id: diary.number('BK'), name: 'Posture training for two' }
  const clients = [clientOf(ADA), clientOf(MILO)]
  const about = { clients, object }
  const state = {
    service: object.name,
    startsAt,
    status: 'scheduled',
    member: THERAPISTS[0].name,
    participants: 2,
    price: 7000,
    currency: 'EUR',
  }
  diary.add(later(startsAt, -60 * 24 * 6), {
    ...about,
    action: 'booking.booked',
    actor: self(ADA),
    context: ADA.device,
    state,
    data: { startsAt, participants: 2 },
  })
  diary.add(later(startsAt, -4), {
    ...about,
    action: 'booking.checked_in',
    actor: TABLET,
    source: 'physical',
  })
  diary.add(later(startsAt, 52), { ...about, action: 'booking.completed', actor: THERAPISTS[0] })
  diary.add(later(startsAt, 55), {
    ...about,
    action: 'booking.checked_out',
    actor: TABLET,
    source: 'physical',
  })
  diary.add(later(startsAt, 58), {
    ...about,
    object: undefined,
    objects: [{ type: 'payment', id: diary.number('PAY') }, object],
    action: 'payment.succeeded',
    actor: self(ADA),
    source: 'physical',
    context: { amount: euros(7000) },
    data: { method: 'card' },
  })
}

/** One person, two profiles: put together, found to be two people after all, separated. */
function tellTwice(diary: Diary): void {
  const { clock } = diary
  const clients = [clientOf(PEOPLE[10]!), { id: 'C-1099', name: 'H. Sorby' }]
  const at = clock.at(clock.openBefore(-75), 9, 50)
  diary.add(later(at, -60 * 24 * 2), {
    action: 'client.created',
    client: clients[1]!,
    actor: RECEPTION,
    context: DESK,
    state: { name: 'H. Sorby', phone: '+351 910 000 199' },
  })
  diary.add(at, {
    action: 'client.merged',
    clients,
    actor: RECEPTION,
    context: DESK,
    reason: 'same surname, same street',
  })
  diary.add(later(at, 60 * 26), {
    action: 'client.unmerged',
    clients,
    actor: MANAGER,
    context: OFFICE,
    reason: 'two sisters',
  })
}

function tellInvoiceVoided(diary: Diary): void {
  const at = diary.clock.at(diary.clock.openBefore(-52), 16, 5)
  const client = clientOf(PEOPLE[18]!)
  const object = { type: 'invoice', id: diary.number('INV') }
  const context = { ...OFFICE, amount: euros(FIRST_VISIT.price) }
  diary.add(at, { action: 'invoice.created', client, object, actor: MANAGER, context })
  diary.add(later(at, 20), {
    action: 'invoice.voided',
    client,
    object,
    actor: MANAGER,
    context,
    reason: 'wrong client',
  })
}
