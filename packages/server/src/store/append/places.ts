/** A queue whose places are taken in one order and left in any: whoever is first may go on. */
export interface Place {
  /** Grows from place to place. */
  readonly number: number
  /** Resolves when everybody before has left. */
  readonly first: Promise<void>
  /** Resolves when everybody before has sent what they write, or left. */
  readonly next: Promise<void>
  /** What this one writes is on its way; whether it will be written is not known yet. */
  sent(): void
  /** Has to be prepared again: until it has left, nobody behind it may be prepared before their turn. */
  goBack(): void
  /** May be called more than once. */
  leave(): void
}

export class Places {
  #lastLeft: Promise<void> = Promise.resolve()
  #lastSent: Promise<void> = Promise.resolve()
  readonly #goingBack = new Set<object>()
  #taken = 0

  /** True while somebody has to be prepared again. */
  get goingBack(): boolean {
    return this.#goingBack.size > 0
  }

  take(): Place {
    const first = this.#lastLeft
    const next = this.#lastSent
    const left = Promise.withResolvers<void>()
    const sent = Promise.withResolvers<void>()
    this.#lastLeft = first.then(() => left.promise)
    this.#lastSent = next.then(() => sent.promise)
    return {
      number: ++this.#taken,
      first,
      next,
      sent: sent.resolve,
      goBack: () => void this.#goingBack.add(left),
      leave: () => {
        this.#goingBack.delete(left)
        sent.resolve()
        left.resolve()
      },
    }
  }
}
