import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { readObjectsOfClient } from '../store/read/objects-of-client.ts'
import { ownBooking, type OwnBooking } from './own-booking.ts'

const PAGE = 500
/** What a busy client has at most, of whom all is opened. */
const MOST = 20_000

/** Statuses of a booking that is still to come. */
export const OPEN: ReadonlySet<string | undefined> = new Set(['requested', 'scheduled', 'confirmed'])

/** All of a client's bookings, by their starts. */
export async function bookingsOfClient(
  daybook: Daybook,
  workspace: Workspace,
  clientId: number,
): Promise<readonly OwnBooking[]> {
  const found = new Map<number, OwnBooking>()
  // Whoever is merged is one person.
  for (const own of (await daybook.privacy.merges(workspace.id)).groupOf(clientId)) {
    for (let after: number | null = 0; after !== null && found.size < MOST; ) {
      const page = await readObjectsOfClient(daybook, workspace.id, own, { after, limit: PAGE })
      for (const object of page.objects) {
        const booking = object.type === 'booking' ? ownBooking(object, workspace) : undefined
        if (booking !== undefined) found.set(booking.objectId, booking)
      }
      after = page.next
    }
  }
  return [...found.values()].toSorted((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0))
}

export async function bookingsToCome(
  daybook: Daybook,
  workspace: Workspace,
  clientId: number,
): Promise<readonly OwnBooking[]> {
  const all = await bookingsOfClient(daybook, workspace, clientId)
  const now = daybook.now()
  return all.filter(one => OPEN.has(one.status) && one.startsAt !== undefined && one.startsAt > now)
}
