/**
 * What patterns count an entry by beside its action and source: whose wish a cancellation or a move was, whether it came
 * late, which way a message went, for when a session was booked. A small number and a time that stand in `marks`. Pure;
 * computed from the parts, so that whoever has the entry can compute it again.
 */
import { BEGINNINGS, type Channel } from '@daybook/catalogue'
import type { Part, Scalar } from '@daybook/protocol'
import type { FieldMap } from './open-entry.ts'
import { parseOccurrence } from './times.ts'

export interface Mark {
  readonly mark: number
  /** UTC ms; of `CLOCK` and `DATE` as if the clock that shows it were UTC's. */
  readonly startsAt?: number | undefined
}

/** Bits of the mark of a cancellation or a move. */
export const FOR_CLIENT = 1
export const LATE = 2
/** From here to `START` a mark is a channel's number. */
const CHANNEL = 16
/** How the start of a session that began is known: an instant, a time without a zone, a date. */
export const START = 32
const INSTANT = 32
export const CLOCK = 33
export const DATE = 34

/** Never renumbered: stored rows mean them for ever. */
const CHANNEL_CODES: Readonly<Record<Exclude<Channel, 'other'>, number>> = {
  email: 17,
  sms: 18,
  phone: 19,
  whatsapp: 20,
  push: 21,
  letter: 22,
  chat: 23,
  portal: 24,
  online: 25,
  in_person: 26,
}
const CHANNEL_NAMES = new Map(Object.entries(CHANNEL_CODES).map(([name, code]) => [code, name as Channel]))

const CANCELLED = 'booking.cancelled'
const MOVED = 'booking.rescheduled'
export const SENT: readonly string[] = ['message.sent', 'reminder.sent']
export const RECEIVED: readonly string[] = ['message.received']
const MESSAGES: ReadonlySet<string> = new Set([...SENT, ...RECEIVED])
const BEGAN: ReadonlySet<string> = new Set(BEGINNINGS)

/** Every action that patterns count; only their entries have a mark. */
export const PATTERN_ACTIONS: readonly string[] = [
  ...BEGINNINGS,
  CANCELLED,
  MOVED,
  'booking.no_show',
  'booking.no_show_cleared',
  'client.signed_in',
  ...MESSAGES,
]
const MARKED: ReadonlySet<string> = new Set(PATTERN_ACTIONS)
export const isMarked = (action: string): boolean => MARKED.has(action)

/** Undefined for most actions. Of facts that are gone nothing is known, and the record still says whose act it was. */
export function markOf(record: FieldMap, facts: FieldMap | 'gone' | undefined): Mark | undefined {
  const action = String(record.get('action'))
  if (!isMarked(action)) return undefined
  const known = facts === 'gone' ? undefined : facts
  if (action === CANCELLED || action === MOVED) {
    const late = action === CANCELLED && told(known, 'late') === true
    return { mark: (isForClient(record) ? FOR_CLIENT : 0) + (late ? LATE : 0) }
  }
  if (MESSAGES.has(action)) return { mark: codeOf(told(known, 'channel')) }
  return BEGAN.has(action) ? startOf(told(known, 'startsAt')) : { mark: 0 }
}

/** The same of the parts that an entry is made of, before they are sealed. */
export function markOfParts(parts: readonly Part[]): Mark | undefined {
  const facts = parts.find(part => part.name === 'facts')
  return markOf(new Map(parts[0]!.fields), facts && new Map(facts.fields))
}

/** True of a mark that cancellations and moves have. */
export const isActMark = (mark: number): boolean => mark < CHANNEL

/** The way that a message went. */
export const channelOf = (mark: number): Channel => CHANNEL_NAMES.get(mark) ?? 'other'

/** The client acted, or somebody acted on their behalf, or it was done where clients do it. */
const isForClient = (record: FieldMap): boolean =>
  record.get('source') === 'customer' ||
  ['actor', 'onBehalfOf'].some(name => String(record.get(name) ?? '').startsWith('["client"'))

const codeOf = (channel: Scalar | undefined): number =>
  typeof channel === 'string' && Object.hasOwn(CHANNEL_CODES, channel)
    ? (CHANNEL_CODES as Readonly<Record<string, number>>)[channel]!
    : 0

/** A time without an offset is what a clock shows: no zone is needed to say its weekday and hour. */
function startOf(text: Scalar | undefined): Mark {
  if (typeof text !== 'string') return { mark: 0 }
  const hasOffset = /(?:Z|[+-]\d{2}(?::?\d{2}){0,2})(?:\[.*\])?$/i.test(text.slice(10))
  const parsed = parseOccurrence(text, 'UTC')
  if (typeof parsed === 'string') return { mark: 0 }
  if (parsed.day !== undefined) return { mark: DATE, startsAt: parsed.day * 86_400_000 }
  return { mark: hasOffset ? INSTANT : CLOCK, startsAt: parsed.at }
}

/** What an entry's data say, or else the change of its first object. */
function told(facts: FieldMap | undefined, name: string): Scalar | undefined {
  const data = facts?.get(`data/${name}`)
  if (data !== undefined) return data
  const change = facts?.get(`change/1/${name}`) ?? facts?.get(`state/1/${name}`)
  return typeof change === 'string' ? (JSON.parse(change) as { readonly after?: Scalar }).after : undefined
}
