/** A few hundred entries of every kind, and what a filter means, said plainly. For tests. */
import { NAMED_FILTERS, type NamedCondition } from '@daybook/catalogue'
import type { Draft, Entry } from '@daybook/protocol'
import * as fc from 'fast-check'

export const ZONE = 'Europe/Lisbon'

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 })

export const ACTIONS = [
  'booking.booked',
  'booking.requested',
  'booking.rescheduled',
  'booking.cancelled',
  'booking.confirmed',
  'payment.refunded',
  'payment.received',
  'client.created',
  'client.updated',
  'client.signed_in',
  'client.sign_in_failed',
  'client.session_expired',
  'my.own',
  'constructor',
]
export const CLIENTS = ['c1', 'c2', 'c3']
export const OBJECTS = ['booking:b1', 'booking:b2', 'payment:p1', 'service:s1']
export const FIELDS = ['service', 'notes', 'email', 'own', '__proto__']
export const WORDS = ['flu', 'Müller', 'naïve', 'x_1%']
export const STAFF = ['s1', 's2', 'c1']
/** Days around the end of summer time, one of which has 25 hours. */
export const DAYS = ['2026-10-24', '2026-10-25', '2026-10-26']

const time = fc.oneof(
  pick(...DAYS),
  fc
    .integer({
      min: Date.parse('2026-10-23T22:00:00Z') / 900_000,
      max: Date.parse('2026-10-27T02:00:00Z') / 900_000,
    })
    .map(n => new Date(n * 900_000).toISOString().replace('.000Z', 'Z')),
)

export const randomDraft: fc.Arbitrary<Draft> = fc
  .record({
    action: pick(...ACTIONS),
    clients: fc.subarray(CLIENTS),
    objects: fc.subarray(OBJECTS),
    actor: fc.oneof(
      pick(...STAFF).map(id => ({ type: 'staff' as const, id })),
      pick(...CLIENTS).map(id => ({ type: 'client' as const, id })),
      pick({ type: 'system' as const }, { type: 'integration' as const, id: 'i1' }),
    ),
    source: maybe(pick('staff', 'customer', 'automated', 'system', 'physical')),
    outcome: maybe(pick('success', 'failure', 'denied')),
    category: maybe(pick('orders', 'payments')),
    related: maybe(pick('session', 'access')),
    reason: maybe(fc.subarray(WORDS, { minLength: 1 }).map(words => words.join(' '))),
    fields: fc.subarray(FIELDS),
    occurredAt: time,
  })
  .map(
    ({ clients, objects, fields, ...draft }) =>
      // As a program sends it, without what is undefined.
      JSON.parse(
        JSON.stringify({
          ...draft,
          clients: clients.map(id => ({ id })),
          objects: objects.map(name => ({ type: name.split(':')[0]!, id: name.split(':')[1]! })),
          changes:
            clients.length + objects.length === 0 ? undefined : fields.map(field => ({ field, after: 1 })),
        }),
      ) as Draft,
  )

export type Query = Readonly<Partial<Record<string, readonly string[]>>>

