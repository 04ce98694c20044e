/** How the clinic is set up, and how that changed: services, hours, rooms, rules, fields, connections. */
import {
  CALENDAR,
  DESK,
  FIRST_VISIT,
  FORMER,
  MANAGER,
  OFFICE,
  RECEPTION,
  RULES,
  SERVICES,
  SYSTEM,
  THERAPISTS,
} from './cast.ts'
import type { Draft } from '@daybook/protocol'
import type { Diary } from './diary.ts'
import { tellSchedules } from './schedules.ts'

type Told = readonly [
  day: number,
  hour: number,
  draft: Omit<Draft, 'occurredAt' | 'action'> & { readonly action: string },
]

export function tellBusiness(diary: Diary): void {
  const { clock } = diary
  const told: readonly Told[] = [
    ...services(),
    ...places(),
    ...rules(),
    ...fields(),
    ...connections(clock.date(-30)),
  ]
  told.forEach(([day, hour, draft], index) =>
    diary.add(clock.at(clock.openBefore(day), hour, (index * 7) % 60), {
      actor: MANAGER,
      context: OFFICE,
      ...draft,
    }),
  )
  tellSchedules(diary)
}

const STAFF = THERAPISTS.map(one => one.name)
/** What the services that one books have in common. */
const BOOKABLE = {
  currency: 'EUR',
  buffer: 10,
  noticeHours: 4,
  horizonDays: 60,
  members: STAFF,
  online: true,
  active: true,
}
const COURSE = {
  name: 'Back course',
  group: 'Courses',
  duration: 60,
  price: 1800,
  currency: 'EUR',
  groupSize: 8,
  members: [THERAPISTS[1].name],
  room: 'Room 3',
  online: false,
  active: true,
}

function services(): readonly Told[] {
  const course = { type: 'service', id: 'SV-9', name: COURSE.name }
  const massage = { type: 'service', id: 'SV-3', name: 'Sports massage' }
  return [
    ...[FIRST_VISIT, ...SERVICES].map(({ id, name, duration, price }): Told => {
      const object = { type: 'service', id, name }
      return [-547, 9, { action: 'service.created', object, state: { name, duration, price, ...BOOKABLE } }]
    }),
    [
      -365,
      9,
      {
        action: 'service.updated',
        object: massage,
        changes: [{ field: 'price', before: 5500, after: 6000 }],
        data: { currency: 'EUR' },
      },
    ],
    [-300, 9, { action: 'service.created', object: course, state: COURSE }],
    [-210, 10, { action: 'service.deleted', object: course, reason: 'too few came' }],
    [-28, 10, { action: 'service.restored', object: course, reason: 'asked for again' }],
    [
      -27,
      10,
      {
        action: 'service.updated',
        object: course,
        changes: [
          { field: 'groupSize', before: 8, after: 6 },
          { field: 'online', before: false, after: true },
        ],
      },
    ],
  ]
}

function places(): readonly Told[] {
  const room = (id: string) => ({ type: 'room', id, name: `Room ${id}` })
  return [
    [-546, 9, { action: 'object.created', object: room('1'), state: { name: 'Room 1', couch: 'electric' } }],
    [-546, 9, { action: 'object.created', object: room('2') }],
    [
      -150,
      9,
      {
        action: 'object.updated',
        object: room('2'),
        changes: [{ field: 'couch', label: 'Couch', before: 'folding', after: 'electric' }],
      },
    ],
    [-95, 9, { action: 'object.deleted', object: room('2'), actor: RECEPTION, context: DESK }],
    [-95, 10, { action: 'object.restored', object: room('2') }],
    // No action of the catalogue: shown all the same.
    [
      -1,
      13,
      {
        action: 'thermostat.adjusted',
        object: room('2'),
        actor: { type: 'integration', id: 'house', name: 'House control' },
        data: { degrees: 21.5 },
      },
    ],
  ]
}

function rules(): readonly Told[] {
  const rule = ({ id, name }: { readonly id: string; readonly name: string }) => ({ type: 'rule', id, name })
  const old = { type: 'rule', id: 'free-cancellation', name: 'cancel for free up to an hour before' }
  return [
    [-547, 11, { action: 'rule.created', object: old }],
    [
      -540,
      11,
      { action: 'rule.created', object: rule(RULES.late), state: { hours: 12, percent: '50', active: true } },
    ],
    [
      -540,
      11,
      { action: 'rule.created', object: rule(RULES.noShow), state: { percent: '50', active: true } },
    ],
    [
      -330,
      11,
      {
        action: 'rule.updated',
        object: rule(RULES.late),
        changes: [{ field: 'hours', before: 12, after: 24 }],
      },
    ],
    [-329, 11, { action: 'rule.deleted', object: old }],
    [-330, 12, { action: 'settings.updated', changes: [{ field: 'lateHours', before: 12, after: 24 }] }],
    [
      -500,
      12,
      { action: 'settings.updated', changes: [{ field: 'clientWord', before: 'client', after: 'patient' }] },
    ],
    [
      -470,
      12,
      { action: 'settings.updated', changes: [{ field: 'clientWord', before: 'patient', after: 'client' }] },
    ],
  ]
}

function fields(): readonly Told[] {
  const shoe = { type: 'field', id: 'shoe_size', name: 'Shoe size (EU)' }
  const sport = { type: 'field', id: 'sport', name: 'Sport' }
  return [
    [-520, 15, { action: 'field.created', object: shoe, data: { objectType: 'client' } }],
    [-519, 15, { action: 'field.created', object: sport, data: { objectType: 'client' } }],
    [
      -420,
      15,
      {
        action: 'field.updated',
        object: shoe,
        changes: [{ field: 'label', before: 'Shoe size', after: 'Shoe size (EU)' }],
      },
    ],
    [-290, 15, { action: 'field.deleted', object: sport }],
  ]
}

function connections(noted: string): readonly Told[] {
  const calendar = { type: 'integration', id: CALENDAR.id, name: CALENDAR.name }
  const hook = { type: 'webhook', id: 'WH-1', name: 'Accounting' }
  const host = { host: 'accounts.example' }
  const key = { type: 'key', id: 'website', name: 'Website' }
  const fax = { type: 'integration', id: 'fax', name: 'Fax' }
  return [
    [-547, 14, { action: 'integration.connected', object: calendar }],
    [-547, 14, { action: 'integration.connected', object: fax, actor: FORMER }],
    [-380, 14, { action: 'integration.disconnected', object: fax }],
    [
      -44,
      3,
      {
        action: 'integration.failed',
        object: calendar,
        actor: SYSTEM,
        context: undefined,
        outcome: 'failure',
        reason: 'the calendar did not answer',
      },
    ],
    [-546, 14, { action: 'key.created', object: key, data: { scopes: ['read', 'append'] } }],
    [-160, 14, { action: 'key.revoked', object: { ...key, id: 'old-website', name: 'Old website' } }],
    [-300, 14, { action: 'webhook.created', object: hook, data: host }],
    [
      -299,
      14,
      {
        action: 'webhook.updated',
        object: hook,
        data: host,
        changes: [{ field: 'active', before: false, after: true }],
      },
    ],
    [
      -62,
      4,
      {
        action: 'webhook.failing',
        object: hook,
        actor: SYSTEM,
        context: undefined,
        outcome: 'failure',
        data: { ...host, attempts: 12 },
      },
    ],
    [
      -61,
      9,
      { action: 'webhook.deleted', object: hook, data: host, reason: `moved to another program on ${noted}` },
    ],
  ]
}
