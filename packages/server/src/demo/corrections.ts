import type { Draft } from '@daybook/protocol'
import { CALENDAR, DESK, RECEPTION, SERVICES, THERAPISTS } from './cast.ts'
import { later } from './demo-clock.ts'
import type { Diary } from './diary.ts'
import { clientOf, PEOPLE, self } from './people.ts'

type About = Required<Pick<Draft, 'client' | 'object'>>

/** Requests that were turned down, a session that was deleted and brought back, notes that were corrected. */
export function tellCorrections(diary: Diary): void {
  const { clock } = diary
  const person = PEOPLE[16]!
  const client = clientOf(person)
  const slot = diary.freeSlot(THERAPISTS[1].id, -33, 11)
  const startsAt = clock.at(slot.day, slot.hour)
  const object = { type: 'booking', id: diary.number('BK'), name: SERVICES[2]!.name }
  const about = { client, object }
  const state = {
    service: object.name,
    startsAt,
    status: 'scheduled',
    member: THERAPISTS[1].name,
    price: 3800,
    currency: 'EUR',
  }
  const at = clock.at(clock.openBefore(slot.day - 8), 10)
  diary.add(at, { ...about, action: 'booking.recorded', actor: CALENDAR, state, data: { startsAt } })
  diary.add(later(at, 20), {
    ...about,
    action: 'booking.assigned',
    actor: RECEPTION,
    data: { member: THERAPISTS[0].name },
  })
  diary.add(later(at, 40), {
    ...about,
    action: 'booking.declined',
    actor: THERAPISTS[0],
    reason: 'at a course that day',
  })
  diary.add(later(at, 45), {
    ...about,
    action: 'booking.assigned',
    actor: RECEPTION,
    data: { member: THERAPISTS[1].name },
  })
  diary.add(later(at, 60), {
    ...about,
    action: 'booking.status_changed',
    actor: CALENDAR,
    changes: [{ field: 'status', before: 'scheduled', after: 'confirmed' }],
  })
  diary.add(later(at, 90), {
    ...about,
    action: 'booking.deleted',
    actor: RECEPTION,
    context: DESK,
    data: { startsAt },
  })
  diary.add(later(at, 93), {
    ...about,
    action: 'booking.restored',
    actor: RECEPTION,
    context: DESK,
    reason: 'wrong row',
    data: { startsAt },
  })
  noteAndCorrect(diary, about, startsAt)
  askForSunday(diary, about, at, slot.day)
}

function noteAndCorrect(diary: Diary, about: About, startsAt: string): void {
  const note = 'Brings own insoles.'
  diary.add(later(startsAt, 31), {
    ...about,
    action: 'booking.note_added',
    actor: THERAPISTS[1],
    data: { note },
  })
  diary.add(later(startsAt, 34), {
    ...about,
    action: 'booking.note_updated',
    actor: THERAPISTS[1],
    changes: [{ field: 'notes', before: note, after: 'Brings own insoles, left one is worn.' }],
  })
  diary.add(later(startsAt, 50), {
    ...about,
    action: 'booking.note_removed',
    actor: THERAPISTS[1],
    reason: 'belongs to another client',
  })
  diary.add(later(startsAt, 36), { ...about, action: 'booking.completed', actor: THERAPISTS[1] })
}

function askForSunday(diary: Diary, { client, object }: About, at: string, day: number): void {
  const { clock } = diary
  const person = PEOPLE[16]!
  const wish = { type: 'booking', id: diary.number('BK'), name: SERVICES[3]!.name }
  const asked = { client, actor: self(person), context: person.device }
  const sunday = clock.at(clock.weekday(day, 7), 10)
  diary.add(later(at, 500), {
    ...asked,
    action: 'booking.requested',
    object: wish,
    data: { startsAt: sunday },
  })
  diary.add(later(at, 560), {
    action: 'booking.rejected',
    client,
    object: wish,
    actor: RECEPTION,
    context: DESK,
    reason: 'closed on Sundays',
    data: { startsAt: sunday },
  })
  const both = { client, objects: [object, { ...wish, name: 'Gait analysis (asked for a Sunday)' }] }
  diary.add(later(at, 570), { ...both, action: 'booking.linked', actor: RECEPTION, context: DESK })
  diary.add(later(at, 575), { ...both, action: 'booking.unlinked', actor: RECEPTION, context: DESK })
}
