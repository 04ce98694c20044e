/** A queue whose places are taken in one order and left in any: whoever is first may go on. */
export interface Place {
  /** Resolves when everybody before has left. */
  readonly first: Promise<void>
  /** May be called more than once. */
  leave(): void
}

export class Places {
  #last: Promise<void> = Promise.resolve()

  take(): Place {
    const first = this.#last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last = first.then(() => promise)
    return { first, leave: resolve }
  }
}
