import { FIRST_VISIT, SERVICES, THERAPISTS } from './cast.ts'
import type { Diary } from './diary.ts'
import { PEOPLE, type Person } from './people.ts'
import { tellSession } from './session.ts'
import type { Course } from './session-story.ts'

/** How the sessions of most people go. */
const COURSES: readonly (readonly [Course, number])[] = [
  ['attended', 0.7],
  ['moved by client', 0.79],
  ['moved by staff', 0.84],
  ['cancelled', 0.91],
  ['cancelled late', 0.95],
  ['cancelled by staff', 0.975],
  ['no-show', 1],
]
const FIRST_DAY = -540
/** So far ahead people book. */
const LAST_DAY = 24

/** Everybody's sessions, each in their rhythm: most come at the same hour of the same day of the week. */
export function tellTreatments(diary: Diary, skipped: ReadonlySet<Person>): void {
  PEOPLE.forEach((person, index) => {
    if (skipped.has(person)) return
    const { dice, clock } = diary
    const member = THERAPISTS[index % THERAPISTS.length]!
    const usual = { weekday: 1 + (index % 5), hour: 9 + dice.whole(0, 8) }
    const service = dice.pick(SERVICES)
    const online = dice.next()
    const rhythm = dice.pick([14, 14, 21, 28, 42])
    const begins = index < 14 ? FIRST_DAY + index * 3 : dice.whole(FIRST_DAY + 60, -30)
    // Who is about to go has come for the last time.
    const goes = index >= PEOPLE.length - 4
    const ends = goes
      ? -16
      : dice.chance(0.65) || index === 0
        ? LAST_DAY
        : Math.min(begins + dice.whole(90, 320), LAST_DAY)
    let first = true
    for (let day = begins; day < ends; day += rhythm + (dice.chance(0.1) ? 7 : 0)) {
      const slot = diary.freeSlot(member.id, clock.weekday(day, usual.weekday), usual.hour)
      tellSession(diary, {
        id: diary.number('BK'),
        person,
        service: first ? FIRST_VISIT : service,
        member,
        ...slot,
        // Nobody has booked yet what lies far ahead.
        bookedDay: Math.min(slot.day - dice.whole(4, 12), slot.day > 0 ? -dice.whole(0, 3) : slot.day - 4),
        online: dice.next() < online,
        course: first ? 'attended' : courseOf(dice.next()),
      })
      first = false
    }
  })
}

const courseOf = (chance: number): Course => COURSES.find(([, upTo]) => chance < upTo)![0]
