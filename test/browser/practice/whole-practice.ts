import { claraStory } from './clara.ts'
import { Clock, type Draft } from './draft.ts'
import { type Course, oneBooking } from './one-booking.ts'
import { CLARA, MANAGER, OTHERS, RECEPTION, SERVICES, SYSTEM } from './people.ts'

/** A few hundred entries of a small practice, up to the moment `now` (milliseconds since 1970). */
export function wholePractice(now: number): readonly Draft[] {
  const clock = new Clock(now)
  return [...profiles(clock), ...business(clock), ...others(clock), ...shop(clock), ...claraStory(clock)]
}

function profiles(clock: Clock): Draft[] {
  return [CLARA, ...OTHERS].map((person, index) => ({
    action: 'client.created',
    client: { id: person.id, name: person.name },
    actor: RECEPTION,
    occurredAt: clock.day(-470 + index, 9, index),
    state: { name: person.name, email: person.email, phone: person.phone },
  }))
}

/** What belongs to no client: services, settings, connections, staff. */
function business(clock: Clock): Draft[] {
  return [
    ...SERVICES.map(
      (service, index): Draft => ({
        action: 'service.created',
        object: { type: 'service', id: service.id, name: service.name },
        actor: MANAGER,
        occurredAt: clock.day(-480, 9, index),
      }),
    ),
    {
      action: 'service.updated',
      object: { type: 'service', id: 'SV-3', name: 'Sports massage' },
      actor: MANAGER,
      occurredAt: clock.day(-30, 12),
      changes: [{ field: 'duration', before: 45, after: 50 }],
    },
    {
      action: 'schedule.updated',
      object: { type: 'schedule', id: 'SC-1', name: 'Winter hours' },
      actor: MANAGER,
      occurredAt: clock.day(-22, 8, 30),
    },
    {
      action: 'integration.connected',
      object: { type: 'integration', id: 'IN-1', name: 'Calendar' },
      actor: MANAGER,
      occurredAt: clock.day(-90, 10),
    },
    {
      action: 'integration.failed',
      object: { type: 'integration', id: 'IN-1', name: 'Calendar' },
      actor: SYSTEM,
      outcome: 'failure',
      occurredAt: clock.ago(190),
      reason: 'the calendar did not answer',
    },
    {
      action: 'report.generated',
      actor: MANAGER,
      occurredAt: clock.ago(150),
      data: { report: 'October, sessions by service' },
    },
    {
      action: 'thermostat.adjusted',
      actor: { type: 'integration', id: 'house', name: 'House control' },
      object: { type: 'room', id: 'R-2', name: 'Treatment room 2' },
      occurredAt: clock.ago(210),
      data: { degrees: 21.5 },
    },
  ]
}

function others(clock: Clock): Draft[] {
  const courses: readonly Course[] = ['completed', 'coming', 'completed', 'cancelled', 'moved', 'no-show']
  return OTHERS.flatMap((person, index) =>
    [0, 1].flatMap(turn =>
      oneBooking(
        {
          id: `BK-${2000 + index * 2 + turn}`,
          person,
          service: SERVICES[(index + turn) % SERVICES.length]!,
          day: courses[(index + turn) % courses.length] === 'coming' ? 2 + index : -2 - index * 5 - turn * 3,
          hour: 9 + (index % 7),
          course: courses[(index + turn) % courses.length]!,
          online: (index + turn) % 3 === 1,
        },
        clock,
      ),
    ),
  )
}

function shop(clock: Clock): Draft[] {
  return OTHERS.slice(0, 8).flatMap((person, index): Draft[] => {
    const client = { id: person.id, name: person.name }
    const self = { type: 'client', id: person.id, name: person.name } as const
    const object = { type: 'order', id: `OR-${310 + index}` }
    return [
      { action: 'cart.created', client, actor: self, occurredAt: clock.day(-12 - index, 19) },
      { action: 'order.created', client, object, actor: self, occurredAt: clock.day(-12 - index, 19, 20) },
      {
        action: 'order.fulfilled',
        client,
        object,
        actor: RECEPTION,
        occurredAt: clock.day(-10 - index, 11),
      },
      {
        action: 'visit.recorded',
        client,
        actor: RECEPTION,
        source: 'physical',
        occurredAt: clock.day(-10 - index, 11, 5),
        data: { place: 'Front desk' },
      },
    ]
  })
}
