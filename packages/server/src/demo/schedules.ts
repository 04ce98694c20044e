/** When the therapists work, and how that changed: hours by weekday, days off, Saturdays in winter. */
import { DESK, MANAGER, OFFICE, RECEPTION, THERAPISTS } from './cast.ts'
import type { Diary } from './diary.ts'

const LONG = ['09:00-18:00']
const WITH_BREAK = ['09:00-13:00', '14:00-18:00']
const SHORT = ['09:00-13:00']

const week = (hours: readonly string[], friday = hours) => ({
  monday: hours,
  tuesday: hours,
  wednesday: hours,
  thursday: hours,
  friday,
})

export function tellSchedules(diary: Diary): void {
  const { clock } = diary
  const [noah, lena] = THERAPISTS
  const office = { actor: MANAGER, context: OFFICE }
  const of = (id: string, member: { readonly name: string }) => ({ type: 'schedule', id, name: member.name })
  const day = (at: number, hour: number, minute = 0) => clock.at(clock.openBefore(at), hour, minute)
  const off = (from: number, days: number): string =>
    `${clock.date(clock.open(from))}/${clock.date(clock.open(from) + days)}: closed`

  for (const [index, member] of [noah, lena].entries())
    diary.add(day(-545, 10, index * 6), {
      ...office,
      action: 'schedule.created',
      object: of(`SC-${index + 2}`, member),
      state: { name: member.name, member: member.name, ...week(index === 0 ? LONG : WITH_BREAK) },
      data: { member: member.name },
    })
  diary.add(day(-205, 9, 20), {
    ...office,
    action: 'schedule.updated',
    object: of('SC-2', noah),
    reason: 'picks up his daughter',
    changes: [{ field: 'wednesday', before: LONG, after: WITH_BREAK }],
  })
  diary.add(day(-64, 9, 45), {
    ...office,
    action: 'schedule.updated',
    object: of('SC-3', lena),
    changes: [{ field: 'friday', before: WITH_BREAK, after: SHORT }],
  })
  const [summer, soon] = [off(-130, 11), off(30, 4)]
  diary.add(day(-170, 11, 5), {
    ...office,
    action: 'schedule.updated',
    object: of('SC-3', lena),
    reason: 'holidays',
    changes: [{ field: 'exceptions', after: [summer] }],
  })
  diary.add(day(-9, 11, 40), {
    actor: RECEPTION,
    context: DESK,
    action: 'schedule.updated',
    object: of('SC-3', lena),
    reason: 'a course in Porto',
    changes: [{ field: 'exceptions', before: [summer], after: [summer, soon] }],
  })
  tellSaturdays(diary)
}

/** Saturdays in winter: deleted by mistake, and given back. */
function tellSaturdays(diary: Diary): void {
  const { clock } = diary
  const object = { type: 'schedule', id: 'SC-1', name: 'Winter Saturdays' }
  const office = { actor: MANAGER, context: OFFICE, object }
  const day = (at: number, hour: number) => clock.at(clock.openBefore(at), hour, 10)
  const [lastWinter, thisWinter] = [clock.date(-387), clock.date(-30)]
  diary.add(day(-400, 10), {
    ...office,
    action: 'schedule.created',
    state: { name: object.name, saturday: ['10:00-14:00'], validFrom: lastWinter },
  })
  diary.add(day(-250, 10), { ...office, action: 'schedule.deleted' })
  diary.add(day(-248, 10), {
    ...office,
    action: 'schedule.restored',
    reason: 'still needed for Saturdays',
  })
  diary.add(day(-22, 8), {
    ...office,
    actor: RECEPTION,
    context: DESK,
    action: 'schedule.updated',
    changes: [
      { field: 'validFrom', before: lastWinter, after: thisWinter },
      { field: 'validUntil', after: clock.date(95) },
    ],
  })
}
