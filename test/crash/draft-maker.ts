/** Makes drafts of every shape that the append path treats in its own way, over a world small enough to collide in. */
import type { Draft } from '@daybook/protocol'
import type { Dice } from './dice.ts'

const MINUTE = 60_000
const YEAR = 365 * 24 * 60 * MINUTE

/** Clients and bookings of one workspace that drafts have named so far. */
export class DraftMaker {
  readonly #dice: Dice
  readonly #bookings: { id: string; client: string }[] = []
  #clients = 6
  #marks = 0

  constructor(dice: Dice) {
    this.#dice = dice
  }

  /** A draft with a mark of its own in `data.mark`, by which it is known again when it is read. */
  make(key?: string): Draft & { readonly data: { readonly mark: string } } {
    const mark = `m${++this.#marks}`
    const dice = this.#dice
    const draft = this.#shape(mark)
    return {
      ...draft,
      ...(draft.occurredAt === undefined && dice.chance(0.2) && { occurredAt: this.#instant() }),
      ...(dice.chance(0.3) && { reason: `because of ${mark}` }),
      ...(key !== undefined && { key }),
      data: { mark, ...(dice.chance(0.3) && { list: [mark, { deep: true }] }) },
    }
  }

  #shape(mark: string): Draft {
    const dice = this.#dice
    const level = dice.below(8)
    switch (dice.below(12)) {
      case 0:
      case 1: {
        const booking = this.#newBooking(mark)
        return {
          action: 'booking.booked',
          client: { id: booking.client, name: `Client ${booking.client}, ${level}` },
          object: { type: 'booking', id: booking.id, name: `Booking ${booking.id}` },
          actor: { type: 'staff', id: `S${dice.below(4)}`, name: 'Reception' },
          changes: [{ field: 'startsAt', after: this.#instant() }],
          context: { ip: '203.0.113.7', amount: { value: 100 + dice.below(9000), currency: 'EUR' } },
        }
      }
      case 2: {
        const booking = this.#booking(mark)
        return {
          action: 'booking.rescheduled',
          client: { id: booking.client },
          object: { type: 'booking', id: booking.id },
          changes: [{ field: 'startsAt', before: `${mark} before`, after: this.#instant() }],
        }
      }
      case 3:
        // Names only the object: it is about the object's clients.
        return { action: 'booking.confirmed', object: { type: 'booking', id: this.#booking(mark).id } }
      case 4: {
        const booking = this.#newBooking(mark)
        return {
          action: 'booking.requested',
          actor: { type: 'client', id: booking.client },
          object: { type: 'booking', id: booking.id },
        }
      }
      case 5:
        return {
          action: 'payment.succeeded',
          clients: this.#family(),
          objects: [
            { type: 'payment', id: `P-${mark}` },
            { type: 'booking', id: this.#booking(mark).id, role: 'for' },
          ],
          context: { amount: { value: dice.below(5000), currency: 'EUR' } },
        }
      case 6:
      case 7:
        return {
          action: 'client.updated',
          client: { id: this.#client() },
          state: { city: `City ${level}`, score: dice.below(5), ...(dice.chance(0.7) && { note: mark }) },
        }
      case 8:
        return {
          action: 'asset.checked',
          object: { type: 'asset', id: `A${dice.below(4)}` },
          state: { level, ...(dice.chance(0.7) && { note: mark }) },
        }
      case 9:
        return {
          action: 'locker.updated',
          clients: this.#family(),
          object: { type: 'locker', id: `L${dice.below(4)}` },
          ...(dice.chance(0.5)
            ? { state: { level, key: mark } }
            : {
                changes: [
                  { field: 'level', after: level },
                  { field: 'seal', before: `not ${mark}`, after: mark },
                ],
              }),
        }
      case 10:
        return {
          action: 'reward.updated',
          object: { type: 'reward', id: `R${dice.below(3)}`, name: `Reward ${level}` },
          ...(dice.chance(0.3) && { client: { id: this.#client() } }),
          state: { points: level },
        }
      default:
        // New kinds of entry, which both servers may number at the same moment.
        return {
          action: `custom.act_${dice.below(40)}`,
          ...(dice.chance(0.5) && {
            client: { id: this.#client() },
            occurredAt: `20${10 + dice.below(16)}-03-0${1 + dice.below(9)}`,
          }),
          outcome: dice.pick(['success', 'failure', 'denied'] as const),
        }
    }
  }

  #client(): string {
    if (this.#dice.chance(0.1)) this.#clients++
    return `C${this.#dice.below(this.#clients)}`
  }

  #family(): { id: string; name?: string }[] {
    const [one, other] = [this.#client(), this.#client()]
    return one === other ? [{ id: one }] : [{ id: one, name: `Client ${one}` }, { id: other }]
  }

  #newBooking(mark: string): { id: string; client: string } {
    const booking = { id: `B-${mark}`, client: this.#client() }
    this.#bookings.push(booking)
    return booking
  }

  #booking(mark: string): { id: string; client: string } {
    return this.#bookings.length === 0 ? this.#newBooking(mark) : this.#dice.pick(this.#bookings)
  }

  /** Mostly about now, so that states overtake one another; sometimes of another year, which needs another key. */
  #instant(): string {
    const back = this.#dice.chance(0.2) ? this.#dice.below(5 * YEAR) : this.#dice.below(MINUTE)
    return new Date(Date.now() - back).toISOString()
  }
}
