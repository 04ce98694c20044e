/** The life of one session at the clinic, from booking to payment, as its entries. */
import { CALENDAR, DESK, euros, MAIL, RECEPTION, RULES, SYSTEM, TABLET } from './cast.ts'
import { later } from './demo-clock.ts'
import type { Diary } from './diary.ts'
import { clientOf, self } from './people.ts'
import { payFor } from './session-payment.ts'
import { type Session, SessionStory } from './session-story.ts'

export function tellSession(diary: Diary, session: Session): void {
  const story = new SessionStory(diary, session)
  const { course } = session
  book(story)
  if (course === 'moved by client' || course === 'moved by staff') move(story)
  if (course === 'cancelled') return cancel(story, later(story.startsAt, -60 * 24 * diary.dice.whole(2, 4)))
  if (course === 'cancelled by staff') return cancelByStaff(story)
  remind(story)
  if (course === 'cancelled late') return cancelLate(story)
  if (course === 'no-show') return miss(story)
  attend(story)
}

/** Where a session was moved, the time it had before. */
const firstStart = ({ of, diary }: SessionStory): string =>
  diary.clock.at(diary.clock.openBefore(of.day - 1), of.hour === 16 ? 11 : 16)

function book(story: SessionStory): void {
  const { diary, of, startsAt } = story
  const moved = of.course.startsWith('moved')
  const start = moved ? firstStart(story) : startsAt
  const bookedAt = diary.clock.at(
    of.online ? of.bookedDay : diary.clock.openBefore(of.bookedDay),
    of.online ? diary.dice.whole(7, 21) : diary.dice.whole(9, 16),
    diary.dice.whole(0, 59),
  )
  const asked = of.online && diary.dice.chance(0.12)
  story.add(bookedAt, asked ? 'booking.requested' : 'booking.booked', {
    ...story.booker,
    state: {
      service: of.service.name,
      startsAt: start,
      endsAt: later(start, of.service.duration),
      duration: of.service.duration,
      status: asked ? 'requested' : 'scheduled',
      member: of.member.name,
      room: of.member.id === 's-03' ? 'Room 1' : 'Room 2',
      price: of.service.price,
      currency: 'EUR',
      channel: of.online ? 'online' : 'phone',
    },
    data: { startsAt: start, member: of.member.name },
  })
  const before = asked ? 'requested' : 'scheduled'
  if (asked)
    story.add(later(bookedAt, 34), 'booking.assigned', { actor: RECEPTION, data: { member: of.member.name } })
  if (asked) story.add(later(bookedAt, 51), 'booking.accepted', { actor: of.member })
  story.add(later(bookedAt, asked ? 53 : of.online ? 1 : 3), 'booking.confirmed', {
    ...(asked ? { actor: RECEPTION, context: DESK } : story.booker),
    changes: [story.status(before, 'confirmed')],
  })
  if (diary.dice.chance(0.15))
    story.add(later(bookedAt, 60), 'booking.updated', {
      actor: CALENDAR,
      changes: [{ field: 'room', before: of.member.id === 's-03' ? 'Room 1' : 'Room 2', after: 'Room 3' }],
      reason: 'the room is being painted',
    })
}

function move(story: SessionStory): void {
  const { diary, of, startsAt } = story
  const before = firstStart(story)
  const byStaff = of.course === 'moved by staff'
  const movedAt = later(before, -60 * diary.dice.whole(26, 50))
  story.add(movedAt, 'booking.rescheduled', {
    ...(byStaff
      ? { actor: RECEPTION, context: DESK }
      : { actor: self(of.person), context: of.person.device }),
    changes: [
      { field: 'startsAt', label: 'Start', before, after: startsAt },
      {
        field: 'endsAt',
        before: later(before, of.service.duration),
        after: later(startsAt, of.service.duration),
      },
    ],
    reason: byStaff
      ? `${of.member.name} is at a course`
      : diary.dice.pick(['asked for a later time', 'works late that day', 'child is ill']),
  })
}

