import type { Entry, EntryObject } from '@daybook/protocol'

/** The other bookings of one that was moved by making a new one. */
export interface Moved {
  /** Those that took its place. */
  readonly to: readonly EntryObject[]
  /** Those whose place it took. */
  readonly from: readonly EntryObject[]
}

/**
 * Hosts that move a booking by making a new one name both in one entry: a `booking.rescheduled` the old one first, a
 * `booking.booked` the new one first. `entries` in any order.
 */
export function movedOf(entries: readonly Entry[], ref: string): Moved {
  const to = new Map<string, EntryObject>()
  const from = new Map<string, EntryObject>()
  for (const { action, objects } of entries) {
    const bookings = objects.filter(object => object.type === 'booking')
    const [first, ...others] = bookings
    if (first === undefined || others.length === 0 || !bookings.some(booking => booking.ref === ref)) continue
    const others_ = first.ref === ref ? others : [first]
    const isOld = action === 'booking.rescheduled' ? first.ref === ref : first.ref !== ref
    if (action !== 'booking.rescheduled' && action !== 'booking.booked' && action !== 'booking.requested')
      continue
    for (const other of others_) (isOld ? to : from).set(other.ref, other)
  }
  return { to: [...to.values()], from: [...from.values()] }
}
