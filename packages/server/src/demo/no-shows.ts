/** Somebody who does not come on Mondays: no-shows, fees, one of them waived, and what the desk did about it. */
import { DESK, euros, MANAGER, OFFICE, RECEPTION, SERVICES, SYSTEM, THERAPISTS } from './cast.ts'
import { later } from './demo-clock.ts'
import type { Diary } from './diary.ts'
import { clientOf, DANIEL, self } from './people.ts'
import { tellSession } from './session.ts'
import type { Course } from './session-story.ts'

const client = clientOf(DANIEL)
const COURSES: readonly Course[] = [
  'attended',
  'no-show',
  'attended',
  'no-show',
  'cancelled late',
  'no-show',
  'attended',
  'no-show',
  'attended',
  'attended',
] // prettier-ignore
const BETWEEN = 21

export function tellNoShows(diary: Diary): void {
  const { clock } = diary
  const ids: string[] = []
  const days: number[] = []
  COURSES.forEach((course, index) => {
    const slot = diary.freeSlot(
      THERAPISTS[1].id,
      clock.weekday(-BETWEEN * (COURSES.length - 1 - index) - 6, 1),
      9,
    )
    const id = diary.number('BK')
    ids.push(id)
    days.push(slot.day)
    tellSession(diary, {
      id,
      person: DANIEL,
      service: SERVICES[1]!,
      member: THERAPISTS[1],
      ...slot,
      bookedDay: slot.day - 7,
      online: true,
      course,
    })
  })
  clear(diary, ids[3]!, days[3]!)
  waive(diary, ids[5]!, days[5]!)
  react(diary, days[7]!)
}

const bookingOf = (id: string) => ({ type: 'booking', id, name: SERVICES[1]!.name })

/** He had come; the tablet at the door was off. */
function clear(diary: Diary, id: string, day: number): void {
  diary.add(diary.clock.at(day + 1, 9, 15), {
    action: 'booking.no_show_cleared',
    client,
    object: bookingOf(id),
    actor: RECEPTION,
    context: DESK,
    changes: [{ field: 'status', before: 'no_show', after: 'completed' }],
    reason: 'he was here: the tablet was off',
    causedBy: { key: `no-show-${id}` },
  })
}

function waive(diary: Diary, id: string, day: number): void {
  const at = diary.clock.at(day + 2, 11, 10)
  diary.add(at, {
    action: 'fee.waived',
    client,
    object: bookingOf(id),
    actor: MANAGER,
    context: { ...OFFICE, amount: euros(SERVICES[1]!.price / 2) },
    reason: 'hospital, has sent a letter',
    causedBy: { key: `no-show-${id}` },
  })
  diary.add(later(at, 4), {
    action: 'message.received',
    client,
    object: { type: 'message', id: diary.number('MSG'), name: 'Letter of the hospital' },
    actor: self(DANIEL),
    data: { subject: 'Letter of the hospital', channel: 'email' },
  })
}

function react(diary: Diary, day: number): void {
  const at = diary.clock.at(day + 1, 10, 20)
  diary.add(at, {
    action: 'client.tagged',
    client,
    actor: RECEPTION,
    context: DESK,
    data: { tag: 'pays ahead' },
  })
  const message = { type: 'message', id: diary.number('MSG'), name: 'How we keep your place' }
  const data = { subject: 'How we keep your place', channel: 'sms' }
  diary.add(later(at, 5), {
    action: 'message.sent',
    client,
    object: message,
    actor: RECEPTION,
    context: DESK,
    data,
  })
  diary.add(later(at, 6), {
    action: 'message.failed',
    client,
    object: message,
    actor: SYSTEM,
    source: 'automated',
    outcome: 'failure',
    data,
    reason: 'number not in use',
  })
  diary.add(later(at, 30), {
    action: 'message.sent',
    client,
    object: { ...message, id: diary.number('MSG') },
    actor: RECEPTION,
    context: DESK,
    data: { ...data, channel: 'email' },
  })
}
