/** What stands in clear beside an object's sealed state, to be filtered, sorted and compared by: business fields only. */
import { bookingEnd } from '@daybook/catalogue'
import type { State } from '../entry/state.ts'
import { DAY_MS, parseOccurrence } from '../entry/times.ts'
import type { WorkspaceKeys } from '../keys/key-folder.ts'

export interface ObjectColumns {
  /** UTC ms. */
  readonly startsAt?: number | undefined
  readonly status?: string | undefined
  /** UTC ms until which a booking takes its member's and its room's time. */
  readonly takenUntil?: number | undefined
  /** UTC ms from when it takes them, where that is before its start. */
  readonly takenFrom?: number | undefined
  /** HMACs. */
  readonly member?: Buffer | undefined
  readonly room?: Buffer | undefined
  /** An HMAC of its service, where others may book the same start of it. */
  readonly shared?: Buffer | undefined
  /** How many places of the group it takes. */
  readonly seats?: number | undefined
}

/** Of a booking that was deleted, whatever its status was: it is not among those to come. */
export const DELETED_STATUS = 'deleted'

/** A booking of one of these takes its time; so does one whose status nobody told. */
const TAKING = new Set(['requested', 'scheduled', 'confirmed', 'started'])
const MINUTE = 60_000
/** Nobody books for longer; what a host says beyond it is not believed. */
const LONGEST = 366 * DAY_MS
const MAC_BYTES = 16

export function columnsOf(type: string, state: State, timeZone: string, keys: WorkspaceKeys): ObjectColumns {
  const startsAt = instantOf(state, 'startsAt', timeZone)
  const told = textOf(state, 'status')?.slice(0, 100)
  const status = textOf(state, 'deleted') === 'yes' ? DELETED_STATUS : told
  if (type !== 'booking' || startsAt === undefined || !(status === undefined || TAKING.has(status)))
    return { startsAt, status }
  const before = minutesOf(state, 'bufferBefore')
  const isShared = groupSizeOf(state) > 1
  return {
    startsAt,
    status,
    takenUntil: takenEnd(state, startsAt, timeZone) + minutesOf(state, 'buffer'),
    takenFrom: before > 0 ? startsAt - before : undefined,
    member: takenMac(keys, 'member', textOf(state, 'member')),
    room: takenMac(keys, 'room', textOf(state, 'room')),
    shared: isShared ? takenMac(keys, 'service', textOf(state, 'service') ?? '') : undefined,
    seats: isShared ? seatsOf(state) : undefined,
  }
}

/** How many may book the same start with the same member and room; 1 for nearly every service. */
export const groupSizeOf = (state: State): number => Math.max(1, wholeOf(state, 'groupSize') ?? 1)

/** How many places a booking takes where there are several. */
export const seatsOf = (state: State): number => Math.max(1, wholeOf(state, 'participants') ?? 1)

const MOST_SEATS = 100_000
const MOST_BUFFER = 7 * 24 * 60

function wholeOf(state: State, field: string): number | undefined {
  const value = state[field]?.v
  return typeof value === 'number' && value > 0 ? Math.min(Math.round(value), MOST_SEATS) : undefined
}

const minutesOf = (state: State, field: string): number =>
  Math.min(wholeOf(state, field) ?? 0, MOST_BUFFER) * MINUTE

/** Who or what is taken, as the columns hold it. */
export const takenMac = (
  keys: WorkspaceKeys,
  what: 'member' | 'room' | 'service',
  name: string | undefined,
): Buffer | undefined =>
  name === undefined || (name === '' && what !== 'service')
    ? undefined
    : keys.mac('taken', what, name).subarray(0, MAC_BYTES)

/** A booking without an end takes the moment at which it starts. */
function takenEnd(state: State, startsAt: number, timeZone: string): number {
  const until = bookingEnd(startsAt, instantOf(state, 'endsAt', timeZone), state['duration']?.v) ?? startsAt
  return Math.round(Math.min(Math.max(until, startsAt + 1), startsAt + LONGEST))
}

const textOf = (state: State, field: string): string | undefined => {
  const value = state[field]?.v
  return typeof value === 'string' ? value : undefined
}

function instantOf(state: State, field: string, timeZone: string): number | undefined {
  const text = textOf(state, field)
  const parsed = text === undefined ? undefined : parseOccurrence(text, timeZone)
  return typeof parsed === 'object' ? parsed.at : undefined
}
