/** The entries of a seeded workspace: the same for the same size, whoever seeds it. */
import type { Draft, DraftActor } from '@daybook/protocol'

export const CLIENTS = 5000
/** Has a tenth of all entries. */
export const BUSIEST = 'client-0'
/** These share a fifth, so that each has more than a page of entries. */
export const REGULARS = Array.from({ length: 20 }, (_, n) => `client-${n + 1}`)
/** Only in the busiest client, {@link RARE_ENTRIES} times. */
export const RARE_ACTION = 'booking.restored'
export const RARE_ENTRIES = 20

/** Actions with a client, and how often each comes. */
const WITH_CLIENT: readonly (readonly [action: string, weight: number])[] = [
  ['booking.booked', 12],
  ['booking.confirmed', 10],
  ['booking.rescheduled', 9],
  ['booking.completed', 10],
  ['booking.cancelled', 4],
  ['booking.no_show', 2],
  ['booking.started', 4],
  ['booking.finished', 4],
  ['booking.note_added', 4],
  ['payment.succeeded', 8],
  ['payment.failed', 1],
  ['payment.refunded', 1],
  ['invoice.created', 4],
  ['invoice.sent', 4],
  ['invoice.paid', 3],
  ['message.sent', 6],
  ['message.received', 3],
  ['reminder.sent', 6],
  ['client.updated', 2],
  ['client.notes_updated', 2],
  ['client.tagged', 1],
  ['client.signed_in', 4],
  ['visit.recorded', 2],
]
const WITHOUT_CLIENT = ['service.updated', 'schedule.updated']
const DRAWN = WITH_CLIENT.flatMap(([action, weight]) => Array.from({ length: weight }, () => action))

const YEARS_MS = 2 * 365 * 86_400_000
const END = Date.UTC(2026, 10, 1)
const SERVICES = ['Initial consultation', 'Follow-up', 'Massage', 'Physiotherapy', 'Check-up', 'Group class']

/** The `n`th of `total` drafts, from 0; they come in the order in which they happened. */
export function seedDraft(n: number, total: number): Draft {
  const random = randomFrom(n)
  const occurredAt = new Date(END - YEARS_MS + Math.floor((n / total) * YEARS_MS)).toISOString()
  const share = random()
  if (n % 10 === 0) {
    const own = n / 10
    const action = own % Math.floor(total / 10 / RARE_ENTRIES) === 0 ? RARE_ACTION : pick(DRAWN, random)
    return clientDraft(action, 0, Math.floor(own / 8), n, occurredAt, random)
  }
  if (share < 0.08) return serviceDraft(n, occurredAt, random)
  const client =
    share < 0.08 + 0.2 / 0.9
      ? 1 + Math.floor(random() * REGULARS.length)
      : 1 + REGULARS.length + Math.floor(random() * (CLIENTS - REGULARS.length - 1))
  return clientDraft(pick(DRAWN, random), client, Math.floor(random() * 4), n, occurredAt, random)
}

function clientDraft(
  action: string,
  client: number,
  place: number,
  n: number,
  occurredAt: string,
  random: () => number,
): Draft {
  const id = `client-${client}`
  const name = `Client Number ${client}`
  const booking = { type: 'booking', id: `BK-${client}-${place}`, name: pick(SERVICES, random) }
  const common = {
    action,
    client: { id, name },
    actor: actorOf(action, id, name, random),
    occurredAt,
    context: { ip: `198.51.100.${n % 250}`, userAgent: DEVICES[n % DEVICES.length] },
    key: `seed-${n}`,
  }
  const prefix = action.slice(0, action.indexOf('.'))
  switch (prefix) {
    case 'booking': {
      const day = Date.parse(occurredAt) + Math.floor(random() * 40) * 86_400_000
      const at = (offset: number): string => new Date(day + offset).toISOString()
      return {
        ...common,
        object: booking,
        changes: [{ field: 'startsAt', label: 'Start', before: at(0), after: at(7_200_000) }],
        ...(random() < 0.3 && { reason: 'Asked for another time by phone' }),
      }
    }
    case 'payment':
    case 'invoice':
      return {
        ...common,
        object: { type: prefix, id: `${prefix}-${client}-${place}` },
        context: {
          ...common.context,
          amount: { value: 2000 + Math.floor(random() * 9000), currency: 'EUR' },
        },
      }
    case 'client':
      return action === 'client.updated'
        ? {
            ...common,
            changes: [{ field: 'phone', label: 'Phone', before: `+351 210 ${n}`, after: `+351 211 ${n}` }],
          }
        : common
    default:
      return { ...common, object: booking, data: { channel: random() < 0.5 ? 'email' : 'sms' } }
  }
}

function serviceDraft(n: number, occurredAt: string, random: () => number): Draft {
  const service = Math.floor(random() * 40)
  return {
    action: WITHOUT_CLIENT[n % 2]!,
    object: { type: 'service', id: `service-${service}`, name: `Service ${service}` },
    actor: staff(random),
    occurredAt,
    changes: [{ field: 'price', label: 'Price', before: String(n % 90), after: String((n % 90) + 5) }],
    key: `seed-${n}`,
  }
}

function actorOf(action: string, id: string, name: string, random: () => number): DraftActor {
  if (action === 'reminder.sent') return { type: 'system' }
  if (action === 'client.signed_in' || random() < 0.25) return { type: 'client', id, name }
  return random() < 0.1 ? { type: 'system' } : staff(random)
}

const staff = (random: () => number): DraftActor => {
  const n = Math.floor(random() * 12)
  return { type: 'staff', id: `staff-${n}`, name: `Staff Member ${n}` }
}

const DEVICES = [
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0',
]

const pick = <T>(values: readonly T[], random: () => number): T =>
  values[Math.floor(random() * values.length)]!

/** mulberry32: the same numbers for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