export const randomQuery: fc.Arbitrary<Query> = fc
  .record({
    action: maybe(
      fc.subarray([...ACTIONS, 'booking.*', 'client.*', 'none.*'], { minLength: 1, maxLength: 3 }),
    ),
    named: maybe(
      fc.subarray(
        [
          ...NAMED_FILTERS.filter(one => !('causedByAction' in one)).map(one => one.name as string),
          'sent_by_email',
          'starts_mon_10',
        ],
        { minLength: 1, maxLength: 2 },
      ),
    ),
    category: maybe(fc.subarray(['bookings', 'customers', 'payments', 'orders'], { minLength: 1 })),
    type: maybe(fc.subarray(['booking', 'payment', 'access', 'data'], { minLength: 1 })),
    source: maybe(fc.subarray(['staff', 'customer', 'automated', 'api'], { minLength: 1 })),
    actor: maybe(
      fc.subarray(['staff:s1', 's2', 'c1', 'client:c2', 'system', 'integration:i1', 'staff:c1', 'nobody'], {
        minLength: 1,
        maxLength: 3,
      }),
    ),
    object: maybe(fc.subarray([...OBJECTS, 'booking:none'], { minLength: 1, maxLength: 2 })),
    field: maybe(fc.subarray(FIELDS, { minLength: 1, maxLength: 2 })),
    outcome: maybe(fc.subarray(['success', 'failure', 'denied'], { minLength: 1, maxLength: 2 })),
    related: maybe(fc.subarray(['session', 'profile', 'payments', 'access'], { minLength: 1, maxLength: 2 })),
    from: maybe(time.map(one => [one])),
    to: maybe(time.map(one => [one])),
    q: maybe(
      fc
        .subarray(['FLU', 'muller', 'naive', 'x_1%'], { minLength: 1, maxLength: 2 })
        .map(words => [words.join(' ')]),
    ),
  })
  // Few filters at once, so that something is left.
  .chain(all => {
    const pairs = Object.entries(all).filter(([, values]) => values !== undefined)
    return fc.subarray(pairs, { maxLength: Math.min(3, pairs.length) })
  })
  .map(pairs => Object.fromEntries(pairs) as Query)

/** True where the entry is of the list: what requirements D say, on the entry as read. */
export function matches(entry: Entry, query: Query): boolean {
  return Object.entries(query).every(([name, values]) => TESTS[name]!(entry, values!))
}

const day = (entry: Entry): string =>
  entry.occurredAt.length === 10
    ? entry.occurredAt
    : Temporal.Instant.from(entry.occurredAt).toZonedDateTimeISO(ZONE).toPlainDate().toString()
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const isDate = (text: string): boolean => text.length === 10
const dayOf = (instant: number): string =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString()

/** None of these entries comes late, and none is a message. */
function meets({ source, actor }: Entry, condition: NamedCondition): boolean {
  if (!('by' in condition)) return false
  const client = source === 'customer' || actor.type === 'client'
  return condition.by === (client ? 'client' : source === 'staff' ? 'team' : 'others')
}

const TESTS: Readonly<Record<string, (entry: Entry, values: readonly string[]) => boolean>> = {
  action: (entry, values) =>
    values.some(value =>
      value.endsWith('.*') ? entry.action.startsWith(value.slice(0, -1)) : value === entry.action,
    ),
  named: (entry, values) =>
    NAMED_FILTERS.some(
      one =>
        values.includes(one.name) &&
        (one.actions as readonly string[]).includes(entry.action) &&
        (one.sources as readonly string[]).includes(entry.source) &&
        (!('condition' in one) || meets(entry, one.condition)),
    ),
  category: (entry, values) => values.includes(entry.category),
  type: (entry, values) => values.includes(entry.type),
  source: (entry, values) => values.includes(entry.source),
  outcome: (entry, values) => values.includes(entry.outcome),
  related: (entry, values) => entry.related !== undefined && values.includes(entry.related),
  actor: ({ actor }, values) =>
    values.some(
      value =>
        value === actor.id ||
        value === `${actor.type}:${actor.id}` ||
        (value === actor.type && actor.id === undefined),
    ),
  object: (entry, values) => entry.objects.some(object => values.includes(`${object.type}:${object.id}`)),
  field: (entry, values) => (entry.changes ?? []).some(change => values.includes(change.field)),
  from: (entry, [value]) =>
    isDate(value!)
      ? day(entry) >= value!
      : isDate(entry.occurredAt)
        ? day(entry) >= dayOf(Date.parse(value!))
        : entry.occurredAt >= value!,
  to: (entry, [value]) =>
    isDate(value!)
      ? day(entry) <= value!
      : isDate(entry.occurredAt)
        ? day(entry) <= dayOf(Date.parse(value!) - 1)
        : entry.occurredAt < value!,
  q: (entry, [value]) =>
    fold(value!)
      .split(' ')
      .every(word => fold(JSON.stringify(entry)).includes(word)),
}