function remind(story: SessionStory): void {
  const { diary, of } = story
  const at = diary.clock.at(of.day - 1, 9)
  const by = diary.dice.chance(0.3) ? 'sms' : 'email'
  if (diary.dice.chance(0.06)) {
    story.add(at, 'reminder.skipped', {
      actor: SYSTEM,
      rule: RULES.reminder,
      source: 'automated',
      reason: 'no address',
    })
    return
  }
  story.add(at, 'reminder.sent', {
    actor: SYSTEM,
    rule: RULES.reminder,
    source: 'automated',
    data: { channel: by },
  })
  if (by === 'email' && diary.dice.chance(0.5))
    story.diary.add(later(at, diary.dice.whole(4, 300)), {
      action: 'message.opened',
      client: clientOf(of.person),
      object: { type: 'message', id: diary.number('MSG'), name: 'Your appointment tomorrow' },
      actor: MAIL,
      source: 'webhook',
      data: { subject: 'Your appointment tomorrow', channel: 'email' },
    })
}

function attend(story: SessionStory): void {
  const { diary, of, startsAt } = story
  const end = later(startsAt, of.service.duration)
  if (diary.dice.chance(0.4))
    story.add(later(startsAt, -diary.dice.whole(2, 9)), 'booking.checked_in', {
      actor: TABLET,
      source: 'physical',
      data: { place: 'Front door' },
    })
  if (diary.dice.chance(0.25)) {
    story.add(startsAt, 'booking.started', {
      actor: of.member,
      changes: [{ field: 'startedAt', after: startsAt }],
    })
    story.add(end, 'booking.finished', {
      actor: of.member,
      changes: [{ field: 'finishedAt', after: end }, story.status('started', 'completed')],
    })
  } else
    story.add(later(end, 2), 'booking.completed', {
      actor: of.member,
      changes: [story.status('confirmed', 'completed')],
    })
  if (diary.dice.chance(0.35))
    story.add(later(end, 6), 'booking.note_added', {
      actor: of.member,
      data: { note: diary.dice.pick(NOTES) },
    })
  payFor(story, later(end, 9))
}

const NOTES = [
  'Range of motion better on the left. Two sets of stairs at home until next time.',
  'Less pain after running. Keep the tape for two days.',
  'Slept badly, so only light work today.',
  'Exercises were done every day. Go on with the elastic band.',
  'Starts cycling again next week, twenty minutes at first.',
]

function cancel(story: SessionStory, at: string): void {
  story.add(at, 'booking.cancelled', {
    actor: self(story.of.person),
    context: story.of.person.device,
    changes: [story.status('confirmed', 'cancelled')],
    reason: story.diary.dice.pick(['away for work', 'feels better', 'a meeting came up']),
  })
}

function cancelByStaff(story: SessionStory): void {
  const { diary, of } = story
  story.add(diary.clock.at(diary.clock.openBefore(of.day - 2), 9, 5), 'booking.cancelled', {
    actor: RECEPTION,
    context: DESK,
    changes: [story.status('confirmed', 'cancelled')],
    reason: `${of.member.name} is ill`,
  })
}

function cancelLate(story: SessionStory): void {
  const { diary, of, object, startsAt } = story
  const at = later(startsAt, -60 * diary.dice.whole(2, 12))
  const key = `late-${of.id}`
  story.add(at, 'booking.cancelled', {
    actor: self(of.person),
    context: of.person.device,
    changes: [story.status('confirmed', 'cancelled')],
    reason: diary.dice.pick(['flu', 'stuck in traffic', 'child is ill']),
    data: { late: true },
    key,
  })
  story.add(later(at, 1), 'fee.charged', {
    objects: [{ type: 'fee', id: diary.number('FEE') }, object],
    actor: SYSTEM,
    context: { amount: euros(of.service.price / 2) },
    rule: RULES.late,
    causedBy: { key },
  })
}

function miss(story: SessionStory): void {
  const { diary, of, object } = story
  const at = diary.clock.at(of.day, 20)
  const key = `no-show-${of.id}`
  story.add(at, 'booking.no_show', {
    actor: SYSTEM,
    rule: RULES.noShowJob,
    changes: [story.status('confirmed', 'no_show')],
    key,
  })
  story.add(later(at, 1), 'fee.charged', {
    objects: [{ type: 'fee', id: diary.number('FEE') }, object],
    actor: SYSTEM,
    context: { amount: euros(of.service.price / 2) },
    rule: RULES.noShow,
    causedBy: { key },
  })
}
