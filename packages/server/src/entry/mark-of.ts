/**
 * What patterns count an entry by beside its action and source: whose wish a cancellation or a move was, whether it came
 * late, which way a message went. A small number that stands in `marks`. Pure; computed from the parts, so that whoever
 * has the entry can compute it again.
 */
import type { Channel } from '@daybook/catalogue'
import type { Part, Scalar } from '@daybook/protocol'
import type { FieldMap } from './open-entry.ts'

/** Bits of a mark below `CHANNEL`. */
export const FOR_CLIENT = 1
export const LATE = 2
/** From here on a mark is a channel's number. */
const CHANNEL = 16

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
const MARKED: ReadonlySet<string> = new Set([
  CANCELLED,
  'booking.rescheduled',
  'message.sent',
  'message.received',
  'reminder.sent',
])

/** True of an action whose entries may have a mark: only these need be looked at. */
export const isMarked = (action: string): boolean => MARKED.has(action)

/** 0 for most entries. Of the facts of an erased client nothing is known, and the record still says whose act it was. */
export function markOf(record: FieldMap, facts: FieldMap | 'gone' | undefined): number {
  const action = String(record.get('action'))
  if (!isMarked(action)) return 0
  const known = facts === 'gone' ? undefined : facts
  if (action.startsWith('booking.')) {
    const late = action === CANCELLED && told(known, 'late') === true
    return (isForClient(record) ? FOR_CLIENT : 0) + (late ? LATE : 0)
  }
  const channel = told(known, 'channel')
  return (CHANNEL_CODES as Readonly<Record<string, number>>)[typeof channel === 'string' ? channel : ''] ?? 0
}

/** The same of the parts that an entry is made of, before they are sealed. */
export function markOfParts(parts: readonly Part[]): number {
  const facts = parts.find(part => part.name === 'facts')
  return markOf(new Map(parts[0]!.fields), facts && new Map(facts.fields))
}

/** What is left of a mark once the facts are gone: what the record says, which is in clear. */
export const lastingMark = (mark: number): number => (mark < CHANNEL ? mark & FOR_CLIENT : 0)

/** True of a mark that bookings have. */
export const isBookingMark = (mark: number): boolean => mark < CHANNEL

/** The way that a marked message went. */
export const channelOf = (mark: number): Channel => CHANNEL_NAMES.get(mark) ?? 'other'

/** The client acted, or somebody acted on their behalf. Where the source says so, no mark is needed. */
function isForClient(record: FieldMap): boolean {
  if (record.get('source') === 'customer') return false
  return ['actor', 'onBehalfOf'].some(name => String(record.get(name) ?? '').startsWith('["client"'))
}

/** What an entry's data say, or else the change of its first object. */
function told(facts: FieldMap | undefined, name: string): Scalar | undefined {
  const data = facts?.get(`data/${name}`)
  if (data !== undefined) return data
  for (const subject of ['1', '0']) {
    const change = facts?.get(`change/${subject}/${name}`) ?? facts?.get(`state/${subject}/${name}`)
    if (typeof change !== 'string') continue
    return (JSON.parse(change) as { readonly after?: Scalar }).after
  }
  return undefined
}
