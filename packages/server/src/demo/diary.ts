import type { Draft } from '@daybook/protocol'
import type { DemoClock } from './demo-clock.ts'
import type { Dice } from './dice.ts'

/** Collects what happens at the clinic. What would happen later than now is left out when it is read. */
export class Diary {
  readonly clock: DemoClock
  readonly dice: Dice
  readonly #drafts: Draft[] = []
  readonly #taken = new Set<string>()
  #numbers = new Map<string, number>()

  constructor(clock: DemoClock, dice: Dice) {
    this.clock = clock
    this.dice = dice
  }

  /** @param occurredAt an instant, or a plain date */
  add(occurredAt: string, draft: Omit<Draft, 'occurredAt'>): void {
    this.#drafts.push({ ...draft, occurredAt })
  }

  /** The next id of a kind: `INV-1001`. */
  number(prefix: string): string {
    const next = (this.#numbers.get(prefix) ?? 1000) + 1
    this.#numbers.set(prefix, next)
    return `${prefix}-${next}`
  }

  /** The first free hour of a member from this one on, on days on which the clinic is open. */
  freeSlot(member: string, day: number, hour: number): { readonly day: number; readonly hour: number } {
    for (
      let [d, h] = [this.clock.open(day), hour];
      ;
      [d, h] = h < 17 ? [d, h + 1] : [this.clock.open(d + 1), 9]
    ) {
      const slot = `${member} ${d} ${h}`
      if (this.#taken.has(slot)) continue
      this.#taken.add(slot)
      return { day: d, hour: h }
    }
  }

  /** In the order in which it happened, up to `now` (UTC ms). */
  upTo(now: number): readonly Draft[] {
    const end = new Date(now).toISOString()
    // A plain date stands for its whole day, so it goes behind what has a time; equal times keep their order.
    const sortKey = (at: string) => (at.length === 10 ? `${at}T23:59:59.9` : at)
    return this.#drafts
      .filter(({ occurredAt }) => sortKey(occurredAt!) <= end)
      .map((draft, index) => ({ draft, index, key: sortKey(draft.occurredAt!) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index))
      .map(({ draft }) => draft)
  }
}
