/** What a service, or a booking that is to move, needs of time. Pure. */
import type { Need } from './free-times.ts'

/** What is to be booked. */
export interface Wish {
  /** As bookings name it. */
  readonly service: string
  /** Minutes. */
  readonly duration: number
  readonly bufferBefore: number
  readonly buffer: number
  readonly groupSize: number
  readonly participants: number
  readonly room?: string | undefined
  readonly location?: string | undefined
  /** Who may do it; none: whoever has a schedule, or the business as one person. */
  readonly members: readonly string[]
  /** The booking that moves, which does not stand in its own way; 0 for none. */
  readonly objectId: number
}

/** Minutes of a booking whose length nobody said. */
const DURATION = 60

const MINUTE = 60_000

type Fields = Readonly<Record<string, unknown>>

export const wishOfService = (fields: Fields, name: string): Wish => ({
  ...timesOf(fields),
  service: name,
  members: textsOf(fields['members']),
  participants: 1,
  objectId: 0,
})

/** It stays with whoever does it. */
export function wishOfBooking(fields: Fields, objectId: number): Wish {
  const member = textOf(fields['member'])
  const length = lengthOf(fields)
  return {
    ...timesOf(fields),
    ...(length !== undefined && { duration: length }),
    service: textOf(fields['service']) ?? '',
    members: member === undefined ? [] : [member],
    participants: wholeOf(fields['participants']) ?? 1,
    objectId,
  }
}

const timesOf = (fields: Fields) => ({
  duration: wholeOf(fields['duration']) ?? DURATION,
  bufferBefore: wholeOf(fields['bufferBefore']) ?? 0,
  buffer: wholeOf(fields['buffer']) ?? 0,
  groupSize: wholeOf(fields['groupSize']) ?? 1,
  room: textOf(fields['room']),
  location: textOf(fields['location']),
})

/** The same in ms. */
export const needOf = (wish: Wish): Need => ({
  length: wish.duration * MINUTE,
  before: wish.bufferBefore * MINUTE,
  after: wish.buffer * MINUTE,
  seats: wish.participants,
  groupSize: wish.groupSize,
})

/** From its start to its end, where both are instants. */
function lengthOf({ startsAt, endsAt }: Fields): number | undefined {
  const length = (Date.parse(String(endsAt)) - Date.parse(String(startsAt))) / 60_000
  return length > 0 ? length : undefined
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string' && one !== '') : []
const wholeOf = (value: unknown): number | undefined =>
  typeof value === 'number' && value > 0 ? Math.round(value) : undefined
